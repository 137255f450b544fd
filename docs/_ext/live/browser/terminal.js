// Printed text as a terminal shows it: "\r" begins a line anew, and codes change colours.
// The classes are those that the build gives it (myst_nb's lexer for such text).
const OVERWRITTEN = /[^\n]*\r(?=[^\n\r])/g;
const CODE = /\x1b\[([\d;=]*)([a-zA-Z])|\x1b\[?/;
const COLOURS = ["Black", "Red", "Green", "Yellow", "Blue", "Magenta", "Cyan", "White"];
const PLAIN = { bold: "", faint: "", ink: "", paper: "" };

const OTHERS = {
  0: PLAIN,
  1: { bold: "Bold" },
  2: { faint: "Faint" },
  22: { bold: "", faint: "" },
  39: { ink: "" },
  49: { paper: "" },
};

const changed = (style, given) => {
  const codes = given.split(";").map(Number);
  let now = style;
  while (codes.length) {
    const code = codes.shift();
    const [ink, paper] = [COLOURS[code - 30], COLOURS[code - 40]];
    if (ink) now = { ...now, ink };
    else if (paper) now = { ...now, paper: `BG${paper}` };
    else if (code === 38 || code === 48) {
      const [kind, colour] = codes.splice(0, 2);
      if (kind === 5 && colour <= 255) {
        now = code === 38 ? { ...now, ink: `C${colour}` } : { ...now, paper: `BGC${colour}` };
      }
    } else now = { ...now, ...OTHERS[code] };
  }
  return now;
};

const piece = (text, { bold, faint, ink, paper }) => {
  const parts = [bold, faint, ink, paper].filter(Boolean);
  if (!parts.length || !text) return text;
  const span = document.createElement("span");
  span.className = ["", ...parts].map((_, i) => ["-Color", ...parts.slice(0, i)].join("-")).join(" ");
  span.textContent = text;
  return span;
};

export class Terminal {
  #line = document.createElement("span"); // what is not complete yet
  #rest = ""; // its text, with codes
  #style = PLAIN; // at its beginning

  constructor(place) {
    place.append(this.#line);
  }

  write(text) {
    const whole = (this.#rest + text).replace(OVERWRITTEN, "");
    const end = whole.lastIndexOf("\n") + 1;
    if (end) {
      const { pieces, style } = this.#read(whole.slice(0, end));
      this.#line.before(...pieces);
      this.#style = style;
    }
    this.#rest = whole.slice(end);
    this.#line.replaceChildren(...this.#read(this.#rest).pieces);
  }

  // Leaves the text as the build would have written it.
  end() {
    this.#line.replaceWith(...this.#line.childNodes);
  }

  #read(text) {
    const pieces = [];
    let style = this.#style;
    let left = text.replaceAll("\r", "");
    for (let code = CODE.exec(left); code; code = CODE.exec(left)) {
      pieces.push(piece(left.slice(0, code.index), style));
      if (code[2] === "m") style = changed(style, code[1]);
      left = left.slice(code.index + code[0].length);
    }
    pieces.push(piece(left, style));
    return { pieces: pieces.filter(Boolean), style };
  }
}
