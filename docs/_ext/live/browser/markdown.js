// Markdown as HTML, with formulas, as the build writes it. Loaded for the first one.
import { Marked } from "marked";

import { formulaOf } from "./formula.js";

const FORMULA = /^(?:\$\$([^]+?)\$\$|\$([^$\s](?:[^$]*[^$\s])?)\$(?!\d))/;

// Between dollars stands a formula, as on the pages themselves.
const formula = {
  name: "formula",
  level: "inline",
  start: (text) => text.indexOf("$"),
  tokenizer(text) {
    const [raw, block, inline] = FORMULA.exec(text) ?? [];
    return raw && { type: "formula", raw, tex: block ?? inline, isBlock: Boolean(block) };
  },
  renderer: ({ tex, isBlock }) => formulaOf(tex, isBlock).outerHTML,
};

const reader = new Marked({ extensions: [formula] });

export const htmlOf = (text) => reader.parse(text);
