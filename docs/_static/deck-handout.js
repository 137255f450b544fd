// A lecture on paper: one, two or three slides a page, with each its notes or lines to
// write on, with the answers of its questions or without.
//
//   ?notes&slides=3             three slides on a page of A4, their notes beside them
//   ?notes&slides=3&beside=0    with lines in the place of the notes
//   …&answers=0, ?print-pdf&answers=0    the answers stay shut
window.deckHandout = (() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const wants = (name) => asked.get(name) !== "0";
  const LINES = 20;

  const make = (name, attributes, ...children) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(...children);
    return element;
  };

  const answer = () => {
    root.classList.toggle("answers-shut", !wants("answers"));
    document.querySelectorAll("details.quiz").forEach((quiz) => { quiz.open = wants("answers"); });
  };

  // What the address asks for, on the page; without a number of slides, a page to read.
  const apply = () => {
    const isPaper = /^[123]$/.test(asked.get("slides"));
    if (isPaper) root.dataset.slides = asked.get("slides");
    else delete root.dataset.slides;
    root.classList.toggle("handout-lines", isPaper && !wants("beside"));
  };

  const set = (name, value) => {
    if (value === "") asked.delete(name);
    else asked.set(name, value);
    history.replaceState(null, "", `?${asked}`.replace("notes=", "notes") + location.hash);
    apply();
  };

  const choice = (label, name, ...options) => {
    const select = make("select", {}, ...options.map(([value, text]) =>
      make("option", { value, textContent: text })));
    select.value = asked.get(name) ?? "";
    select.addEventListener("change", () => set(name, select.value));
    return make("label", {}, `${label} `, select);
  };

  const form = () => make("form", { className: "handout-form" },
    choice("On paper:", "slides", ["", "one or two slides a page, notes below"],
      ["1", "one slide a page"], ["2", "two slides a page"], ["3", "three slides a page"]),
    choice("With them:", "beside", ["", "their notes"], ["0", "lines to write on"]),
    choice("Answers:", "answers", ["", "open"], ["0", "shut"]));

  const lay = (column) => {
    column.querySelectorAll(".handout-page").forEach((page) => {
      const lines = Array.from({ length: LINES }, () => make("i", {}));
      page.append(make("div", { className: "handout-ruled", ariaHidden: "true" }, ...lines));
    });
    window.deckStrokes.forPaper((slide, page) => {
      const frame = make("div", { className: "handout-frame" }, page);
      slide.closest(".handout-page").after(make("article", { className: "handout-page" }, frame));
    });
    const nav = document.querySelector(".deck-nav");
    nav.querySelector('a[href="?print-pdf"]').addEventListener("click", (event) => {
      event.preventDefault();
      window.print();
    });
    nav.after(form());
    apply();
    const title = column.querySelector("h1").textContent.trim();
    root.style.setProperty("--lecture-title", JSON.stringify(title)); // above each sheet
    addEventListener("beforeprint", answer);
  };

  return { answer, lay };
})();
