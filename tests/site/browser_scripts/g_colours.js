// Colours as a reader sees them: text on its ground, in whatever theme and state.
Object.assign(window.course, {
  // WCAG AA: 24 pixels, or 18.66 in bold, are large.
  CONTRAST: 4.5,
  CONTRAST_OF_LARGE: 3,
  // Their insides are drawn; what lies behind their letters, only the drawing knows.
  DRAWN: "svg, mjx-container",
  FIELDS: "input:not([type=range], [type=checkbox], [type=radio]), select, textarea",
  OFF: "[disabled], [aria-disabled=true], [inert] *",

  // Red, green, blue from 0 to 255, and how much of what lies below they hide.
  colour(css) {
    const parts = css.match(/^rgba?\(([^)]*)\)$/)?.[1].split(/[\s,/]+/).map(Number);
    if (parts) return [...parts.slice(0, 3), parts[3] ?? 1];
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  },

  // The first colour over the second, which hides everything below.
  over([red, green, blue, alpha], below) {
    const mix = (part, i) => alpha * part + (1 - alpha) * below[i];
    return [...[red, green, blue].map(mix), 1];
  },

  // How light a colour is, from 0 to 1: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
  light(colour) {
    const linear = colour.slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  },

  contrast(one, other) {
    const [dark, light] = [course.light(one), course.light(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  },

  // What lies below a page without a colour of its own; an element has to be added to
  // learn it, and the page's styles looked up anew, so each scheme is asked for once.
  canvas() {
    const media = ["print", "(prefers-color-scheme: dark)"].map((m) => matchMedia(m).matches);
    const scheme = [getComputedStyle(document.documentElement).colorScheme, ...media].join();
    if (!course.canvases.has(scheme)) {
      const probe = document.createElement("i");
      probe.style.backgroundColor = "Canvas";
      document.documentElement.append(probe);
      course.canvases.set(scheme, getComputedStyle(probe).backgroundColor);
      probe.remove();
    }
    return course.canvases.get(scheme);
  },

  canvases: new Map(),

  // Tells of elements what their words stand on, and how colours on it come out: an
  // element that lets things shine through does so with all that it contains.
  painter() {
    const known = new Map();
    const sheet = course.over(course.colour(course.canvas()), [255, 255, 255]);
    const look = (element) => {
      if (!element) return { ground: sheet, fades: [] };
      if (!known.has(element)) {
        const below = look(element.parentElement);
        const { backgroundColor, opacity } = getComputedStyle(element);
        const ground = course.over(course.colour(backgroundColor), below.ground);
        const fades = Number(opacity) === 1 ? below.fades
          : [[Number(opacity), below.ground], ...below.fades];
        known.set(element, { ground, fades });
      }
      return known.get(element);
    };
    const fade = (fades, colour) => fades.reduce((seen, [opacity, below]) =>
      course.over([...seen.slice(0, 3), opacity], below), colour);
    return {
      ground: (element) => fade(look(element).fades, look(element).ground),
      ink(element, css) {
        const { ground, fades } = look(element);
        return fade(fades, course.over(course.colour(css), ground));
      },
    };
  },

  hasWords(element) {
    return element.matches(`mjx-container, ${course.FIELDS}`)
      || [...element.childNodes].some(({ nodeType, data }) =>
        nodeType === Node.TEXT_NODE && /\S/.test(data));
  },

  // The elements in the root, itself among them, whose words a reader sees.
  worded(root) {
    return [root, ...root.querySelectorAll("*")].filter((element) =>
      course.hasWords(element)
      && !element.matches("option, script, style, noscript, title")
      && !element.closest(course.SPOKEN) && !element.closest(course.OFF)
      && !element.parentElement?.closest(course.DRAWN) && !element.closest("svg")
      && course.visible(element));
  },

  // How the words of an element are too pale for what they stand on; "" if they are not.
  paleness(painter, element, below = element) {
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const ground = painter.ground(below);
    const ink = painter.ink(element, color);
    const size = parseFloat(fontSize);
    const wanted = size >= 24 || (size >= 18.66 && fontWeight >= 700)
      ? course.CONTRAST_OF_LARGE : course.CONTRAST;
    const contrast = course.contrast(ink, ground);
    if (contrast >= wanted - 0.005) return "";
    const [one, other] = [ink, ground].map((c) => c.slice(0, 3).map(Math.round).join(" "));
    return `${contrast.toFixed(2)} to 1 and should be ${wanted}: (${one}) on (${other})`;
  },

  // Words that are too pale for their ground; those of the same colours are told once.
  pale(...roots) {
    const painter = course.painter();
    const found = new Map();
    for (const element of new Set(roots.flatMap(course.worded))) {
      const which = course.paleness(painter, element);
      if (which) found.set(which, [...(found.get(which) ?? []), element]);
    }
    return [...found].map(([which, [first, ...more]]) => `the contrast of `
      + `${course.name(first)}${more.length ? ` and ${more.length} more` : ""} is ${which}`);
  },

  // Words under something, or too pale for something that they stand on and that does not
  // hold them, so that `pale` takes another ground. A page is scrolled through, past what stays at its edges; a
  // listing that is stepped through lies over itself.
  covered(root) {
    const middle = (element) => {
      const range = document.createRange();
      range.selectNodeContents([...element.childNodes].find(({ nodeType, data }) =>
        nodeType === Node.TEXT_NODE && /\S/.test(data)) ?? element);
      const { left, top, width, height } = range.getClientRects()[0]
        ?? element.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    };
    const hides = (element) => course.colour(getComputedStyle(element).backgroundColor)[3];
    const paints = (element) => element.matches("img, svg, canvas, video, iframe")
      || hides(element) > 0 || getComputedStyle(element).backgroundImage !== "none";
    const painter = course.painter();
    const isApart = (one, other) => !one.contains(other) && !other.contains(one);
    const look = (element, stack) => {
      const place = stack.indexOf(element);
      const strange = (others) =>
        others.find((other) => isApart(other, element) && paints(other));
      const over = strange(stack.slice(0, place));
      if (over) return `is covered by ${course.name(over)}`;
      const ground = stack.findIndex((other, i) =>
        i >= place && other.contains(element) && hides(other) === 1);
      const under = strange(stack.slice(place, ground < 0 ? stack.length : ground));
      const which = under ? course.paleness(painter, element, under) : "";
      return which && `stands on ${course.name(under)}: ${which}`;
    };
    const told = new Map();
    let left = course.worded(root).filter((element) => !element.closest("pre"));
    const { scrollTop: start, scrollHeight } = document.scrollingElement;
    const go = (top) => scrollTo({ top, behavior: "instant" });
    for (let top = 0; left.length && top < scrollHeight; top += innerHeight / 2) {
      if (scrollHeight > innerHeight) go(top);
      left = left.filter((element) => {
        const box = element.getBoundingClientRect();
        if (box.bottom < 0 || box.top > innerHeight) return true;
        const stack = document.elementsFromPoint(...middle(element));
        if (!stack.includes(element)) return true;
        const what = look(element, stack);
        told.set(element, what);
        return what;
      });
    }
    if (scrollHeight > innerHeight) go(start);
    return [...told].filter(([, what]) => what)
      .map(([element, what]) => `${course.name(element)} ${what}`);
  },

  // Words on a dark ground, which on paper cost ink.
  darkPaper() {
    const painter = course.painter();
    const dark = course.worded(document.body)
      .filter((element) => course.light(painter.ground(element)) < 0.5);
    const paper = course.light(painter.ground(document.body)) < 0.9
      ? ["the paper is dark when the page is printed"] : [];
    return [...paper, ...course.outermost(dark).slice(0, 3)
      .map((element) => `${course.name(element)} is printed on a dark ground`)];
  },

  // Of a listing that is stepped through: the lines that stand out are those named.
  steppedLines(root) {
    const painter = course.painter();
    const listings = [...root.querySelectorAll("pre:has(> code[data-line-numbers])")];
    const numbers = (text) => text.split(",").filter(Boolean).flatMap((range) => {
      const [first, last = first] = range.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
    return listings.filter(course.visible).flatMap((listing) => {
      const layers = [...listing.querySelectorAll("code[data-line-numbers]")];
      const step = layers.findLast((layer, i) => i === 0 || layer.matches(".visible"));
      const wanted = numbers(step.dataset.lineNumbers);
      if (!wanted.length) return [];
      const seen = layers.filter(course.visible);
      const out = seen.flatMap((layer) => {
        const paper = String(painter.ground(layer));
        return [...layer.querySelectorAll("tr")].flatMap((line, i) => {
          const fades = getComputedStyle(line).opacity < 1;
          return !fades && String(painter.ground(line)) !== paper ? [i + 1] : [];
        });
      });
      const told = [];
      if (seen.length !== 1) told.push(`${seen.length} copies of the listing `
        + `${course.name(listing)} are seen one through the other`);
      if (String(out) !== String(wanted)) told.push(`of the listing `
        + `${course.name(listing)} the lines ${out} stand out and should be ${wanted}`);
      return told;
    });
  },
});
