// What a reader types in the cells of a page is kept on the device, beside the text that
// the page had there: { texts: [{ built, text, place }] }.
//
// After a reload it stands in its cell again. Once the page has another text there, it is
// offered, below the cell that took the place, and nothing is put in by itself.
import { digest } from "./pack.js";
import { Store } from "./store.js";

const MOST = 40; // texts for a page; the oldest go first

export class Kept {
  #page;
  #store;

  constructor(page, onTrouble) {
    this.#page = page;
    this.#store = new Store(onTrouble, "cells", { texts: [] });
  }

  get #texts() {
    return this.#store.get(this.#page).texts;
  }

  #keep(texts) {
    if (texts.length) this.#store.change(this.#page, { texts: texts.slice(-MOST) });
    else this.#store.forget([this.#page]);
  }

  // Notes the present text of a cell; that of the page needs none.
  note({ built, text, index }) {
    const of = digest(built);
    const others = this.#texts.filter((one) => one.built !== of || one.place !== index);
    this.#keep(text === built ? others : [...others, { built: of, text, place: index }]);
  }

  // What belongs to the cells as they are, as [cell, text], and what was written for an
  // earlier version of the page.
  sorted(cells) {
    const known = [];
    const old = [];
    const free = new Set(cells);
    for (const one of this.#texts) {
      const fits = (cell) => free.has(cell) && digest(cell.built) === one.built;
      const cell = [cells.find(({ index }) => index === one.place), ...cells]
        .find((candidate) => candidate && fits(candidate));
      if (cell) known.push([cell, one.text]);
      else old.push(one);
      free.delete(cell);
    }
    return { known, old };
  }

  drop(old) {
    this.#keep(this.#texts.filter(({ built, place }) =>
      built !== old.built || place !== old.place));
  }
}

// Puts back what was kept, and offers the rest.
export const putBack = (kept, cells) => {
  const { known, old } = kept.sorted(cells);
  known.forEach(([cell, text]) => cell.adopt(text));
  old.forEach((one) => {
    const cell = cells.findLast(({ index }) => index <= one.place) ?? cells[0];
    cell?.offerOld(one.text, () => kept.drop(one));
  });
};
