// In every page under `make serve`, and only there, behind the checks of `make check`:
// what leaves a slide, cannot be read or has no words, told while one writes it. Of a
// deck that is the slide in sight, in the state that it has; of a page, all of it.
(() => {
  if (window.top !== window) return; // in the speaker view
  const SOON = 700; // milliseconds; by then a slide has stopped moving
  const STYLE = `
    details { position: fixed; right: 1rem; bottom: 3rem; z-index: 2147483646;
      max-width: min(34rem, 70vw); max-height: 60vh; overflow: auto;
      padding: .4rem .8rem; border: 2px solid #c33; border-radius: .3rem;
      font: 14px/1.4 system-ui, sans-serif; color-scheme: light dark;
      color: CanvasText; background: Canvas; }
    ul { margin: .3rem 0; padding-left: 1.2rem; }
    @media print { details { display: none; } }`;
  let list, box;

  const show = (found) => {
    if (!box && !found.length) return;
    if (!box) {
      const host = document.body.appendChild(document.createElement("make-serve-findings"));
      const root = host.attachShadow({ mode: "open" });
      const make = (name) => document.createElement(name);
      root.append(Object.assign(make("style"), { textContent: STYLE }));
      box = root.appendChild(make("details"));
      box.open = true;
      box.append(make("summary"), list = make("ul"));
    }
    box.hidden = !found.length;
    const where = isDeck() ? "this slide" : "this page";
    box.firstChild.textContent = `make check finds ${found.length} on ${where}`;
    list.replaceChildren(...found.map((told) =>
      Object.assign(document.createElement("li"), { textContent: told })));
  };

  const isDeck = () => document.documentElement.classList.contains("deck-slides");
  // What is pale in the colours in sight, and in the others: they are set and taken back
  // before anything is painted.
  const STILL = "*, ::before, ::after { transition: none !important; }";
  const pale = (element) => {
    const { dataset } = document.documentElement;
    const { theme } = dataset;
    const other = theme === "dark" ? "light" : "dark";
    const told = course.pale(element);
    const still = document.head.appendChild(document.createElement("style"));
    still.textContent = STILL;
    dataset.theme = other;
    try {
      const there = course.pale(element).filter((sentence) => !told.includes(sentence));
      return [...told, ...there.map((sentence) => `${other}: ${sentence}`)];
    } finally {
      if (theme === undefined) delete dataset.theme;
      else dataset.theme = theme;
      void document.documentElement.offsetTop; // back before transitions count again
      still.remove();
    }
  };

  const look = () => {
    if (!isDeck()) {
      const main = document.querySelector("main") ?? document.body;
      return [...course.pictures(), ...course.formulas(), ...course.tooWide(), ...pale(main)];
    }
    if (Reveal.isOverview() || Reveal.isPaused()) return [];
    const slide = Reveal.getCurrentSlide();
    return [...course.pictures(slide), ...course.measure(slide), ...pale(slide)];
  };

  let waiting;
  const again = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show([...new Set(look())]), SOON);
  };
  course.settled().then(() => {
    again();
    document.addEventListener("toggle", again, true);
    addEventListener("resize", again);
    if (!isDeck()) return;
    const kinds = ["slidechanged", "fragmentshown", "fragmenthidden", "overviewshown",
      "overviewhidden", "paused", "resumed"];
    kinds.forEach((kind) => Reveal.on(kind, again));
  });
})();
