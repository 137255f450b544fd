// What is wider than its box can be scrolled with the keyboard. The theme sees to
// listings when a page loads; formulas, and what a fold hides until then, come later.
(() => {
  const boxes = "main pre, main div.math, main mjx-container, main .cell_output, "
    + "main .output, main .stepper-graph, main .stepper-algorithm";
  const measure = () => document.querySelectorAll(boxes).forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
  addEventListener("load", () => {
    Promise.resolve(window.MathJax?.startup?.promise).then(measure);
  });
  addEventListener("resize", measure);
  document.addEventListener("toggle", measure, true);
  document.addEventListener("click", measure);
})();
