// Loads the live cells, where a browser can: it loads no modules from file://, and the
// page is then as complete as without any script.
import { keepKeys } from "./keys.js";

keepKeys(); // before the theme's own script takes Ctrl+K
// Cells use what the page's own scripts make. Those are deferred as this one is: the cells
// are fetched meanwhile, and begin after the last of them.
const ready = new Promise((resolve) => { addEventListener("DOMContentLoaded", resolve); });
if (location.protocol !== "file:") {
  // The tests wait for it.
  window.__started = import("./main.js").then(({ start }) => ready.then(start));
}
