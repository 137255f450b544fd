// The room that an output has on a slide: no slide becomes higher than it is.
const FOOT = 52; // pixels at the slide's lower end that stay free, as in deck.css
const FEW = 110; // below this, an output lies over what follows instead
const OVER = 220;

const shownChildren = (element) => [...element.children]
  .filter((child) => child.offsetHeight && !child.matches("aside"));

const height = (output) =>
  output.offsetHeight + Math.min(0, parseFloat(getComputedStyle(output).marginBottom));

// Returns what the output may take, in pixels of the slide: `kept` where that of the
// build stands, `free` below everything. Null on a page, or where no slide is shown.
export const room = (cell, output, last) => {
  const slide = cell.closest(".reveal .slide");
  if (!slide?.offsetHeight) return null;
  const scale = slide.getBoundingClientRect().height / slide.offsetHeight;
  const column = cell.closest(".column") ?? slide;
  const lowest = Math.max(...shownChildren(column)
    .map((child) => child.getBoundingClientRect().bottom));
  const end = slide.getBoundingClientRect().bottom - FOOT * scale;
  const taken = output ? height(output) : 0;
  const kept = last?.kept ?? taken;
  const free = Math.max(0, (end - lowest) / scale + taken - kept);
  return { slide, scale, kept, free };
};

// Lets an output take its room; what is longer scrolls inside.
export const settle = (output, given) => {
  if (!given || !output.offsetParent) return;
  const { slide, scale, kept, free } = given;
  output.removeAttribute("style");
  output.classList.remove("live-over");
  output.style.minHeight = `${kept}px`;
  if (output.scrollHeight <= kept + free) return;
  output.tabIndex = 0; // to be scrolled with the keyboard, too
  output.style.maxHeight = `${Math.max(kept + free, FEW)}px`;
  if (kept + free < FEW) layOver(output, slide, scale, kept);
};

// Where there is no room, it takes none, and covers what it needs to be read.
const layOver = (output, slide, scale, kept) => {
  output.classList.add("live-over");
  output.style.maxHeight = `${OVER}px`;
  const gap = kept ? 0 : parseFloat(getComputedStyle(output).marginTop);
  output.style.marginBottom = `${kept - output.offsetHeight - gap}px`;
  const bottom = slide.getBoundingClientRect().bottom - FOOT * scale;
  const beyond = (output.getBoundingClientRect().bottom - bottom) / scale;
  if (beyond > 0) output.style.top = `${-beyond}px`;
};
