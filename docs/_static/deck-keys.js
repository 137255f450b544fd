// The help card (?): what reveal.js lists there, in the course's words, and the keys that
// it has but does not list. The other files of a deck name theirs as they bind them.
// The first key of each line, in the order in which a lecture needs them.
const KEY_ORDER = ["N", "P", "A", "S", "B", "X", "C", "D", "1 to 4", "E", "Z", "Delete", "W",
  "Ctrl + click", "Alt + click", "F", "T", "G", "ESC", "Home", "←", "→", "↑", "↓",
  "Page Down", "F5", "Alt + ←/↑/→/↓", "Shift + ←/↑/→/↓", "CTRL + Shift + F", "?"];

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

    // reveal.js lists the lines in the order in which they became known.
    deck.on("showhelp", () => {
      const rows = [...document.querySelectorAll(".r-overlay-help tr:has(td)")];
      const place = (row) => {
        const keys = row.cells[0].textContent.trim().replace(/\s+/g, " ");
        const [first] = keys.split(/ ?, /);
        const found = KEY_ORDER.indexOf(first);
        return found < 0 ? KEY_ORDER.length : found;
      };
      rows.sort((one, other) => place(one) - place(other))
        .forEach((row) => row.parentElement.append(row));
      rows.forEach(({ cells: [keys] }) => {
        keys.textContent = keys.textContent.trim().replace(/\s*,\s*/g, ", ")
          .replace(/\b(SPACE|ESC|CTRL)\b/g, ([first, ...rest]) => first + rest.join("").toLowerCase());
      });
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
