// Loads the live cells, where a browser can: it loads no modules from file://, and the
// page is then as complete as without any script.
if (location.protocol !== "file:") import("./main.js");
