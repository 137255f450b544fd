// Loads the live cells, where a browser can: it loads no modules from file://, and the
// page is then as complete as without any script.
import { keepKeys } from "./keys.js";

keepKeys(); // before the theme's own script takes Ctrl+K
// The cells use what the page's own scripts make. Those are deferred as this one is, and a
// module that was fetched quickly would run before the last of them.
if (location.protocol !== "file:") {
  addEventListener("DOMContentLoaded", () => import("./main.js"));
}
