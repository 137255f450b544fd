// A deck to record (?record): the slide alone in a window of 1280 by 720 points, its text
// as large as it has room for; no notes, and nothing that somebody has typed here before.
window.deckRecord = (() => {
  const isAsked = /[?&]record\b/.test(location.search);
  if (isAsked) {
    // Answers, edited cells and drawings of this browser stay out, and those made while
    // one records are gone with the window.
    ["localStorage", "sessionStorage"].forEach((name) => {
      const kept = new Map();
      const value = {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, text) => kept.set(key, String(text)),
        removeItem: (key) => kept.delete(key),
      };
      Object.defineProperty(window, name, { value });
    });
    window.BroadcastChannel = undefined;
    document.querySelectorAll("aside.notes").forEach((notes) => notes.remove());
    document.documentElement.classList.add("deck-record");
  }

  // -- large text -------------------------------------------------------------------
  const SIZES = [1.35, 1.3, 1.2, 1.1, 1];
  const FOOT = 44; // what the number of the slide needs

  const figures = (slide) => [...slide.querySelectorAll("img, .cell_output svg")]
    .map((figure) => figure.getBoundingClientRect().height);
  const PARTS = ":scope > *, .column > *, .cell > *, .cell_output > *, td, mjx-container > svg";
  const BESIDE = "svg.drawing, .live-bar, .above-input";
  const isFull = (slide) => {
    const { bottom, right, height } = slide.getBoundingClientRect();
    const foot = (height / 720) * FOOT;
    const isOver = (part) => {
      // Not what lies over the slide, or on its margin.
      if (!part.checkVisibility() || part.closest(BESIDE)) return false;
      const box = part.getBoundingClientRect();
      const edge = part.closest(".column")?.getBoundingClientRect().right ?? right - foot;
      return box.bottom > bottom - foot + 1 || box.right > edge + 1;
    };
    const isWide = (code) => code.checkVisibility() && code.scrollWidth > code.clientWidth + 1;
    return [...slide.querySelectorAll(PARTS)].some(isOver)
      || [...slide.querySelectorAll("pre, pre > code")].some(isWide);
  };
  const enlarge = (section) => {
    const slide = section?.querySelector(":scope > .slide");
    // A sequence of pictures keeps its place, a question the room for what is said about
    // it; titles are large already.
    if (!slide || section.matches(".title-slide, .statement, .steady, :has(.asked)")) return;
    const shut = [...slide.querySelectorAll("details.quiz:not([open])")];
    const open = (isOpen) => shut.forEach((quiz) => { quiz.open = isOpen; });
    open(true); // what is opened later has room, and nothing moves then
    slide.style.setProperty("--large", 1);
    const before = figures(slide);
    const fits = (size) => {
      slide.style.setProperty("--large", size);
      const after = figures(slide);
      return !isFull(slide) && before.every((height, i) => after[i] > 0.9 * height);
    };
    if (!SIZES.some(fits)) slide.style.setProperty("--large", 1);
    open(false);
  };

  const record = (deck) => {
    deck.configure({ minScale: 1, maxScale: 1, controls: false });
    deck.removeKeyBinding(83); // the speaker view: S
    const now = () => enlarge(deck.getCurrentSlide());
    deck.on("ready", () => requestAnimationFrame(now));
    deck.on("slidechanged", now);
    addEventListener("load", () => window.MathJax?.startup?.promise.then(now));
  };

  window.deckPlugins.push({
    id: "record",
    init(deck) {
      if (isAsked) record(deck);
      if (isAsked || window.top !== window || deck.getConfig().view === "print") return;
      const link = Object.assign(document.createElement("a"),
        { href: "?record", textContent: "Record" });
      link.title = "Open in a window of 1280 by 720 points, without notes";
      link.addEventListener("click", (event) => {
        const features = "popup,width=1280,height=720";
        const opened = window.open(`?record${location.hash}`, "record", features);
        if (opened) event.preventDefault();
      });
      document.querySelector(".deck-nav").append(link);
    },
  });
})();
