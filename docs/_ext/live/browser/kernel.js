// Decides which cells run, and in which order.
//
// One namespace a page, as in a notebook. Before a cell, those above it run that have
// not run yet, or whose text has changed since; they show nothing, unless the reader
// changed them. What has run is not run again: its effects stay, in the order in which
// the reader pressed Run. Only Reset, and a Python that had to be started anew, make a
// cell count as not run. One that was stopped runs again only when it is asked to; not so
// one of the page's own, stopped while another cell waited for it: that would have ended.
//
// The cell of a task asks the workbook instead. After it nothing counts as run, and what
// runs then does so on the reader's own functions, in a Python started anew as well.
import { Python } from "./python.js";

export class Kernel {
  #python;
  #ran = new Map(); // cell -> the text that ran
  #stopped = new Map(); // cell -> the text that was stopped: it runs when it is asked to
  #waiting = [];
  #current = null;
  #own = null; // the request that has the reader's functions used
  #inUse = false;
  resumes = () => null; // the same for an answer that was right in an earlier visit

  constructor(config, cells) {
    this.#python = new Python(config, () => this.#lose());
    this.cells = cells;
  }

  get busy() {
    return this.#current !== null;
  }

  // Runs a cell when those before it in the queue are done. A second press, with
  // nothing changed in between, does not run it a second time.
  run(cell) {
    const { text } = cell;
    const known = [this.#current, ...this.#waiting]
      .find((job) => job?.cell === cell && job.text === text);
    if (known) return known.end;
    const job = { cell, text };
    job.end = new Promise((settle) => { job.settle = settle; });
    this.#waiting.push(job);
    if (this.#current) cell.wait();
    else this.#work();
    return job.end;
  }

  // Stops a cell. With the one that runs, those that wait for it are called off, too:
  // they might run it again.
  stop(cell) {
    const running = this.#current?.cell === cell;
    const off = this.#waiting.filter((job) => running || job.cell === cell);
    this.#waiting = this.#waiting.filter((job) => !off.includes(job));
    off.forEach((job) => this.#finish(job, { how: "stopped", restart: false }));
    if (running) this.#python.stop();
  }

  forget(cell) {
    this.#ran.delete(cell);
    this.#stopped.delete(cell);
  }

  // Starts Python before it is needed.
  warm() {
    this.#python.warm();
  }

  // Gives the cell that runs the line that it asked for.
  answer(text) {
    this.#python.answer(text);
  }

  // Asks the workbook for something that changes nothing; where no cell is running.
  ask(request, onStage) {
    return this.#python.run({ type: "call", ...request }, () => {}, onStage);
  }

  // Cells run on the engine's own functions again.
  release() {
    if (this.#own && this.#inUse) this.#own = { ...this.#own, name: "release" };
    else this.#own = null;
    this.#lose();
    this.#age("Start over");
  }

  #age(since) {
    this.cells.forEach((cell) => cell.age(since));
  }

  #lose() {
    this.#ran.clear();
    this.#inUse = false;
  }

  async #work() {
    while (this.#waiting.length) {
      const job = this.#waiting.shift();
      this.#current = job;
      job.text = job.cell.text;
      job.cell.begin();
      this.#finish(job, await this.#do(job));
      this.#current = null;
    }
  }

  #finish(job, end) {
    // A second run of a cell that is called off while the first one still goes on.
    const goesOn = this.#current !== job && this.#current?.cell === job.cell;
    if (!goesOn) job.cell.finish(end);
    job.settle(end);
  }

  #do(job) {
    return job.cell.asks ? this.#ask(job.cell) : this.#runWithEarlier(job);
  }

  async #ask(cell) {
    const { request, then } = cell.asks();
    this.#lose();
    const end = await this.#call(request, cell);
    if (end.how === "done") {
      const isOther = JSON.stringify(then) !== JSON.stringify(this.#own);
      if (isOther) this.#age("the last Check");
      this.#own = then;
      this.#inUse = true;
    }
    return end;
  }

  #call(request, cell) {
    return this.#python.run({ type: "call", ...request }, () => {}, (words) => cell.stage(words));
  }

  async #runWithEarlier({ cell, text }) {
    if (!this.#own) {
      this.#own = this.resumes();
      if (this.#own) this.#lose();
    }
    if (this.#own && !this.#inUse) {
      const end = await this.#call(this.#own, cell);
      if (end.how !== "done") return end;
      this.#inUse = true;
      if (this.#own.name === "release") this.#own = null;
    }
    const before = this.#notRunBefore(cell);
    const inTheWay = before.find((one) => this.#stopped.get(one) === one.text);
    if (inTheWay) return { how: "in the way", cell: inTheWay };
    const leftOut = [];
    for (const earlier of before) {
      const { end, told } = await this.#runEarlier(earlier, cell);
      if (end.how === "missing") leftOut.push({ cell: earlier, end });
      else if (end.how !== "done" && end.how !== "error") return end;
      // What fails for want of a cell that was left out is left out as well.
      else if (end.how === "error" && !earlier.mayRaise && !leftOut.length) {
        return { how: "error before", error: end.error, number: earlier.number, told };
      }
    }
    cell.stage("running");
    const end = await this.#execute(cell, text, false, cell.take, cell);
    return end.how === "error" && leftOut.length ? { ...end, leftOut } : end;
  }

  #notRunBefore(cell) {
    return this.cells.filter((earlier) => earlier.number < cell.number
      && !earlier.skipped && this.#ran.get(earlier) !== earlier.text);
  }

  async #runEarlier(earlier, asking) {
    let told = "";
    const note = (kind, name, text) => {
      if (kind === "error") told = text;
      if (kind === "ask") asking.take(kind, name, text);
      else if (earlier.isChanged) earlier.take(kind, name, text);
    };
    if (earlier.isChanged) earlier.begin();
    const quiet = !earlier.isChanged;
    const end = await this.#execute(earlier, earlier.text, quiet, note, asking);
    if (!quiet) earlier.finish(end);
    return { end, told };
  }

  async #execute(cell, source, quiet, onItem, asking) {
    const request = { number: cell.number, source, quiet };
    let began = false;
    const end = await this.#python.run(request, onItem, (words) => {
      began ||= words === "running";
      const first = words === "running" && cell !== asking;
      asking.stage(first ? `running cell ${cell.number} first` : words);
    });
    if (end.how === "done" || (end.how === "error" && cell.mayRaise)) this.#ran.set(cell, source);
    else this.#ran.delete(cell);
    const unasked = cell !== asking && !cell.isChanged;
    if (end.how === "stopped" && began && !unasked) this.#stopped.set(cell, source);
    else this.#stopped.delete(cell);
    return end;
  }
}
