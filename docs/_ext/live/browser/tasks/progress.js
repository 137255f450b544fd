// The page "Your progress": ticks in the list of tasks, what is next, and the file that is
// handed in, written and read. The same Python writes it as in a repository.
import { sentence } from "../words.js";
import { button, make } from "./parts.js";
import { isRight, wasRight } from "../store.js";

const hours = (minutes) => {
  const rounded = Math.round(minutes / 15) * 15;
  const [whole, rest] = [Math.floor(rounded / 60), rounded % 60];
  return [whole && `${whole} h`, rest && `${rest} min`].filter(Boolean).join(" ") || "nothing";
};

const toText = (bytes) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const tasks = (number) => `${number} ${number === 1 ? "task" : "tasks"}`;
const several = (words) => words.join(", ").replace(/, ([^,]*)$/, " and $1");

export class Progress {
  #tasks;
  #rows;
  #store;
  #kernel;
  #next = make("p", "task-next");
  #said = make("p", "task-result");
  #file = make("input");

  constructor(element, { tasks }, kernel, store) {
    this.#tasks = tasks;
    this.#kernel = kernel;
    this.#store = store;
    this.#rows = [...element.querySelectorAll("tbody tr")];
    this.#build(element);
    this.#show();
    store.onChange(() => this.#show());
  }

  #build(element) {
    this.#said.setAttribute("role", "status");
    this.#file.type = "file";
    this.#file.accept = ".zip,application/zip";
    this.#file.hidden = true;
    this.#file.addEventListener("change", () => this.#import());
    const bar = make("div", "task-bar",
      button("task-button", "Export", () => this.#export()),
      button("task-button", "Import", () => this.#file.click()),
      button("task-button", "Forget everything", () => this.#forget()),
      this.#file);
    element.prepend(this.#next);
    element.append(bar, make("p", "live-note task-trouble"), this.#said);
    element.classList.add("task-live");
  }

  // -- the list ---------------------------------------------------------------------
  #show() {
    const entries = this.#tasks.map(({ number }) => this.#store.get(number));
    this.#rows.forEach((row, index) => {
      const entry = entries[index];
      const done = isRight(entry);
      const words = wasRight(entry) ? "changed since" : entry.text ? "begun" : "";
      row.cells[0].textContent = done ? "✓" : words;
      row.classList.toggle("task-done", done);
    });
    const open = this.#tasks.filter((_, index) => !isRight(entries[index]));
    const left = open.reduce((sum, { minutes }) => sum + minutes, 0);
    const done = this.#tasks.length - open.length;
    this.#next.replaceChildren(`${done} of ${this.#tasks.length} tasks done`
      + `${open.length ? `; the rest takes about ${hours(left)}. ` : "."}`);
    if (open.length) this.#next.append(this.#continue(open[0], done));
  }

  #continue(task, done) {
    const row = this.#rows[this.#tasks.indexOf(task)];
    const link = row.querySelector("a")?.cloneNode(true) ?? make("span");
    link.textContent = `${done ? "Continue" : "Begin"} with task ${task.number}`;
    link.classList.add("task-continue");
    return link;
  }

  #say(words) {
    this.#said.textContent = words;
  }

  // -- the file -----------------------------------------------------------------------
  async #ask(name, given) {
    const end = await this.#kernel.ask({ name, given, needs: ["project"] }, (words) => this.#say(words));
    this.#say("");
    if (end.how === "done") return end.value;
    const because = sentence(end)?.text ?? "";
    this.#say(because.replace("This cell needs", "This needs").replace("; Run tries again", ""));
    return null;
  }

  async #export() {
    const entries = this.#tasks.map(({ number }) => [number, this.#store.get(number)])
      .filter(([, { text, right, hints }]) => text || right || hints)
      .map(([number, entry]) =>
        [number, { answer: entry.text ?? "", right: isRight(entry), hints: entry.hints }]);
    const packed = await this.#ask("pack", { entries: Object.fromEntries(entries) });
    if (!packed) return;
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([toBytes(packed.file)], { type: "application/zip" }));
    link.download = "submission.zip";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this.#say(`Written: submission.zip, with ${tasks(entries.length)}. It can be handed in, `
      + "or imported in another browser.");
  }

  async #import() {
    const [file] = this.#file.files;
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    this.#file.value = "";
    const found = await this.#ask("unpack", { file: toText(bytes) });
    if (!found) return;
    if (found.refused) {
      this.#say(`${file.name} was not imported: ${found.refused}.`);
      return;
    }
    const entries = Object.entries(found.entries);
    const other = entries.filter(([number, { answer }]) => {
      const { text } = this.#store.get(number);
      return answer && text && text !== answer;
    }).map(([number]) => number);
    const sure = `Your text of ${several(other)} is another one. Replace it by what the file has?`;
    if (other.length && !confirm(sure)) {
      this.#say("Nothing was imported.");
      return;
    }
    entries.forEach(([number, entry]) => this.#adopt(number, entry));
    this.#show();
    const remarks = found.remarks.length ? ` Left out: ${found.remarks.join("; ")}.` : "";
    this.#say(`Imported from ${file.name}: ${tasks(entries.length)}.${remarks}`);
  }

  #adopt(number, { answer, right, hints }) {
    const known = this.#store.get(number);
    const text = answer || known.text;
    this.#store.change(number, {
      text,
      right: right && answer ? answer : known.right,
      hints: Math.max(hints, known.hints),
    });
  }

  #forget() {
    const sure = "Forget everything? All that you have written and done is removed from "
      + "this browser. Export it first if you want to keep it.";
    if (!confirm(sure)) return;
    this.#store.forget(this.#tasks.map(({ number }) => number));
    this.#show();
    this.#say("Forgotten.");
  }
}
