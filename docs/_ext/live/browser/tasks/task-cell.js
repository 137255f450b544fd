// The cell of a task: its text, which is kept as it is typed, Check, and three hints.
import { sentence, state } from "../words.js";
import { button, make } from "./parts.js";
import { resultOf } from "./result.js";
import { isRight, wasRight } from "../store.js";

const SOON = 150; // milliseconds: what is over sooner never shows that it ran
const NEEDS = ["hypothesis", "pytest", "project"]; // archives, see offered.py
const DONE = "✓ done";
const CHANGED = "changed since it was right";
const KEPT = "This answer was right. The cells of this page run on your functions.";
const ENGINES = "The cells of this page run on the engine's functions until the next Check.";

const listed = (pre) => pre.textContent.replace(/\n+$/, "\n").replace(/([^\n])$/, "$1\n");

export class TaskCell {
  #facts;
  #kernel;
  #store;
  #pre;
  #listing; // what the build put into the listing
  #editor = null;
  #asked = null; // the text that is being checked
  #timer = null;
  #parts = {};

  constructor(element, facts, kernel, store) {
    this.element = element;
    this.number = `of task ${facts.number}`; // how the kernel names it
    this.#facts = facts;
    this.#kernel = kernel;
    this.#store = store;
    this.#pre = element.querySelector(".cell_input pre");
    this.start = listed(this.#pre);
    this.#listing = [...this.#pre.childNodes];
    this.#build();
    this.#adopt();
    this.#greet();
    store.onChange(() => this.#adopt());
  }

  get text() {
    return this.#entry.text ?? this.start;
  }

  get #entry() {
    return this.#store.get(this.#facts.number);
  }

  // -- what the kernel asks and tells ------------------------------------------------
  asks() {
    this.#asked = this.text;
    const then = this.#use();
    return { request: { ...then, name: "check" }, then };
  }

  // Has cells run on the answer if it was right in an earlier visit already.
  resumes() {
    return this.#facts.checks && isRight(this.#entry) ? this.#use() : null;
  }

  #use() {
    const given = {
      number: this.#facts.number,
      start: this.start,
      answer: this.text,
      others: this.#others(),
    };
    return { name: "use", given, needs: NEEDS, fresh: true };
  }

  // The right answers to what the task needs. An answer is used with those that build on
  // it, or not at all: an own backward reads what the own forward saved, the engine's may
  // look for something else. (edition/grade.py does the same.)
  #others() {
    const needs = Object.entries(this.#facts.needs);
    const right = new Map(needs.map(([number]) => [number, this.#store.get(number).right])
      .filter(([, answer]) => answer !== null));
    const isWhole = ([number]) => needs.every(([later, itsNeeds]) =>
      right.has(later) || !itsNeeds.includes(number));
    return Object.fromEntries([...right].filter(isWhole));
  }

  wait() {
    this.#clear();
    this.#busy(true, "waiting");
  }

  begin() {
    clearTimeout(this.#timer);
    this.#clear();
    this.words = "checking";
    this.#timer = setTimeout(() => this.#busy(true, this.words), SOON);
  }

  stage(words) {
    this.words = words === "running" ? "checking" : words;
    if (this.element.classList.contains("task-busy")) this.#busy(true, this.words);
  }

  take() {}

  finish(end) {
    clearTimeout(this.#timer);
    this.#busy(false, "");
    if (end.how !== "done") {
      this.#show(make("p", "live-note", this.#sentence(end)));
      return;
    }
    if (end.value.right) {
      this.#store.change(this.#facts.number, { text: this.#kept(this.text), right: this.#asked });
    }
    this.#show(...resultOf(end.value, this.#facts));
    this.#tick();
  }

  // -- what the reader does ------------------------------------------------------------
  check() {
    return this.#kernel.run(this);
  }

  async write() {
    if (!this.#editor) await this.#open();
    this.#editor?.focus();
  }

  startOver() {
    const { number } = this.#facts;
    const sure = "Start over? What you have written in this cell is removed.";
    if (this.text !== this.start && !confirm(sure)) return;
    this.#store.change(number, { text: null, right: null });
    this.#show();
    this.#adopt();
    this.#kernel.release();
    this.#parts.check.focus();
  }

  // -- parts ----------------------------------------------------------------------------
  #build() {
    const { number, checks } = this.#facts;
    const parts = this.#parts;
    parts.state = make("span", "task-state");
    parts.write = button("task-button", "Write", () => this.write());
    parts.check = button("task-button task-check", "Check", () => this.check());
    parts.stop = button("task-button task-stop", "Stop", () => {
      this.#kernel.stop(this);
      parts.check.focus();
    });
    parts.over = button("task-button", "Start over", () => this.startOver());
    parts.check.title = "Check this answer in your browser (in the editor: Ctrl+Enter)";
    const bar = make("div", "task-bar", parts.write, ...(checks ? [parts.check, parts.stop] : []),
      parts.over, parts.state);
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", `Answer to task ${number}`);
    parts.trouble = make("p", "live-note task-trouble");
    parts.result = make("div", "task-result");
    parts.result.setAttribute("role", "status");
    const input = this.element.querySelector(".cell_input");
    input.after(bar, parts.trouble, parts.result);
    this.#pre.addEventListener("click", () => {
      if (getSelection().isCollapsed) this.write();
    });
    this.element.classList.add("task-live");
    this.#busy(false, "");
    this.element.querySelectorAll(".task-hint").forEach((fold, index) => {
      fold.addEventListener("toggle", () => {
        const { hints } = this.#store.get(number);
        if (fold.open) this.#store.change(number, { hints: Math.max(hints, index + 1) });
      });
    });
  }

  #busy(is, words) {
    this.element.classList.toggle("task-busy", is);
    this.#parts.stop.hidden = !is;
    this.#parts.over.disabled = is;
    if (is) this.#parts.state.textContent = words;
    else this.#tick();
  }

  // Says what is known of this task beside the buttons.
  #tick() {
    const entry = this.#entry;
    if (this.element.classList.contains("task-busy")) return;
    this.#parts.state.textContent = isRight(entry) ? DONE : wasRight(entry) ? CHANGED : "";
    this.element.classList.toggle("task-done", isRight(entry));
    this.#parts.over.hidden = this.text === this.start;
  }

  #show(...nodes) {
    const { result } = this.#parts;
    result.classList.remove("task-old");
    result.style.minHeight = "";
    result.replaceChildren(...nodes);
  }

  // The last result is none of what is being checked; what is below does not jump.
  #clear() {
    const { offsetHeight } = this.#parts.result;
    this.#show("checking …");
    this.#parts.result.style.minHeight = `${offsetHeight}px`;
  }

  // After a visit in which it was right: what the cells of the page run on now.
  #greet() {
    const entry = this.#entry;
    if (!this.#facts.checks || !wasRight(entry)) return;
    this.#show(make("p", "", isRight(entry) ? KEPT : ENGINES));
    this.#asked = entry.right;
  }

  #sentence(end) {
    if (end.how === "stopped") {
      return "Stopped. If it went on without end, look for a loop that does not come to one.";
    }
    if (end.how === "error") return `The check itself went wrong: ${end.reason}`;
    if (end.how === "crashed") {
      return "Python ended during the check. A function that calls itself very deeply does that.";
    }
    return sentence(end)?.text.replace("This cell needs", "The check needs")
      .replace("Run tries", "Check tries") ?? state(end);
  }

  // -- text -----------------------------------------------------------------------------
  async #open() {
    const editor = await import("../editor.js").catch(() => null);
    if (this.#editor) return;
    if (!editor) {
      this.#show(make("p", "live-note",
        "The editor could not be loaded. Load the page again when you are online."));
      return;
    }
    this.#editor = editor.createEditor(this.#pre.parentElement, {
      text: this.text.replace(/\n$/, ""),
      label: `Answer to task ${this.#facts.number}`,
      does: "check the answer",
      numbered: true, // the checks name lines
      onChange: (text) => this.#change(text),
      onRun: () => this.check(),
      onLeave: () => this.#parts.check.focus(),
    });
    this.#pre.classList.add("live-covered");
    this.#parts.write.hidden = true;
  }

  #kept = (text) => (text === this.start ? null : text);

  #change(text) {
    const whole = `${text.replace(/\n+$/, "")}\n`;
    this.#store.change(this.#facts.number, { text: this.#kept(whole) });
    this.#parts.result.classList.toggle("task-old", whole !== this.#asked);
    this.#tick();
  }

  // Shows what is kept, which another tab may have changed.
  #adopt() {
    const text = this.text.replace(/\n$/, "");
    if (this.#editor && this.#editor.text.replace(/\n+$/, "") !== text) this.#editor.text = text;
    const shown = text === this.start.replace(/\n$/, "") ? this.#listing : [text];
    if (this.#pre.textContent.replace(/\n+$/, "") !== text) this.#pre.replaceChildren(...shown);
    this.#tick();
  }
}
