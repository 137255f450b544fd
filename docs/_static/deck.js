// Starts a lecture: as slides, as pages for paper (?print-pdf), with its notes (?notes),
// or, on a narrow screen, as a text to scroll through.
(() => {
  window.deckAddress = location.href; // reveal.js replaces its fragment, in which a cell may be
  const root = document.documentElement;
  const deck = document.querySelector(".reveal");
  const narrow = matchMedia("(max-width: 600px)");
  const printing = /print-pdf|view=print/.test(location.search);
  const framed = window.top !== window; // in the speaker view, say
  const reading = narrow.matches && !printing && !framed;
  root.classList.toggle("deck-framed", framed);

  // -- light and dark ---------------------------------------------------------
  const setTheme = (theme) => {
    root.dataset.theme = root.dataset.mode = theme;
    try {
      localStorage.setItem("mode", theme);
      localStorage.setItem("theme", theme);
    } catch { /* a private window keeps nothing */ }
  };
  const toggleTheme = () => setTheme(root.dataset.theme === "dark" ? "light" : "dark");
  document.getElementById("deck-theme").addEventListener("click", toggleTheme);
  // Another tab of this site, the speaker view's frames too, follows at once.
  addEventListener("storage", (event) => {
    if (event.key === "theme" && event.newValue) root.dataset.theme = event.newValue;
  });

  // -- answers and hidden code ------------------------------------------------
  const folds = "details > summary";
  document.querySelectorAll(folds).forEach((summary) => {
    // Space and Enter open what has the focus; they must not turn the slide as well.
    summary.addEventListener("keydown", (event) => {
      if (event.key === " " || event.key === "Enter") event.stopPropagation();
    });
    // After a click with the mouse, the next Space turns the slide again.
    summary.addEventListener("click", (event) => {
      if (event.detail > 0) summary.blur();
    });
  });
  const openNextAnswer = () => {
    const slide = Reveal.getCurrentSlide();
    const closed = slide.querySelector("details.quiz:not([open]), .covered:not(.lifted)");
    if (closed?.matches(".covered")) window.deckCovers.lift(closed);
    else if (closed) closed.open = true;
  };
  // They are open or shut in all windows that show the lecture, as covers are.
  const shareAnswers = () => {
    const answers = [...deck.querySelectorAll("details.quiz")];
    if (!answers.length || !window.BroadcastChannel) return;
    const others = new BroadcastChannel(`answers ${location.pathname}`);
    const tell = () => others.postMessage(answers.map(({ open }) => open));
    others.onmessage = ({ data }) => {
      if (data === "which?") {
        if (answers.some(({ open }) => open)) tell();
      } else data.forEach((open, i) => answers[i] && (answers[i].open = open));
    };
    answers.forEach((answer) => answer.addEventListener("toggle", tell));
    others.postMessage("which?");
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.target.closest?.(".cm-editor")) return;
    const opened = document.querySelectorAll(".present details.hide[open]");
    opened.forEach((details) => { details.open = false; });
    if (opened.length) event.stopImmediatePropagation();
  }, true);

  // -- mathematics ------------------------------------------------------------
  // The speaker view shows a copy of the notes without MathJax's style sheet, which
  // hides the second, spoken form of a formula.
  const tidyNotes = () => document
    .querySelectorAll("aside.notes mjx-assistive-mml")
    .forEach((spoken) => spoken.remove());
  const typeset = () => {
    if (!window.deckReady) return Promise.resolve();
    window.deckReady();
    // MathJax is a deferred script: its promise exists once the page has loaded.
    const loaded = document.readyState === "complete" ? Promise.resolve()
      : new Promise((resolve) => addEventListener("load", resolve, { once: true }));
    return loaded.then(() => window.MathJax.startup.promise).then(tidyNotes);
  };

  const colourListings = () => {
    const { hljs } = RevealHighlight();
    deck.querySelectorAll("code[class^=language-]").forEach((code) => {
      hljs.highlightElement(code);
    });
  };

  const showTarget = () => {
    const target = document.getElementById(location.hash.replace(/^#\/?/, ""));
    if (target) target.closest("section").scrollIntoView();
  };

  const read = () => {
    addEventListener("hashchange", showTarget);
    root.classList.add("deck-reading");
    deck.classList.remove("reveal");
    window.deckNotes.fold(deck, window.deckNotes.asked);
    colourListings();
    typeset().then(showTarget);
  };

  const readWithNotes = () => {
    addEventListener("hashchange", showTarget);
    colourListings();
    window.deckNotes.lay(deck);
    typeset().then(showTarget);
  };

  const options = {
    width: 1280,
    height: 720,
    margin: 0,
    center: false,
    navigationMode: "linear", // an arrow to the right is the next slide, in every deck
    hash: true,
    slideNumber: "c/t",
    controlsTutorial: false,
    transition: "fade",
    transitionSpeed: "fast",
    backgroundTransition: "none",
    pdfSeparateFragments: false,
    scrollActivationWidth: null,
    defaultTiming: 0, // the minutes of the notes, in the speaker view
    plugins: [RevealHighlight, RevealNotes, RevealSearch, RevealZoom, ...window.deckPlugins],
  };

  const show = () => Reveal.initialize(options).then(() => {
    root.classList.add("deck-slides");
    // Bound with a description, so that the list of keys (?) names them.
    const bind = (key, description, action) =>
      Reveal.addKeyBinding({ keyCode: key.charCodeAt(0), key, description }, action);
    bind("A", "Open the next answer, or lift the next cover", openNextAnswer);
    bind("T", "Light or dark", toggleTheme);
    shareAnswers();
    return typeset().finally(() => root.classList.add("deck-typeset"));
  }).then(() => {
    Reveal.layout();
    // A speaker view opened before has the notes with their source. reveal.js sends it the
    // notes anew when a lecture goes on.
    if (!framed) Reveal.dispatchEvent({ type: "resumed" });
  });

  // Paper takes its measure when reveal.js starts, so formulas come first.
  const print = () => {
    root.dataset.theme = root.dataset.mode = "light";
    window.deckHandout.answer();
    return typeset().then(() => Reveal.initialize(options));
  };

  if (printing) print();
  else if (reading) read();
  else if (window.deckNotes.asked && !framed) readWithNotes();
  else show();

  // Turning a phone changes which form fits.
  if (!printing && !framed) {
    narrow.addEventListener("change", () => location.reload());
  }
})();
