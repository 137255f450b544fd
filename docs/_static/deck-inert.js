// Tab reaches what is on the slide that is shown, and nothing of the others. In the
// overview all slides are there to be clicked; on paper and in a column nothing is hidden.
(() => {
  if (/print-pdf|view=print/.test(location.search)) return;
  const slides = document.querySelectorAll(".reveal .slides section:not(:has(section))");
  const settle = () => {
    const here = Reveal.getCurrentSlide();
    slides.forEach((slide) => { slide.inert = slide !== here && !Reveal.isOverview(); });
  };
  ["ready", "slidechanged", "overviewshown", "overviewhidden"]
    .forEach((event) => Reveal.on(event, settle));
  if (Reveal.isReady()) settle();
})();
