// How MathJax, which the site serves itself, treats a page.
window.MathJax = {
  // Only what Sphinx marked as mathematics is touched.
  options: {
    ignoreHtmlClass: "tex2jax_ignore|mathjax_ignore|document",
    processHtmlClass: "tex2jax_process|mathjax_process|math|output_area",
    enableMenu: false,
  },
  tex: { inlineMath: [["\\(", "\\)"]], displayMath: [["\\[", "\\]"]] },
  svg: { fontCache: "local" },
};
// A deck is typeset when its slides stand, which deck.js says. Its formulas start at
// the left, like everything else on a slide.
if (document.documentElement.classList.contains("deck-page")) {
  const slidesReady = new Promise((resolve) => { window.deckReady = resolve; });
  Object.assign(window.MathJax.svg, { displayAlign: "left", displayIndent: "1.5em" });
  window.MathJax.startup = {
    pageReady: () => slidesReady.then(() => window.MathJax.startup.defaultPageReady()),
  };
}
