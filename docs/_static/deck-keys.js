// The help card (?): what reveal.js lists there, in the course's words, and the keys that
// it has but does not list. The other files of a deck name theirs as they bind them.
window.deckPlugins = [{
  id: "keys",
  init(deck) {
    const list = (keys, does) => deck.registerKeyboardShortcut(keys, does);
    const held = /Linux/.test(navigator.platform) ? "Ctrl" : "Alt"; // as reveal.js has it
    // reveal.js writes its own lines as it starts, and some of them are said better here.
    deck.on("ready", () => {
      list("Page Down  ,  Page Up", "Next and previous slide, as a clicker asks");
      list("Home  ,  End", "First and last slide");
      list("B  ,  .", "Blank screen, and back");
      list("F", "Full screen; Esc leaves it");
      list("F5", "Full screen, as the start key of a clicker asks");
      list("ESC, O", "All slides, and back");
      list("G", "Go to a slide by its number or name");
      list("?  ,  F1", "This card, and back");
      list(`${held} + click`, "Zoom in on that place, and out again");
    });

    // Browsers would load the deck again: a clicker must not be able to do that.
    addEventListener("keydown", (event) => {
      const isAlone = !(event.ctrlKey || event.shiftKey || event.altKey || event.metaKey);
      if (event.key !== "F5" || !isAlone || window.top !== window) return;
      event.preventDefault();
      if (!document.fullscreenElement) document.documentElement.requestFullscreen();
    });
    // The key is another one on other keyboards, so what it writes counts.
    addEventListener("keydown", (event) => {
      if (event.key !== "?" || event.target.closest?.("input, textarea, .cm-editor")) return;
      deck.toggleHelp();
      event.stopImmediatePropagation();
    }, true);
    // Escape leaves what was magnified; the overview is for the next Escape.
    addEventListener("keydown", (event) => {
      const isZoomed = document.body.style.transform !== "";
      if (event.key === "Escape" && isZoomed) event.stopImmediatePropagation();
    }, true);
  },
}];
