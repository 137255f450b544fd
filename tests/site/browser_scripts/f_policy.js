// What the page's Content-Security-Policy refuses is an error on its console.
addEventListener("securitypolicyviolation", (event) => {
  const what = event.blockedURI || "something";
  const where = event.sourceFile ? ` (${event.sourceFile}:${event.lineNumber})` : "";
  console.error(`The policy's ${event.effectiveDirective} refuses ${what}${where}`);
});
