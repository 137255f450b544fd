// What quizzes and predictions share: elements, what is kept on the device, keys.
window.quizParts = (() => {
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };

  const button = (className, label, action) => {
    const made = make("button", { type: "button", class: `quiz-button ${className}` }, label);
    made.addEventListener("click", action);
    return made;
  };

  const submit = (label) =>
    make("button", { type: "submit", class: "quiz-button quiz-check" }, label);

  // A field in a label; more than one with the same name are a choice.
  const field = (attributes, ...label) => {
    const input = make("input", { autocomplete: "off", ...attributes });
    return [make("label", {}, input, ...label), input];
  };

  const numberField = () => {
    const [label, input] = field({ type: "text", inputmode: "decimal", size: 9, maxlength: 20 });
    label.prepend("Your answer: ");
    return [label, input];
  };

  // A number as people write it: 0.5, 0,5, −2, 1/3, 1e-3, 2^20, 24,000, 1 048 576; null
  // for anything else. A comma before three digits may be either: `readings` has both.
  const readings = (text) => {
    const plain = text.trim().replace(/[−–]/g, "-").replace(/\*\*/g, "^")
      .replace(/(?<=\d)[ \u00a0\u202f](?=\d{3})/g, "");
    const groups = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(plain) ? [plain.replaceAll(",", "")] : [];
    return [...groups, plain.replace(",", ".")].map(value).filter(Number.isFinite);
  };
  const value = (text) => {
    const [, sign, base, power] = /^(-?)([^-/^]+)\^([^/^]+)$/.exec(text) ?? [];
    const numbers = (base ? [base, power] : text.split("/"))
      .map((part) => (part.trim() ? Number(part) : NaN));
    if (base) return Number(`${sign}1`) * numbers[0] ** numbers[1];
    if (numbers.length > 2) return NaN;
    return numbers.length === 2 ? numbers[0] / numbers[1] : numbers[0];
  };
  const read = (text) => readings(text)[0] ?? null;

  // Sites that share a host share its storage, so entries are named after the page.
  const PREFIX = `minitorch quiz ${location.pathname} `;
  const kept = (name) => {
    try { return JSON.parse(localStorage.getItem(PREFIX + name)); } catch { return null; }
  };
  const keep = (name, value) => {
    try {
      if (value === null) localStorage.removeItem(PREFIX + name);
      else localStorage.setItem(PREFIX + name, JSON.stringify(value));
    } catch { /* a private window keeps nothing */ }
  };

  // On paper nothing can be clicked, the speaker view only shows two slides, and what is
  // read with its notes has its answers in folds, which open for paper.
  const onDeck = document.body.matches(".deck");
  const toLookAt = onDeck
    && (window.top !== window || /print-pdf|view=print/.test(location.search)
      || document.documentElement.matches(".deck-handout"));
  const onSlides = () => onDeck && document.querySelector(".reveal");

  // While a field has the focus, no key turns the slide; Escape gives the keys back, and
  // so does a choice by the mouse: the next Space turns the slide.
  const keepKeys = (form) => {
    form.addEventListener("keydown", (event) => {
      const presses = event.key === " " || event.key === "Enter";
      if (presses && event.target.matches("button, summary")) event.stopPropagation();
      if (event.key !== "Escape" || !onSlides()) return;
      event.target.blur();
      event.stopPropagation();
    });
    form.addEventListener("click", (event) => {
      const focused = document.activeElement;
      const isText = focused.matches("[type=text]");
      if (event.detail && onSlides() && form.contains(focused) && !isText) focused.blur();
    });
  };

  return { make, button, submit, field, numberField, read, readings, kept, keep, keepKeys, toLookAt };
})();
