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

  // A number as people write it: 0.5, 0,5, −2, 1/3, 1e-3; null for anything else.
  const read = (text) => {
    const parts = text.trim().replace(/[−–]/g, "-").replace(",", ".").split("/");
    const numbers = parts.map((part) => (part.trim() ? Number(part) : NaN));
    const number = numbers.length === 2 ? numbers[0] / numbers[1] : numbers[0];
    return numbers.length < 3 && Number.isFinite(number) ? number : null;
  };

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

  return { make, button, submit, field, numberField, read, kept, keep, keepKeys, toLookAt };
})();
