// Loads the live cells, where a browser can: it loads no modules from file://, and the
// page is then as complete as without any script.
import { keepKeys } from "./keys.js";

keepKeys(); // before the theme's own script takes Ctrl+K
if (location.protocol !== "file:") import("./main.js");
