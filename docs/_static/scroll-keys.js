// What is wider than its box can be scrolled with the keyboard, and says that it goes
// on. The theme sees to listings when a page loads; formulas, and what a fold hides
// until then, come later. On slides nothing scrolls, but in a lecture read on a phone.
(() => {
  const boxes = "main pre, main pre > code, main div.math, main mjx-container, "
    + "main .cell_output, main .output, main .stepper-graph, main .stepper-algorithm, "
    + "main table, .pst-scrollable-table-container";
  const asSlides = () => document.body.matches(".deck")
    && !document.documentElement.matches(".deck-reading");
  const look = (box) => {
    const { scrollWidth, clientWidth, scrollLeft } = box;
    const isWide = scrollWidth > clientWidth && getComputedStyle(box).overflowX !== "visible";
    if (isWide) box.tabIndex = 0;
    box.classList.toggle("wide-box", isWide);
    box.classList.toggle("goes-on", isWide && scrollWidth - clientWidth - scrollLeft > 4);
  };
  const measure = () => {
    if (!asSlides()) document.querySelectorAll(boxes).forEach(look);
  };
  addEventListener("load", () => {
    Promise.resolve(window.MathJax?.startup?.promise).then(measure);
  });
  addEventListener("resize", measure);
  document.addEventListener("toggle", measure, true);
  document.addEventListener("click", measure);
  document.addEventListener("scroll", ({ target }) => {
    if (target.matches?.(".wide-box")) look(target);
  }, true);
})();
