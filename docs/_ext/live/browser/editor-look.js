// How an editor looks: the measures of the listing that it replaces, the page's colours.
// Colours are variables of docs/_static/base.css, so light and dark follow at once.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null, tags.meta], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.number, tags.escape], color: "var(--code-number)" },
  {
    tag: [
      tags.function(tags.definition(tags.variableName)),
      tags.definition(tags.className),
      tags.className,
    ],
    color: "var(--code-name)",
  },
  { tag: tags.comment, color: "var(--code-comment)" },
]);

const frame = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--surface)" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "0" },
  ".cm-scroller": { overflow: "auto", textAlign: "left" },
  ".cm-content": { caretColor: "var(--ink)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--tint-blue)",
    outline: "1px solid var(--accent)",
  },
  "&.cm-focused .cm-nonmatchingBracket": {
    backgroundColor: "var(--tint-warm)",
    outline: "1px solid var(--warm)",
  },
  ".cm-specialChar": { color: "var(--warm)" },
});

export const look = [frame, syntaxHighlighting(colours)];

const SIDES = ["Top", "Right", "Bottom", "Left"];

// The room between the text and each side of the listing, in pixels of the page.
const insets = (text, listing) => {
  const room = { Top: 0, Right: 0, Bottom: 0, Left: 0 };
  for (let box = text; box !== listing.parentElement; box = box.parentElement) {
    const style = getComputedStyle(box);
    SIDES.forEach((side) => {
      room[side] += parseFloat(style[`padding${side}`]) + parseFloat(style[`margin${side}`]);
      room[side] += parseFloat(style[`border${side}Width`]);
    });
  }
  return room;
};

// On a slide an editor may grow to the slide's end, with its buttons; then it scrolls.
const BELOW = 96;
const tallest = (listing) => {
  const slide = listing.closest(".reveal .slide");
  if (!slide) return "none";
  const scale = slide.getBoundingClientRect().height / slide.offsetHeight || 1;
  const top = (listing.getBoundingClientRect().top - slide.getBoundingClientRect().top) / scale;
  return `${Math.max(listing.offsetHeight, slide.offsetHeight - top - BELOW)}px`;
};

// A listing that is stepped through has numbers, and so does its editor.
const numbers = (text, room, numbered) => {
  const cell = text.querySelector(".hljs-ln-numbers");
  if (!cell && !numbered) return [];
  const between = cell ? getComputedStyle(cell).paddingRight : `${room.Left}px`;
  return [lineNumbers(), EditorView.theme({
    ".cm-gutters": {
      padding: `0 0 0 ${room.Left}px`,
      border: "0",
      backgroundColor: "var(--surface)",
      color: "var(--code-comment)",
    },
    ".cm-lineNumbers .cm-gutterElement": { minWidth: "0", padding: `0 ${between} 0 0` },
    ".cm-line": { paddingLeft: "0" },
  })];
};

// The text of the editor stands where that of the listing in `parent` stood, beside the
// numbers of its lines where it is to have them.
export const likeListing = (parent, numbered) => {
  const text = parent.querySelector("pre > code") ?? parent.querySelector("pre");
  const listing = [...parent.children].find((child) => child.contains(text));
  const style = getComputedStyle(text);
  const room = insets(text, listing);
  return [numbers(text, room, numbered), EditorView.theme({
    ".cm-scroller": {
      maxHeight: tallest(listing),
      fontFamily: style.fontFamily,
      fontSize: style.fontSize,
      lineHeight: style.lineHeight,
      letterSpacing: style.letterSpacing,
      tabSize: style.tabSize,
    },
    ".cm-content": { padding: `${room.Top}px 0 ${room.Bottom}px` },
    ".cm-line": { padding: `0 ${room.Right}px 0 ${room.Left}px` },
  })];
};
