// Light or dark, before anything is painted. Textbook and decks share the reader's
// choice: the theme keeps it as "mode" (light, dark or auto) and "theme" (light or dark).
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const read = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const mode = ["light", "dark"].includes(read("mode")) ? read("mode") : "auto";
  const systemTheme = () => (system.matches ? "dark" : "light");
  root.classList.remove("deck-reading"); // the form of a deck without scripts; see deck.js
  root.dataset.mode = mode;
  root.dataset.theme = mode === "auto" ? systemTheme() : mode;
})();
