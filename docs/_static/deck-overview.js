// The overview (O) in rows: the arrow keys go along them, and the present slide is in
// sight.
(() => {
  if (!document.querySelector(".reveal")) return; // read as a text
  const slides = document.querySelector(".slides");
  const columns = () => getComputedStyle(slides).gridTemplateColumns.split(" ").length;

  const show = (block) => {
    const slide = Reveal.getCurrentSlide();
    const { top, bottom, height } = slide.getBoundingClientRect();
    const above = block === "center" ? top - (innerHeight - height) / 2 : Math.min(0, top - 14);
    const below = block === "center" ? 0 : Math.max(0, bottom + 14 - innerHeight);
    slides.scrollTop += above || below;
  };

  const move = (by) => {
    const all = Reveal.getSlides();
    const next = all[all.indexOf(Reveal.getCurrentSlide()) + by];
    if (!next) return;
    const { h, v } = Reveal.getIndices(next);
    Reveal.slide(h, v);
    show("nearest");
  };

  addEventListener("keydown", (event) => {
    if (!Reveal.isReady() || !Reveal.isOverview() || event.target.closest?.("input")) return;
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns(), ArrowDown: columns() }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    move(by);
  }, true);
  Reveal.on("overviewshown", () => show("center"));
  Reveal.on("overviewhidden", () => { slides.scrollTop = 0; });
})();
