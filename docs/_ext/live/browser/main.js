// Makes the code cells of a page or a deck run in the browser. Nothing but this is
// loaded before the reader presses Run or Edit.
import { Cell, isCell } from "./cell.js";
import { Kernel } from "./kernel.js";
import { openShared } from "./share.js";

const absolute = (addresses) => Object.fromEntries(
  Object.entries(addresses ?? {}).map(([name, address]) => [name, resolved(address)]),
);
const resolved = (address) => new URL(address, document.baseURI).href;

const configuration = () => {
  const given = JSON.parse(document.getElementById("live-config").textContent);
  return {
    ...given,
    worker: resolved(given.worker),
    runtime: resolved(given.runtime),
    packages: resolved(given.packages),
    archives: absolute(given.archives),
    extras: absolute(given.extras),
  };
};

// The speaker view frames the deck twice; paper and handout have no buttons.
const isToLookAt = () => document.body.matches(".deck")
  && (window.top !== window || /print-pdf|view=print/.test(location.search)
    || document.documentElement.matches(".deck-handout"));

const start = () => {
  const cells = [];
  const kernel = new Kernel(configuration(), cells);
  [...document.querySelectorAll("div.cell")].filter(isCell).forEach((element, index) => {
    cells.push(new Cell(element, index, kernel));
  });
  window.__live = { cells, kernel }; // for the tests
  openShared(cells.filter((cell) => !cell.skipped));
  if (document.querySelector(".task-cell, .task-progress")) {
    import("./tasks/tasks.js").then(({ startTasks }) => startTasks(kernel));
  }
};

if (!isToLookAt()) start();
