// A code cell: its buttons, its text, its output, and what it says about itself.
import { makeBar, makeNote } from "./bar.js";
import { listed, replaceIn } from "./listing.js";
import { Output } from "./output.js";
import { copyLink } from "./share.js";
import { announce } from "./status.js";
import { remember } from "./warm.js";
import { clock, sentence, state } from "./words.js";

const SOON = 150; // milliseconds: what is over sooner never shows that it ran

const inputOf = (element) => element.querySelector(
  ":scope > .cell_input, :scope > details > .cell_input, :scope > .covered > .cell_input",
);

export const isCell = (element) => Boolean(inputOf(element)?.querySelector("pre"));

export class Cell {
  onText = null; // hears when the text is another one
  #input;
  #pre;
  #listing; // what the build put into the listing
  #output;
  #editor = null;
  #timer = null;
  #buttons = {};
  #note = null;
  #kept;
  #began = null;
  #known; // the seconds that a run takes

  constructor(element, index, kernel, kept) {
    this.element = element;
    this.index = index;
    this.number = index + 1;
    this.kernel = kernel;
    this.skipped = element.matches(".tag_no-live");
    this.mayRaise = element.matches(".tag_raises-exception");
    this.#input = inputOf(element);
    this.#pre = this.#input.querySelector("pre");
    this.built = this.text = listed(this.#pre);
    this.#listing = [...this.#pre.childNodes];
    this.#output = new Output(element, (text) => kernel.answer(text));
    this.#kept = kept;
    this.#known = Number(/(?:^| )tag_takes-(\d+)-s(?: |$)/.exec(element.className)?.[1] ?? 0);
    if (!this.skipped) this.#addBar();
  }

  get isChanged() {
    return this.text !== this.built;
  }

  // -- what the reader does ---------------------------------------------------------
  run() {
    remember();
    return this.kernel.run(this);
  }

  stop() {
    this.kernel.stop(this);
    this.#buttons.run.focus();
  }

  // Opens the editor; with a text, that is what it shows.
  async edit(text = this.text) {
    if (!this.#editor) await this.#openEditor();
    if (!this.#editor) return;
    if (text !== this.text) {
      this.#editor.text = text;
      this.#change(text);
    }
    this.#editor.focus();
  }

  // Writes a number in the place of another, as if the reader had typed it.
  put(at, before, after) {
    const look = this.isChanged ? this.#pre.childNodes : this.#listing;
    const listing = [...look].map((node) => node.cloneNode(true));
    const text = this.text.slice(0, at) + after + this.text.slice(at + before.length);
    if (this.#editor) this.#editor.text = text;
    this.#change(text);
    this.#pre.replaceChildren(...listing);
    if (!replaceIn(this.#pre, at, before, after)) this.#pre.textContent = text;
    this.#kept.note(this);
  }

  reset() {
    this.#editor?.remove();
    this.#editor = null;
    this.#change(this.built);
    this.#pre.classList.remove("live-covered");
    this.#pre.replaceChildren(...this.#listing);
    this.#output.restore();
    this.#dropNote();
    this.kernel.forget(this);
    this.#kept.note(this);
    this.#say("");
    announce(`Cell ${this.number}: as the page has it`);
    this.#offer();
    this.#buttons.run.focus();
  }

  // Shows what the reader wrote on an earlier visit.
  adopt(text) {
    this.#change(text);
    this.#say("as you left it");
  }

  // Offers what the reader wrote when the page had another text here.
  offerOld(text, forget) {
    this.#tell("You changed a cell here, and the page has changed since.", [
      ["Show my text", () => {
        forget();
        this.#dropNote();
        this.edit(text).then(() => this.#kept.note(this));
      }],
      ["Forget it", () => {
        forget();
        this.#dropNote();
        this.#offer();
        this.#buttons.run.focus();
      }],
    ]);
    this.#offer();
  }

  // What a run of the cell before can say of this one.
  get picture() {
    return this.#output.hasPicture ? "the picture is in the next cell" : "";
  }

  // -- what the kernel tells ----------------------------------------------------------
  wait() {
    this.#busy(true);
    this.#output.wait();
    this.#say("waiting");
    announce(`Cell ${this.number}: waiting`);
  }

  begin() {
    this.#dropNote();
    this.#output.begin();
    announce(`Cell ${this.number}: running`);
    clearTimeout(this.#timer);
    this.words = "running";
    this.#began = null;
    this.#timer = setTimeout(() => {
      this.#busy(true);
      this.#tick();
    }, SOON);
  }

  // What is waited for, and once a second for how long.
  #tick() {
    const seconds = this.#began ? Math.floor((performance.now() - this.#began) / 1000) : 0;
    this.#say(this.words + clock(seconds, this.isChanged ? 0 : this.#known));
    this.#timer = setTimeout(() => this.#tick(), 1000);
  }

  // What a reader waits for now.
  stage(words) {
    this.words = words;
    if (words === "running") this.#began = performance.now();
    if (this.#isBusy) this.#say(words);
    if (words !== "running") announce(`Cell ${this.number}: ${words}`);
  }

  take = (kind, name, text) => this.#output.take(kind, name, text);

  finish(end) {
    clearTimeout(this.#timer);
    this.#busy(false);
    this.#output.settle(sentence(end)?.keepsOutput);
    const told = sentence(end, this.#output.what);
    if (told) this.#tell(told.text, this.#wayOut(told.reset));
    const words = state({ ...end, instead: this.#instead(end) });
    this.#say(words);
    announce(`Cell ${this.number}: ${[words, told?.text].filter(Boolean).join(". ")}`);
    this.#offer();
  }

  // Of a run that shows nothing: where there is something.
  #instead({ how }) {
    if (how !== "done" || this.#output.what !== "nothing") return "";
    return this.kernel.cells[this.number]?.picture || "it shows nothing";
  }

  #wayOut(cell) {
    return cell ? [[`Reset cell ${cell.number} and run`, () => {
      cell.reset();
      this.#buttons.run.focus();
      this.run();
    }]] : [];
  }

  // Other functions are in use than those that made the output.
  age(since) {
    if (this.#output.isBuilt) return;
    this.#say("old");
    this.#tell(`What is shown is from before ${since}. Press Run.`);
  }

  // -- buttons ------------------------------------------------------------------------
  #addBar() {
    // What comes and goes stands before Run, which stays under the pointer.
    this.#buttons = makeBar(this.number, {
      Reset: () => this.reset(),
      Share: () => this.share(),
      Stop: () => this.stop(),
      Run: () => this.run(),
      Edit: () => this.edit(),
    }, this.#output.onDeck);
    this.#busy(false);
    this.#offer();
    this.#input.prepend(this.#buttons.bar);
  }

  share() {
    return copyLink(this, this.#input, (words) => {
      this.#say(words);
      announce(words);
    });
  }

  get #isBusy() {
    return this.#buttons.bar.classList.contains("live-busy");
  }

  #busy(is) {
    this.#buttons.bar.classList.toggle("live-busy", is);
    this.#buttons.stop.hidden = !is;
    if (is) this.#buttons.reset.hidden = true;
  }

  // Reset and Share make sense once something differs from the page.
  #offer() {
    const differs = this.isChanged || this.#editor || !this.#output.isBuilt || this.#note;
    this.#buttons.reset.hidden = !differs;
    this.#buttons.share.hidden = !this.isChanged;
  }

  #say(words) {
    this.#buttons.state.textContent = words;
    this.#buttons.state.title = words;
  }

  // -- text and notes -------------------------------------------------------------------
  async #openEditor() {
    const editor = await import("./editor.js").catch(() => null);
    if (this.#editor) return;
    if (!editor) {
      this.#tell("The editor could not be loaded. Load the page again when you are online.");
      return;
    }
    this.#editor = editor.createEditor(this.#pre.parentElement, {
      text: this.text,
      label: `Code of cell ${this.number}`,
      onChange: (text) => {
        this.#change(text);
        this.#kept.note(this);
      },
      onRun: () => this.run(),
      onLeave: () => this.#leave(),
    });
    this.#pre.classList.add("live-covered");
    this.#offer();
  }

  // Every key belongs to the slides again; on a page, Tab goes on from the button.
  #leave() {
    if (this.#output.onDeck) document.activeElement?.blur();
    else this.#buttons.run.focus();
  }

  // The listing has the text, too: the copy button reads it there.
  #change(text) {
    if (text === this.text) return;
    this.text = text;
    this.#pre.textContent = text;
    this.#say(this.isChanged ? "changed" : "");
    this.#offer();
    this.onText?.();
  }

  #tell(words, ways = []) {
    this.#dropNote();
    this.#note = makeNote(words, ways);
    this.#input.append(this.#note);
  }

  #dropNote() {
    this.#note?.remove();
    this.#note = null;
  }
}
