// Makes the code cells of a page or a deck run in the browser. Nothing but this is
// loaded before the reader presses Run or Edit.
import { Cell, isCell } from "./cell.js";
import { Kept, putBack } from "./kept.js";
import { Kernel } from "./kernel.js";
import { openShared } from "./share.js";
import { announce } from "./status.js";
import { warmEarly } from "./warm.js";

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
    lock: resolved(given.lock),
    archives: absolute(given.archives),
    extras: absolute(given.extras),
  };
};

// The speaker view frames the deck twice; paper and handout have no buttons.
const isToLookAt = () => document.body.matches(".deck")
  && (window.top !== window || /print-pdf|view=print/.test(location.search)
    || document.documentElement.matches(".deck-handout"));

export const start = async () => {
  if (isToLookAt()) return;
  const cells = [];
  const config = configuration();
  const kernel = new Kernel(config, cells);
  const kept = new Kept(config.page, announce);
  [...document.querySelectorAll("div.cell")].filter(isCell).forEach((element, index) => {
    cells.push(new Cell(element, index, kernel, kept));
  });
  window.__live = { cells, kernel }; // for the tests
  const live = cells.filter((cell) => !cell.skipped);
  putBack(kept, live);
  openShared(live);
  warmEarly(kernel);
  const parts = [];
  if (document.querySelector(".live-turn")) {
    parts.push(import("./turn.js").then(({ startTurning }) => startTurning(cells)));
  }
  if (document.querySelector(".task-cell, .task-progress")) {
    parts.push(import("./tasks/tasks.js").then(({ startTasks }) => startTasks(kernel)));
  }
  if (document.querySelector(".asked-line")) {
    parts.push(import("./asking/lines.js").then(({ startLines }) => startLines(kernel)));
  }
  await Promise.all(parts);
};
