// What a cell printed and showed, in the markup that the build writes for it: the style
// sheets of pages and decks do not know the difference.
import { askFor } from "./ask.js";
import { foldAgain } from "./fold.js";
import { formulaOf, typeset } from "./formula.js";
import { room, settle } from "./room.js";
import { Terminal } from "./terminal.js";

const WIDE = 700; // CSS pixels, as in wide_pictures.py

const make = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

// -- one item each ---------------------------------------------------------------
// A listing is a `pre` on pages and a `pre > code` on decks.
const listing = (kind, onDeck) => {
  const code = onDeck ? make("code", "nohighlight") : make("span", "");
  const pre = make("pre", "", code);
  if (onDeck) return [make("div", `output ${kind} highlight`, pre), code];
  const lexer = kind === "traceback" ? "ipythontb" : "myst-ansi";
  const box = make("div", `output ${kind} highlight-${lexer} notranslate`,
    make("div", "highlight", pre));
  return [box, pre];
};

const text = (kind) => (content, onDeck) => {
  const [box, place] = listing(kind, onDeck);
  place.append(content);
  return box;
};

// In an <img>, so that nothing in a drawing can reach the page; its description is
// what the <img> says to those who cannot see it.
const svg = (content) => {
  const drawing = new DOMParser().parseFromString(content, "image/svg+xml");
  const said = ["description", "desc", "title"]
    .map((name) => drawing.querySelector(name)).find(Boolean);
  const image = make("img", width(drawing.documentElement) > WIDE ? "wide" : "");
  image.alt = said?.textContent.replace(/\s+/g, " ").trim() || "A figure without a description";
  image.src = `data:image/svg+xml,${encodeURIComponent(content)}`;
  return image;
};

const width = (drawing) => {
  const [, number, unit] = /^([\d.]+)(pt|px|)$/.exec(drawing.getAttribute("width")) ?? [];
  return Number(number ?? 0) * (unit === "pt" ? 96 / 72 : 1);
};

const png = (content) => {
  const image = make("img", "");
  image.alt = "A picture without a description";
  image.src = `data:image/png;base64,${content}`;
  return image;
};

const html = (content) => {
  const box = make("div", "output text_html");
  box.innerHTML = content;
  return box;
};

const markdown = (content) => {
  const box = make("div", "output text_markdown");
  box.textContent = content; // as long as what reads it is not there
  import("./markdown.js").then(({ htmlOf }) => {
    box.innerHTML = htmlOf(content);
    return typeset(box, mathjax());
  }).catch(() => {});
  return box;
};

const latex = (content) => {
  const box = make("div", "output text_latex",
    formulaOf(content.replace(/^\s*\$\$?|\$\$?\s*$/g, ""), true));
  queueMicrotask(() => typeset(box, mathjax()));
  return box;
};

const mathjax = () => {
  const { mathjax: address } = JSON.parse(document.getElementById("live-config").textContent);
  return new URL(address, document.baseURI).href;
};

const SHOWN = {
  "text/html": html,
  "text/markdown": markdown,
  "text/latex": latex,
  "image/svg+xml": svg,
  "image/png": png,
};
const STREAMS = { stdout: "stream", stderr: "stderr" };

const element = (kind, name, content, onDeck) => {
  if (kind === "note") return make("p", "live-note", content);
  if (kind === "error") return text("traceback")(content.trimEnd(), onDeck);
  const show = SHOWN[name] ?? text("text_plain");
  return show(content, onDeck);
};

// What scrolls inside shows its last lines, and can be scrolled with the keyboard.
const showEnd = (output) => [output, output.lastElementChild?.querySelector("pre")]
  .forEach((box) => box?.scrollTo({ top: box.scrollHeight }));
const letKeysScroll = (pre) => {
  const isLarger = pre.scrollHeight > pre.clientHeight || pre.scrollWidth > pre.clientWidth;
  if (isLarger) pre.tabIndex = 0;
};

// What stands there is no answer to a run that goes on: it is dimmed, and says whose it is.
const markAsBefore = (output, whose) => {
  output?.classList.toggle("live-before", Boolean(whose));
  if (whose) output?.setAttribute("data-of", whose);
  else output?.removeAttribute("data-of");
};

// -- all items of a run ----------------------------------------------------------
// The output of the last run, or of the build, stays until there is something new.
export class Output {
  #cell;
  #built;
  #shown;
  #before; // what was shown when the present run began
  #fresh = null; // what it has said so far
  #room = null;
  #items = [];
  #timer = null;
  #stream = null; // { name, terminal } of what is being printed
  #isToClear = false; // as soon as there is something new
  #answer;

  // `answer` takes the line that a reader has typed.
  constructor(cell, answer) {
    this.#cell = cell;
    this.#answer = answer;
    this.#built = cell.querySelector(":scope > .cell_output");
    this.#shown = this.#built;
    this.onDeck = document.body.matches(".deck");
  }

  get isBuilt() {
    return this.#shown === this.#built;
  }

  // What stands below the cell: of the page, of a run, or nothing.
  get what() {
    if (!this.#shown?.childElementCount) return "nothing";
    return this.isBuilt ? "page" : "run";
  }

  get hasPicture() {
    return Boolean(this.#built?.querySelector(":is(img, svg):not(button *)"));
  }

  wait() {
    markAsBefore(this.#shown, this.isBuilt ? "from the build" : "from the run before");
  }

  begin() {
    this.wait();
    this.#isToClear = false;
    this.#fresh = make("div", "cell_output docutils container live-output");
    this.#before = this.#shown;
    this.#items = [];
    this.#stream = null;
    this.#room = room(this.#cell, this.#shown, this.#room);
  }

  // Many lines come in a moment: they are put on the page together.
  take(...item) {
    this.#items.push(item);
    this.#timer ??= setTimeout(() => this.#flush(), 30);
  }

  // Ends a run, or has what was there before it shown again.
  settle(keeps) {
    markAsBefore(this.#shown, "");
    if (keeps) this.drop();
    else this.end();
  }

  end() {
    if (!this.#fresh) return; // it was called off before it began
    this.#flush();
    this.#endStream();
    this.#show(this.#fresh);
    settle(this.#fresh, this.#room);
    this.#fresh.querySelectorAll("form.live-ask").forEach((form) => form.remove());
    this.#fresh.querySelectorAll("pre").forEach(letKeysScroll);
    this.#fresh = null;
  }

  // Shows what was there before this run.
  drop() {
    if (!this.#fresh) return;
    this.#show(this.#before);
    this.#forget();
  }

  // Shows what the build wrote.
  restore() {
    this.#show(this.#built);
    this.#forget();
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#timer = this.#fresh = null;
    this.#items = [];
  }

  #flush() {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#items.length) return;
    this.#items.forEach((item) => this.#append(...item));
    this.#items = [];
    this.#show(this.#fresh);
    settle(this.#fresh, this.#room);
    showEnd(this.#fresh);
  }

  #append(kind, name, content) {
    if (kind === "clear") {
      this.#isToClear = true;
      if (name !== "wait") this.#clear();
      return;
    }
    this.#clear();
    if (kind === "stream") {
      this.#print(name, content);
      return;
    }
    this.#endStream();
    const shown = kind === "ask" ? askFor(content, this.#answer)
      : element(kind, name, content, this.onDeck);
    foldAgain(shown, this.#built);
    this.#fresh.append(shown);
  }

  #endStream() {
    this.#stream?.terminal.end();
    this.#stream = null;
  }

  #clear() {
    if (!this.#isToClear) return;
    this.#isToClear = false;
    this.#stream = null;
    this.#fresh.replaceChildren();
  }

  #print(name, content) {
    if (this.#stream?.name !== name) {
      this.#endStream();
      const [box, place] = listing(STREAMS[name], this.onDeck);
      this.#stream = { name, terminal: new Terminal(place) };
      this.#fresh.append(box);
    }
    this.#stream.terminal.write(content);
  }

  #show(output) {
    markAsBefore(output, "");
    if (this.#shown === output) return;
    if (this.#shown && output) this.#shown.replaceWith(output);
    else if (output) this.#cell.append(output);
    else this.#shown?.remove();
    this.#shown = output;
  }
}
