// The Share button, and what a shared link does when it is opened.
//
// A cell that came with a link is shown in its editor and never run by itself: the code
// is somebody else's, and running it is the reader's decision.
import { linkTo, sharedCell } from "./link.js";

export { linkTo, sharedCell };

const READ_FIRST = "This cell came with the link; read it before you run it.";
const COPIED = "The link to this cell is copied.";
const NOT_COPIED = "Here is the link to this cell, for you to copy.";

const element = (name, className, attributes = {}) => {
  const made = document.createElement(name);
  made.className = className;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
};

// -- sharing ------------------------------------------------------------------

// Where the clipboard is not allowed, a field from which the link can be copied.
const offer = (place, address) => {
  place.querySelector(".live-link")?.remove();
  const field = element("input", "live-link", {
    type: "text", readonly: "", "aria-label": "The link to this cell",
  });
  field.value = address;
  place.append(field);
  field.select();
};

// Copies the link to a cell; `say` announces how it went, `place` gets the field.
export async function copyLink(cell, place, say) {
  let address = null;
  try {
    address = await linkTo(cell);
    await navigator.clipboard.writeText(address);
    place.querySelector(".live-link")?.remove();
    say(COPIED);
  } catch (error) {
    if (!address) return say(error.message);
    offer(place, address);
    say(NOT_COPIED);
  }
  return undefined;
}

// -- opening a link -----------------------------------------------------------

// Screen readers say what changes in an element that they know already.
const announce = (made, sentence) => {
  requestAnimationFrame(() => { made.textContent = sentence; });
};

const complain = (sentence) => {
  document.querySelector(".live-complaint")?.remove();
  const box = element("div", "live-complaint");
  const words = element("p", "", { role: "alert" });
  const close = element("button", "", { type: "button" });
  close.textContent = "Close";
  close.addEventListener("click", () => box.remove());
  box.append(words, close);
  document.body.append(box);
  announce(words, sentence);
};

const readFirst = (cell) => {
  const input = cell.element.querySelector(".cell_input");
  input.querySelector(".live-foreign")?.remove();
  const note = element("p", "live-foreign", { role: "status" });
  input.prepend(note);
  announce(note, READ_FIRST);
  // Once it ran, or is gone, there is nothing left to warn of.
  cell.element.addEventListener("click", ({ target }) => {
    if (target.closest(".live-run, .live-reset")) note.remove();
  });
};

const revealed = () => new Promise((resolve) => {
  if (Reveal.isReady()) resolve();
  else Reveal.on("ready", resolve);
});

// Slides are turned; a page, or a deck on a narrow screen, is scrolled.
const bringIntoView = async (cell) => {
  const slide = document.querySelector(".reveal") && cell.element.closest("section");
  if (!slide) return cell.element.scrollIntoView({ block: "center" });
  await revealed();
  const { h, v } = Reveal.getIndices(slide);
  const step = cell.element.closest(".fragment")?.dataset.fragmentIndex;
  return Reveal.slide(h, v, step === undefined ? -1 : Number(step));
};

const unfold = (cell) => {
  const fold = cell.element.querySelector("details:has(.cell_input)");
  if (fold) fold.open = true;
};

const open = async (cells, address) => {
  const found = await sharedCell(cells, address);
  if (found?.problem) complain(found.problem);
  if (!found?.cell) return;
  unfold(found.cell);
  await bringIntoView(found.cell);
  await found.cell.edit(found.text);
  readFirst(found.cell);
};

// Shows the cell that the address carries, now and whenever another link is followed.
export function openShared(cells) {
  addEventListener("hashchange", (event) => open(cells, event.newURL));
  // On a deck reveal.js has already replaced the fragment; deck.js kept it.
  return open(cells, window.deckAddress ?? location.href);
}
