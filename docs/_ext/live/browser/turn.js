// Numbers of a cell under sliders (turn.py): what is turned is written into the cell, and
// the cell runs once the reader pauses. A reader's own text may have no such line any
// more; then there is nothing to turn.
const PAUSE = 300; // milliseconds

const make = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
};

// Where a text gives the name its number, and what that is.
const place = (text, name) => {
  const line = new RegExp(`^(${name} = )(-?\\d+(?:\\.\\d+)?)(?=\\s*(?:#.*)?$)`, "m");
  const found = line.exec(text);
  return found && { at: found.index + found[1].length, number: found[2] };
};

const slider = (cell, { name, min, max, step }, run) => {
  const id = `live-turn-${cell.number}-${name}`;
  const input = make("input", { type: "range", id, min, max, step });
  const shown = make("output", { for: id });
  const follow = () => {
    const now = place(cell.text, name);
    input.disabled = !now;
    if (now) input.value = now.number;
    shown.textContent = now ? now.number : "?";
  };
  input.addEventListener("input", () => {
    const { at, number } = place(cell.text, name);
    cell.put(at, number, input.value);
    run();
  });
  follow();
  return { follow, parts: [make("label", { for: id }, name), input, shown] };
};

// Runs the cell after a pause, and again if something was turned meanwhile.
const runner = (cell) => {
  let timer = null;
  let isRunning = false;
  let isDue = false;
  const run = async () => {
    isDue = true;
    if (isRunning) return;
    isRunning = true;
    while (isDue) {
      isDue = false;
      const { how } = await cell.run();
      if (how === "stopped") isDue = false;
    }
    isRunning = false;
  };
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
  };
};

const start = (box, cell) => {
  const run = runner(cell);
  const sliders = JSON.parse(box.dataset.turn).map((one) => slider(cell, one, run));
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `Numbers to turn in cell ${cell.number}`);
  box.dataset.preventSwipe = ""; // reveal.js asks for it
  box.append(...sliders.flatMap(({ parts }) => parts));
  // On a slide, the arrows turn a number and not the slide.
  box.addEventListener("keydown", (event) => event.stopPropagation());
  cell.onText = () => sliders.forEach(({ follow }) => follow());
  box.hidden = false;
};

export const startTurning = (cells) => cells.forEach((cell) => {
  const box = cell.element.querySelector(":scope > .live-turn");
  if (box && !cell.skipped) start(box, cell);
});
