// The help card (?): what reveal.js lists there, in the course's words and in groups, and
// the keys that it has but does not list. The other files of a deck name theirs as they bind them.
// By what they are for, the first key of each line.
const KEY_GROUPS = {
  "Moving": ["→", "←", "Page Down", "Home", "G", "ESC", "CTRL + Shift + F", "Alt + ←/↑/→/↓",
    "Shift + ←/↑/→/↓"],
  "Speaking": ["S", "C"],
  "Showing": ["A", "B", "Ctrl + click", "Alt + click", "T", "F", "F5", "?"],
  "Pointing and drawing": ["X", "D", "1 to 4", "E", "W", "Z", "Delete"],
};

window.deckPlugins = [{
  id: "keys",
  init(deck) {
    const list = (keys, does) => deck.registerKeyboardShortcut(keys, does);
    const held = /Linux/.test(navigator.platform) ? "Ctrl" : "Alt"; // as reveal.js has it
    // reveal.js writes its own lines as it starts, and some of them are said better here.
    deck.on("ready", () => {
      list("Page Down  ,  Page Up", "Next and previous slide, as a clicker asks");
      list("Home  ,  End", "First and last slide");
      list("Alt + &#8592;/&#8593/&#8594;/&#8595;", "Move without the steps of a slide");
      list("Shift + &#8592;/&#8593/&#8594;/&#8595;", "First and last slide that way");
      list("B  ,  .", "Blank screen, and back");
      list("F", "Full screen; Esc leaves it");
      list("F5", "Full screen, as the start key of a clicker asks");
      list("ESC, O", "All slides, and back");
      list("G", "Go to a slide by its number or name");
      list("?  ,  F1", "This card, and back");
      list(`${held} + click`, "Zoom in on that place, and out again");
    });

    const make = (name, ...children) => {
      const element = document.createElement(name);
      element.append(...children);
      return element;
    };
    const keyed = (key) => make("kbd",
      key.replace(/\b(SPACE|ESC|CTRL)\b/g, ([first, ...rest]) => first + rest.join("").toLowerCase()));
    const heading = (words) => {
      const cell = make("th", words);
      Object.assign(cell, { colSpan: 2, scope: "rowgroup" });
      return make("tr", cell);
    };
    // reveal.js lists the lines in the order in which they became known.
    deck.on("showhelp", () => {
      const card = document.querySelector(".r-overlay-help-content");
      const rows = new Map([...card.querySelectorAll("tr:has(td)")].map((row) => {
        const keys = row.cells[0].textContent.trim().replace(/\s+/g, " ").split(/ ?, /);
        row.cells[0].replaceChildren(...keys.flatMap((key, i) => [i ? ", " : "", keyed(key)]));
        return [keys[0], row];
      }));
      const known = new Set(Object.values(KEY_GROUPS).flat());
      const groups = { ...KEY_GROUPS, "More": [...rows.keys()].filter((key) => !known.has(key)) };
      const bodies = Object.entries(groups).map(([words, keys]) => {
        const found = keys.map((key) => rows.get(key)).filter(Boolean);
        return found.length ? make("tbody", heading(words), ...found) : "";
      });
      card.querySelector(".title").textContent = "Keys";
      card.querySelector("table").replaceChildren(...bodies);
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
