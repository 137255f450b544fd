// The buttons of a cell, with a word or two about it before them, and notes with buttons.

// A key that presses a button does not turn the slide as well.
const keepPress = (event) => {
  if (event.key === " " || event.key === "Enter") event.stopPropagation();
};

const makeButton = (label, act) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", act);
  button.addEventListener("keydown", keepPress);
  return button;
};

// `actions` are by the buttons' labels, in their order.
export const makeBar = (number, actions, onDeck) => {
  const bar = document.createElement("div");
  bar.className = "live-bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Cell ${number}`);
  const state = document.createElement("span");
  state.className = "live-state";
  bar.append(state);
  const buttons = { bar, state };
  for (const [label, act] of Object.entries(actions)) {
    const name = label.toLowerCase();
    const button = makeButton(label, (event) => {
      act();
      // After a click on a slide, the next Space turns it.
      const focused = document.activeElement;
      if (event.detail && onDeck && bar.contains(focused)) focused.blur();
    });
    button.className = `live-${name}`;
    button.setAttribute("aria-label", `${label} cell ${number}`);
    bar.append(button);
    buttons[name] = button;
  }
  buttons.run.title = "Run this cell in your browser (in the editor: Ctrl+Enter)";
  buttons.reset.title = "Back to the text and the output that the page came with";
  return buttons;
};

// A sentence, and what can be done, as [label, action].
export const makeNote = (words, ways) => {
  const note = document.createElement("p");
  note.className = "live-note";
  note.textContent = words;
  ways.forEach(([label, act]) => note.append(" ", makeButton(label, act)));
  return note;
};
