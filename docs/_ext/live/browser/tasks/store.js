// What a reader has written and done: kept by the browser, an entry for each task.
//
//   text   what stands in the cell, null as long as that is what the page gave
//   right  the text that passed the checks last, or null
//   hints  how many hints were opened, counted from the first
const EMPTY = { text: null, right: null, hints: 0 };
const FULL = "Your browser keeps nothing more for this site (its storage is full or "
  + "forbidden). Copy your text to a file before you leave this page.";

// Sites that share a host share its storage, so the entries are named after this one.
const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
const PREFIX = `minitorch workbook ${root.pathname} `;

export class Store {
  #unkept = new Map(); // what the browser refused to keep
  #onTrouble;
  #told = false;

  // `onTrouble` is told once, in a sentence, when nothing can be kept.
  constructor(onTrouble) {
    this.#onTrouble = onTrouble;
  }

  get(number) {
    if (this.#unkept.has(number)) return this.#unkept.get(number);
    try {
      return { ...EMPTY, ...JSON.parse(localStorage.getItem(PREFIX + number)) };
    } catch {
      return EMPTY;
    }
  }

  change(number, part) {
    const entry = { ...this.get(number), ...part };
    try {
      localStorage.setItem(PREFIX + number, JSON.stringify(entry));
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
      numbers.forEach((number) => localStorage.removeItem(PREFIX + number));
    } catch { /* then nothing was kept */ }
  }

  // Hears of changes in other tabs, also of those made while this one slept.
  onChange(hear) {
    addEventListener("storage", ({ key }) => {
      if (key === null || key.startsWith(PREFIX)) hear();
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) hear();
    });
  }
}

// Whether an answer passed, and whether it is what stands there now.
export const wasRight = ({ right }) => right !== null;
export const isRight = ({ text, right }) => right !== null && right === text;
