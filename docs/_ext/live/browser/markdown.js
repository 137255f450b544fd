// Markdown as HTML, with formulas, as the build writes it. Loaded for the first one.
import MarkdownIt from "markdown-it";
import formulas from "markdown-it-dollarmath";

import { formulaOf } from "./formula.js";

const reader = new MarkdownIt({ html: true })
  .use(formulas, {
    allow_labels: false,
    double_inline: true,
    renderer: (tex, { displayMode }) => formulaOf(tex, displayMode).outerHTML,
  });

export const htmlOf = (text) => reader.render(text);
