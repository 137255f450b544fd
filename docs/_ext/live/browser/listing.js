// The text of a listing, read and written.

// Also of one that reveal.js has made a table of, for each step.
export const listed = (pre) => {
  const code = pre.querySelector("code") ?? pre;
  const lines = [...code.querySelectorAll("tr")].map((row) =>
    row.querySelector(".hljs-ln-code").textContent.replace(/^\s+$/, "")); // empty: a space
  return (lines.length ? lines.join("\n") : code.textContent).replace(/\n+$/, "");
};

// Writes `after` where `before` stands, in its colour. False where it is in pieces.
export const replaceIn = (pre, at, before, after) => {
  const walk = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  let start = 0;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const end = start + node.length;
    if (at >= start && at + before.length <= end) {
      node.replaceData(at - start, before.length, after);
      return true;
    }
    start = end;
  }
  return false;
};
