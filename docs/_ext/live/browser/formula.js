// Formulas, typeset by the MathJax of this site: pages without one have not loaded it.
const SCRIPT = "live-mathjax";

// The markup that the build writes: with delimiters, for MathJax to find.
export const formulaOf = (tex, isBlock) => {
  const made = document.createElement(isBlock ? "div" : "span");
  made.className = "math notranslate nohighlight";
  made.textContent = isBlock ? `\\[${tex}\\]` : `\\(${tex}\\)`;
  return made;
};

const loaded = (address) => new Promise((resolve, reject) => {
  if (window.MathJax?.typesetPromise) {
    resolve();
    return;
  }
  const there = document.getElementById(SCRIPT)
    ?? document.querySelector('script[src*="/mathjax/tex"]');
  const script = there ?? document.createElement("script");
  script.addEventListener("load", resolve);
  script.addEventListener("error", reject);
  if (there) return;
  script.id = SCRIPT;
  script.src = address;
  document.head.append(script);
});

// Typesets what is in an element; without MathJax, the formula is read as it is.
export const typeset = async (element, address) => {
  if (!element.querySelector(".math")) return;
  try {
    await loaded(address);
    await window.MathJax.startup.promise;
    await window.MathJax.typesetPromise([element]);
  } catch { /* as said */ }
};
