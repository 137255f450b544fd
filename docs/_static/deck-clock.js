// A clock that counts down while the hall thinks: minutes, on every slide and in every
// window that shows the lecture, until it is put away.
window.deckPlugins.push({
  id: "clock",
  init(deck) {
    const strokes = window.deckStrokes;
    if (deck.getConfig().view === "print" || strokes.isUpcoming) return;
    const FIRST = 3; // minutes
    const face = document.createElement("button");
    Object.assign(face, { className: "deck-clock", type: "button", hidden: true });
    face.title = "Put the clock away (Esc)";
    face.setAttribute("role", "timer");
    deck.getSlidesElement().prepend(face);
    let end = null; // of the time, in milliseconds
    let ticking = 0;

    const show = () => {
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      face.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      face.classList.toggle("is-over", left === 0);
    };
    const set = (time) => {
      end = time;
      face.hidden = end === null;
      clearInterval(ticking);
      if (end === null) return;
      show();
      ticking = setInterval(show, 250);
    };
    const agree = (time) => {
      set(time);
      strokes.tell({ clock: time });
    };
    deck.addKeyBinding(
      { keyCode: 67, key: "C", description: `Count ${FIRST} minutes down; again: one more` },
      () => agree(end > Date.now() ? end + 60000 : Date.now() + FIRST * 60000),
    );
    face.addEventListener("click", () => agree(null));
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || end === null) return;
      agree(null);
      event.stopImmediatePropagation();
    }, true);
    strokes.hear((message) => {
      if (message.clock !== "which?") {
        if ("clock" in message) set(message.clock);
      } else if (end !== null) strokes.tell({ clock: end });
    });
    strokes.tell({ clock: "which?" });
  },
});
