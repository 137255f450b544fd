// What a reader has written and done: kept by the browser.
//
// Of each task there is an entry:
//   text   what stands in the cell, null as long as that is what the page gave
//   right  the text that passed the checks last, or null
//   hints  how many hints were opened, counted from the first
// Of each page there is one with the texts of its cells, see kept.js.
const EMPTY = { text: null, right: null, hints: 0 };
const FULL = "Your browser keeps nothing more for this site (its storage is full or "
  + "forbidden). Copy your text to a file before you leave this page.";

// Sites that share a host share its storage, so the entries are named after this one.
const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
const prefix = (kind) => `minitorch ${kind} ${root.pathname} `;

export class Store {
  #unkept = new Map(); // what the browser refused to keep
  #onTrouble;
  #told = false;
  #prefix;
  #empty;

  // `onTrouble` is told once, in a sentence, when nothing can be kept.
  constructor(onTrouble, kind = "workbook", empty = EMPTY) {
    this.#onTrouble = onTrouble;
    this.#prefix = prefix(kind);
    this.#empty = empty;
  }

  get(number) {
    if (this.#unkept.has(number)) return this.#unkept.get(number);
    try {
      return { ...this.#empty, ...JSON.parse(localStorage.getItem(this.#prefix + number)) };
    } catch {
      return this.#empty;
    }
  }

  change(number, part) {
    const entry = { ...this.get(number), ...part };
    try {
      localStorage.setItem(this.#prefix + number, JSON.stringify(entry));
      this.#unkept.delete(number);
    } catch {
      this.#unkept.set(number, entry);
      if (!this.#told) this.#onTrouble(FULL);
      this.#told = true;
    }
  }

  forget(numbers) {
    this.#unkept.clear();
    try {
      numbers.forEach((number) => localStorage.removeItem(this.#prefix + number));
    } catch { /* then nothing was kept */ }
  }

  // Hears of changes in other tabs, also of those made while this one slept.
  onChange(hear) {
    addEventListener("storage", ({ key }) => {
      if (key === null || key.startsWith(this.#prefix)) hear();
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) hear();
    });
  }
}

// Whether an answer passed, and whether it is what stands there now.
export const wasRight = ({ right }) => right !== null;
export const isRight = ({ text, right }) => right !== null && right === text;
