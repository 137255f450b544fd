// What the checks ask of elements. `course` is theirs alone; no page knows it.
window.course = {
  // Resolves when reveal.js and live cells have started, formulas are typeset, fonts and
  // pictures loaded.
  async settled() {
    const given = performance.now() + 180_000;
    const until = async (done) => {
      while (!done()) {
        if (performance.now() > given) throw new Error(`still not so: ${done}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    if (document.readyState !== "complete") {
      await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
    }
    const starts = document.documentElement.classList;
    if (document.querySelector(".reveal, body.deck")) {
      await until(() => ["deck-slides", "deck-reading", "reveal-print", "print-pdf"]
        .some((name) => starts.contains(name)));
    }
    if (window.MathJax?.startup) {
      await until(() => window.MathJax.startup.promise);
      await window.MathJax.startup.promise;
    }
    await Promise.allSettled([window.__started]); // not all cells can start everywhere
    await document.fonts.ready;
    const pictures = [...document.images].filter((image) => image.loading !== "lazy");
    await Promise.all(pictures.map((image) => image.decode().catch(() => {})));
  },

  // Lets the page do what it has put off: its listeners, observers and messages.
  turn() {
    return new Promise((resolve) => setTimeout(resolve));
  },

  visible(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  },

  // Text for a screen reader only, and drawings, whose insides are not laid out.
  isInside(element, selector) {
    return element.closest(selector) !== null;
  },

  // A short name that lets a person find the element: p.note “The first words…”.
  name(element) {
    const label = element.id ? `#${element.id}`
      : [...element.classList].slice(0, 2).map((name) => `.${name}`).join("");
    const words = (element.getAttribute("alt") ?? element.getAttribute("aria-label")
      ?? element.textContent).trim().replace(/\s+/g, " ");
    const short = words.length > 40 ? `${words.slice(0, 40)}…` : words;
    return `${element.localName}${label}${short ? ` “${short}”` : ""}`;
  },

  // The rectangle that an element's own words cover, children's words left out.
  ownText(element) {
    const words = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const rects = words.flatMap((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].filter((rect) => rect.width && rect.height);
    });
    return rects.length ? course.union(rects) : null;
  },

  // The rectangle of all words and pictures in an element; its padding does not count,
  // nor does what is only spoken: the second form of a formula is as high as it likes.
  ink(element) {
    const drawn = "img, svg, canvas, video, pre, table, details";
    if (element.matches(drawn)) return element.getBoundingClientRect();
    const rects = [element, ...element.querySelectorAll("*")]
      .filter((part) => !course.isInside(part, course.SPOKEN)
        && !part.parentElement.closest("svg"))
      .map((part) => (part.matches(drawn)
        ? part.getBoundingClientRect() : course.ownText(part)))
      .filter((rect) => rect?.width && rect.height);
    return rects.length ? course.union(rects) : null;
  },

  union(rects) {
    const left = Math.min(...rects.map((rect) => rect.left));
    const top = Math.min(...rects.map((rect) => rect.top));
    const right = Math.max(...rects.map((rect) => rect.right));
    const bottom = Math.max(...rects.map((rect) => rect.bottom));
    return new DOMRect(left, top, right - left, bottom - top);
  },
};
