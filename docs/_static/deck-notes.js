// The speaker's notes for those who read a lecture: below each slide (?notes), in one
// column that prints as a handout, or, on a narrow screen, in a fold at its end.
window.deckNotes = (() => {
  const root = document.documentElement;
  const make = (name, className, ...children) => {
    const element = Object.assign(document.createElement(name), { className });
    element.append(...children);
    return element;
  };

  const link = (address) => document.querySelector(`.deck-nav a[href="${address}"]`);
  const offerSlides = () => {
    const here = link("?notes");
    here.textContent = "Slides only";
    here.href = location.pathname;
  };

  const fold = (deck, open) => {
    deck.querySelectorAll("aside.notes").forEach((notes) => {
      const details = make("details", "notes-fold", make("summary", "", "Notes"));
      details.open = open;
      notes.replaceWith(details);
      details.append(notes);
    });
    if (open) offerSlides();
  };

  // Slides keep their size, and what frames them says how small they are drawn.
  const measure = (frame) => new ResizeObserver(() => {
    root.style.setProperty("--slide-scale", frame.clientWidth / 1280);
  }).observe(frame);

  // A slide as an article: its section in a frame, and then its notes.
  const page = (slide, index, { length }) => {
    const notes = slide.querySelector("aside.notes");
    const frame = make("div", "handout-frame", slide.parentElement);
    const number = make("p", "handout-number", `${index + 1} / ${length}`);
    return make("article", "handout-page", frame, ...(notes ? [number, notes] : [number]));
  };

  const lay = (deck) => {
    // reveal.js has rules of its own for paper, except for pages with this class.
    root.classList.add("deck-handout", "print-pdf");
    const pages = [...deck.querySelectorAll(".slide")].map(page);
    const column = make("div", "handout", ...pages);
    deck.querySelector(".slides").replaceChildren(column);
    deck.querySelectorAll(".fragment").forEach((part) => part.classList.add("visible"));
    measure(column.querySelector(".handout-frame"));
    offerSlides();
    window.deckHandout.lay(column);
  };

  return { asked: /[?&]notes\b/.test(location.search), fold, lay };
})();
