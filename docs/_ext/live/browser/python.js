// Python in a worker: started when it is first needed, stopped, and started anew.
//
// Every run ends with an object that says how:
//   { how: "done", seconds }            with `value` if something was asked
//   { how: "error", error: "NameError", seconds }
//   { how: "missing", packages, host, reason }
//                                       a package could not be loaded, nothing was run
//   { how: "stopped", restart }         with `restart`, everything defined is gone
//   { how: "crashed", reason }          so it is here
//   { how: "unavailable", reason }      Python itself could not be loaded
const PATIENCE = 1500; // milliseconds that an interrupted cell has to end
const ARRIVAL = 12; // seconds that the worker's script has to come

export class Python {
  #config;
  #onLost;
  #worker = null;
  #started = false;
  #interrupt = null;
  #task = null;
  #here = false; // whether the worker has said anything
  #words = ""; // what is waited for since the start

  // `onLost` hears when everything defined is gone, also while nothing runs.
  constructor(config, onLost) {
    this.#config = config;
    this.#onLost = onLost;
  }

  // Runs a cell, or with the `type` "call" asks the workbook. `onItem(kind, name, text)` takes what it prints and shows, as
  // session/outlet.py says; `onStage(words)` hears what a reader has to wait for.
  run(request, onItem, onStage) {
    return new Promise((settle) => {
      this.#task = { request, onItem, onStage, settle, stopping: false };
      this.warm();
      if (!this.#started && this.#words) onStage(this.#words);
      if (this.#interrupt) this.#interrupt[0] = 0;
      this.#worker.postMessage({ type: "run", ...request });
    });
  }

  // Starts Python, so that it is there when something is to be run.
  warm() {
    if (!this.#worker) this.#start();
  }

  // What the reader typed where the cell that runs asked for a line.
  answer(text) {
    this.#worker?.postMessage({ type: "answer", text });
  }

  // Where the host lets pages share memory, Python is interrupted and keeps what it
  // knows. Elsewhere, and where that does not help, the worker is ended.
  stop() {
    const task = this.#task;
    if (!task) return;
    task.stopping = true;
    if (!this.#interrupt || !this.#started) {
      this.#end({ how: "stopped", restart: true });
      return;
    }
    this.#interrupt[0] = 2; // the number of the signal that Ctrl+C sends
    setTimeout(() => {
      if (this.#task === task) this.#end({ how: "stopped", restart: true });
    }, PATIENCE);
  }

  #start() {
    const worker = new Worker(this.#config.worker, { type: "module" });
    this.#worker = worker;
    this.#expect(worker);
    worker.onmessage = ({ data }) => {
      if (worker === this.#worker) this.#hear(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker !== this.#worker) return;
      const reason = event.message || `${this.#config.worker} could not be loaded`;
      this.#end(this.#started ? { how: "crashed", reason } : { how: "unavailable", reason });
    };
    if (self.crossOriginIsolated) this.#interrupt = new Uint8Array(new SharedArrayBuffer(1));
    worker.postMessage({ type: "start", config: this.#config, interrupt: this.#interrupt });
  }

  // A host that takes the request and never answers.
  #expect(worker) {
    let left = ARRIVAL;
    this.#here = false;
    const timer = setInterval(() => {
      if (this.#here || worker !== this.#worker) clearInterval(timer);
      else if ((left -= 1) === 0) {
        clearInterval(timer);
        const reason = `${this.#config.worker} did not come in ${ARRIVAL} seconds`;
        this.#end({ how: "unavailable", reason });
      }
    }, 1000);
  }

  #hear({ type, ...data }) {
    const task = this.#task;
    this.#here = true;
    if (type === "ready") this.#started = true;
    else if (type === "lost") this.#end(data);
    else if (type === "stage") {
      this.#words = data.words;
      task?.onStage(data.words);
    } else if (!task) return;
    else if (type === "ended") this.#settle(data);
    else if (type === "item" && !this.#isOurInterrupt(data.name)) {
      task.onItem(data.kind, data.name, data.text);
    }
  }

  #isOurInterrupt(error) {
    return this.#task.stopping && error === "KeyboardInterrupt";
  }

  #settle(end) {
    const task = this.#task;
    const stopped = this.#isOurInterrupt(end.error) || (task.stopping && end.value);
    this.#task = null;
    task.settle(stopped ? { how: "stopped", restart: false } : end);
  }

  // The worker is of no more use.
  #end(how) {
    this.#worker.terminate();
    this.#worker = null;
    this.#started = false;
    this.#interrupt = null;
    this.#words = "";
    this.#onLost();
    if (this.#task) this.#settle(how);
  }
}
