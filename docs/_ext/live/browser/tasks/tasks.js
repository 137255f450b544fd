// The parts of a page that belong to tasks: cells to write in, the list of all tasks.
import { announce } from "../status.js";
import { Progress } from "./progress.js";
import { Store } from "../store.js";
import { TaskCell } from "./task-cell.js";

const facts = (element) => JSON.parse(element.dataset.task);

export const startTasks = (kernel) => {
  const trouble = (words) => {
    document.querySelectorAll(".task-trouble").forEach((place) => { place.textContent = words; });
    announce(words);
  };
  const store = new Store(trouble);
  const cells = [...document.querySelectorAll(".task-cell")]
    .map((element) => new TaskCell(element, facts(element), kernel, store));
  kernel.resumes = () => cells.map((cell) => cell.resumes()).find(Boolean) ?? null;
  document.querySelectorAll(".task-progress")
    .forEach((element) => new Progress(element, facts(element), kernel, store));
  window.__tasks = { cells, store }; // for the tests
};
