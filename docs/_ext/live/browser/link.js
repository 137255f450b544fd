// A link that carries a cell as the reader edited it: how it is written, how it is read.
//
// The fragment of the address holds `cell=VERSION.NUMBER.TEXT.BUILT.CHECK`: which cell,
// its new text (see pack.js), and the digests of the text that the page was built with
// and of the new one. Nothing of it is sent to a server. On a deck the slide comes first:
// `#/slide/cell=…/-1`, which reveal.js reads as the slide before its first step.
import { Damaged, digest, pack, unpack } from "./pack.js";

const VERSION = "1";
const CARRIED = /cell=([\w.-]*)/;

const DAMAGED = "The link carried a cell, but a part of it is missing or damaged.";
const STALE = "The link carried a cell for an earlier version of this page; "
  + "the page has changed since, so it is not shown.";
const NEWER = "The link carried a cell in a form that this page does not know.";

// -- writing a link -----------------------------------------------------------

const slideOf = (cell) => cell.element.closest(".slides section[id]");

// Returns the address of this page with the cell as it is now.
export async function linkTo(cell) {
  const parts = [VERSION, cell.index + 1, await pack(cell.text)];
  const carried = `cell=${[...parts, digest(cell.built), digest(cell.text)].join(".")}`;
  const slide = slideOf(cell);
  const address = new URL(location.href);
  address.search = ""; // a deck to print, a word that was searched
  address.hash = slide ? `/${encodeURIComponent(slide.id)}/${carried}/-1` : carried;
  return address.href;
}

// -- reading a link -----------------------------------------------------------

const cellFor = (cells, number, built) => {
  const fits = (cell) => cell && digest(cell.built) === built;
  const there = cells.find((cell) => cell.index === number - 1);
  return fits(there) ? there : cells.find(fits); // it may have moved
};

const read = async (cells, carried) => {
  const [version, number, packed, built, check, ...more] = carried.split(".");
  if (/^\d+$/.test(version) && version !== VERSION) return { problem: NEWER };
  if (!check || more.length) return { problem: DAMAGED };
  const text = await unpack(packed);
  if (digest(text) !== check) return { problem: DAMAGED };
  const cell = cellFor(cells, Number(number), built);
  return cell ? { cell, text } : { problem: STALE };
};

// Reads the cell that an address carries: {cell, text}, or {problem} in a sentence,
// or null where there is none.
export async function sharedCell(cells, address = location.href) {
  const [, carried] = CARRIED.exec(new URL(address).hash) ?? [];
  if (carried === undefined) return null;
  try {
    return await read(cells, carried);
  } catch (error) {
    if (error instanceof Damaged) return { problem: DAMAGED };
    throw error;
  }
}
