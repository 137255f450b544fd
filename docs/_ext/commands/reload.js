// In every page under `make serve`, and only there: says how the build goes, and loads
// the page again when it has changed, at the slide or the place where it was.
(() => {
  let { version } = document.currentScript.dataset;
  const SOON = 200, LATER = 2000; // milliseconds
  const isDeck = () => document.documentElement.classList.contains("deck-slides");
  // Each frame of the speaker view has an address of its own.
  const KEY = `place in ${location.pathname}${location.search}`;

  // -- the place --------------------------------------------------------------
  const folds = () => [...document.querySelectorAll("details")];

  // A section near the top of the window, and how far it is from there: what was
  // written above it does not count.
  const landmark = () => [...document.querySelectorAll("main section[id]")]
    .filter((section) => section.getBoundingClientRect().top < innerHeight / 2).at(-1);

  const remember = () => {
    const place = { y: scrollY, open: folds().map((fold) => fold.open) };
    if (isDeck()) {
      place.slide = Reveal.getIndices();
      place.id = Reveal.getCurrentSlide().id;
    } else if (landmark()) {
      place.id = landmark().id;
      place.top = landmark().getBoundingClientRect().top;
    }
    sessionStorage.setItem(KEY, JSON.stringify(place));
  };

  const scrollBack = ({ y, id, top }) => {
    const section = id && document.getElementById(id);
    const by = section ? section.getBoundingClientRect().top - top : y - scrollY;
    scrollBy({ top: by, behavior: "instant" });
  };

  // By its name, since it may have moved; by its number, where its title is a new one.
  // The address may be a second old.
  const slideBack = ({ id, slide }) => {
    const section = id && document.getElementById(id);
    const { h, v } = section ? Reveal.getIndices(section) : slide;
    Reveal.slide(h, v, slide.f);
  };

  const openAgain = ({ open }) => {
    const all = folds();
    if (all.length === open.length) all.forEach((fold, i) => { fold.open = open[i]; });
  };

  // Formulas come late and move what is below them, unless somebody has moved on.
  const stay = (place) => {
    let moved = false;
    ["wheel", "touchmove", "keydown", "pointerdown"].forEach((kind) => {
      addEventListener(kind, () => { moved = true; }, { once: true, passive: true });
    });
    const again = () => { if (!moved && !isDeck()) scrollBack(place); };
    again();
    addEventListener("load", () => {
      again();
      Promise.resolve(window.MathJax?.startup?.promise).then(again);
      setTimeout(again, SOON);
    });
  };

  const restore = () => {
    const place = JSON.parse(sessionStorage.getItem(KEY));
    if (!place) return;
    sessionStorage.removeItem(KEY);
    openAgain(place);
    history.scrollRestoration = "auto";
    if (!place.slide) stay(place);
    else if (Reveal.isReady()) slideBack(place);
    else Reveal.on("ready", () => slideBack(place));
  };

  const again = () => {
    try { remember(); } catch { /* a window that may keep nothing */ }
    history.scrollRestoration = "manual";
    location.reload();
  };

  // -- the box ----------------------------------------------------------------
  const STYLE = `
    div { position: fixed; left: 1rem; bottom: 3rem; pointer-events: none; z-index: 2147483647;
      max-width: min(40rem, 80vw); padding: .4rem .8rem; border-radius: .3rem;
      font: 14px/1.4 system-ui, sans-serif; color-scheme: light dark;
      color: CanvasText; background: Canvas; border: 1px solid #888; }
    div.wrong { border: 2px solid #c33; pointer-events: auto; /* to copy its words */
      white-space: pre-line; overflow: auto; max-height: 60vh; }
    div:empty { display: none; }
    @media print { div { display: none; } }`;
  let box;
  const tell = (told, wrong) => {
    if (!box && !told) return;
    if (!box) {
      const host = document.body.appendChild(document.createElement("make-serve"));
      const root = host.attachShadow({ mode: "open" });
      root.append(Object.assign(document.createElement("style"), { textContent: STYLE }));
      box = root.appendChild(document.createElement("div"));
      box.setAttribute("role", "status");
    }
    if (box.textContent !== told) box.textContent = told;
    box.className = wrong ? "wrong" : "";
  };

  // -- changes ----------------------------------------------------------------
  const nameOf = (address) => {
    const name = decodeURIComponent(new URL(address, location).pathname).slice(1);
    return name === "" || name.endsWith("/") ? `${name}index.html` : name;
  };
  const mine = () => new Set([location.href,
    ...[...document.querySelectorAll("[src]")].map((one) => one.src),
    ...[...document.querySelectorAll("link[href]")].map((one) => one.href),
  ].filter((address) => typeof address === "string" && /^http/.test(address)).map(nameOf));

  const isChanged = ({ changed }) => {
    if (changed === null) return true;
    const names = changed.length ? mine() : new Set();
    return changed.some((name) => names.has(name));
  };

  const ask = async () => {
    try {
      const state = await (await fetch(`/-/state?since=${version}`)).json();
      if (isChanged(state)) return again();
      ({ version } = state);
      tell(state.told, state.wrong);
      setTimeout(ask, SOON);
    } catch {
      tell("make serve has ended", false);
      setTimeout(ask, LATER);
    }
  };

  restore();
  ask();
})();
