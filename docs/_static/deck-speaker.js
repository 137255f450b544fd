// The speaker view in the course's look, light or dark as the lecture is. reveal.js writes
// that window, with the lecture in two frames; from a frame, this gives it style sheets.
(() => {
  const root = document.documentElement;
  const isSpeakers = () => {
    try { // a browser that takes every file for a host of its own lets nobody look
      return window.top !== window && parent.document.querySelector("#upcoming-slide") !== null;
    } catch { return false; }
  };
  if (!isSpeakers()) return;
  root.classList.add("in-speaker-view");
  // reveal.js opens the slide at its first step, and tells the hall to go there as well. So
  // the frame begins where the hall is by now.
  const hall = parent.opener?.Reveal;
  if (window.frameElement.closest("#current-slide") && hall?.isReady()) {
    const { h, v, f } = hall.getIndices();
    history.replaceState(null, "", `#/${h}/${v}${f >= 0 ? `/${f}` : ""}`);
  }
  const { head, documentElement } = parent.document;
  const own = document.currentScript.src.replace(/[^/]*$/, "deck-speaker.css");
  const others = [...document.querySelectorAll("link[rel=stylesheet]")].map(({ href }) => href)
    .filter((address) => /\/(base|course)\.css/.test(address));
  if (head.querySelector("link")) return; // the other frame was here first
  [...others, own].forEach((href) => {
    head.append(Object.assign(parent.document.createElement("link"), { rel: "stylesheet", href }));
  });
  const follow = () => { documentElement.dataset.theme = root.dataset.theme; };
  new MutationObserver(follow).observe(root, { attributeFilter: ["data-theme"] });
  follow();
  // Notes are as large as the speaker likes, and stay so.
  const KEPT = "notes-size";
  const notes = parent.document.querySelector(".speaker-controls-notes");
  const keep = (size) => {
    notes.style.setProperty("--notes-size", `${size}px`);
    try { localStorage.setItem(KEPT, size); } catch { /* a private window keeps nothing */ }
  };
  const kept = () => {
    try { return Number(localStorage.getItem(KEPT)) || 22; } catch { return 22; }
  };
  let size = kept();
  const button = (text, label, by) => {
    const made = parent.document.createElement("button");
    Object.assign(made, { textContent: text, ariaLabel: label, title: label });
    made.addEventListener("click", () => {
      size = Math.min(Math.max(size + by, 14), 46);
      keep(size);
      made.blur();
    });
    return made;
  };
  notes.querySelector(".label").append(
    button("A−", "Smaller notes", -4), button("A+", "Larger notes", 4),
  );
  keep(size);
  // Keys are the lecture's again once a layout is chosen.
  const layouts = parent.document.querySelector(".speaker-layout-dropdown");
  layouts.addEventListener("change", () => layouts.blur());
})();
