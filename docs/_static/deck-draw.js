// Drawing while one teaches: a pen in four colours, an eraser, a board over the slide.
// By keys, or by the row of tools below the slide, which a finger can reach as well.
window.deckPlugins.push({
  id: "draw",
  init(deck) {
    const strokes = window.deckStrokes;
    const root = document.documentElement;
    const stage = deck.getSlidesElement();
    const COLOURS = ["Black or white", "Blue", "Orange", "Green"];
    let tool = null; // "pen" or "eraser"
    let onSlide = null; // the tool that was in hand before the board
    let colour = 1;
    let isBoard = false;

    if (deck.getConfig().view === "print") {
      strokes.forPaper((slide, page) => {
        const section = document.createElement("section");
        section.append(page);
        slide.parentElement.after(section);
      });
      return;
    }

    const layer = () => {
      const slide = deck.getCurrentSlide().querySelector(".slide");
      return `${strokes.nameOf(slide)}${isBoard ? " board" : ""}`;
    };

    // -- the surface that takes pen, finger and mouse ---------------------------------
    const surface = document.createElement("div");
    surface.className = "draw-surface";
    surface.setAttribute("data-prevent-swipe", ""); // reveal.js then turns no slide
    const at = ({ clientX, clientY }) => {
      const { left, top, width } = stage.getBoundingClientRect();
      return [clientX - left, clientY - top].map((one) => Math.round(12800 * one / width) / 10);
    };
    let live = null; // the stroke that is being drawn
    let hasPen = false; // a hand that rests on the screen draws nothing then

    const near = ([x, y], points) => points.some(([x1, y1], i) => {
      const [x2, y2] = points[i + 1] ?? [x1, y1];
      const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
      const along = length ? ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length : 0;
      const t = Math.min(Math.max(along, 0), 1);
      return Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1)) < 14;
    });
    const erase = (point) => {
      const all = strokes.get(live.layer);
      const left = all.filter(({ points }) => !near(point, points));
      if (left.length < all.length) strokes.set(live.layer, left);
    };
    const extend = (event) => {
      const parts = event.getCoalescedEvents?.() ?? [];
      (parts.length ? parts : [event]).map(at).forEach((point) => {
        if (live.erases) erase(point);
        else live.points.push(point);
      });
      if (live.erases) return;
      const path = strokes.pathOf(live);
      if (live.path) live.path.replaceWith(path);
      else strokes.canvas(live.layer).append(path);
      live.path = path;
    };
    surface.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "pen") hasPen = true;
      const isPalm = hasPen && event.pointerType === "touch";
      if (live || isPalm || event.ctrlKey || event.altKey || event.button > 0 && event.button < 5) {
        return;
      }
      surface.setPointerCapture(event.pointerId);
      const erases = tool === "eraser" || event.button === 5; // the other end of a pen
      live = { id: event.pointerId, layer: layer(), colour, points: [], erases };
      extend(event);
    });
    surface.addEventListener("pointermove", (event) => {
      if (live?.id === event.pointerId) extend(event);
    });
    const finish = (event) => {
      if (live?.id !== event.pointerId) return;
      const { layer: name, colour: chosen, points } = live;
      const { erases } = live;
      live = null;
      if (!erases) strokes.set(name, [...strokes.get(name), { colour: chosen, points }]);
    };
    surface.addEventListener("pointerup", finish);
    surface.addEventListener("pointercancel", finish);
    stage.prepend(surface); // the last slide must have nothing behind it

    // -- tools --------------------------------------------------------------------
    const row = document.createElement("div");
    row.className = "draw-tools";
    row.setAttribute("role", "toolbar");
    row.setAttribute("aria-label", "Drawing");
    const buttons = new Map();
    const update = () => {
      root.classList.toggle("drawing-on", tool !== null);
      root.classList.toggle("erasing-on", tool === "eraser");
      root.classList.toggle("board-up", isBoard && !strokes.isUpcoming);
      if (isBoard) strokes.canvas(layer());
      row.hidden = tool === null && !isBoard;
      buttons.forEach((isPressed, button) => {
        if (isPressed) button.setAttribute("aria-pressed", String(isPressed()));
      });
    };
    const choose = (name) => { tool = name; update(); };
    const pick = (number) => { colour = number; choose("pen"); };
    const board = (up, isOwn = true) => {
      if (isOwn && up !== isBoard) {
        if (up) onSlide = tool;
        tool = up ? "pen" : onSlide;
      }
      isBoard = up;
      if (isOwn) {
        strokes.tell({ board: up });
      }
      update();
    };
    const stop = () => {
      if (isBoard) board(false);
      choose(null);
    };
    const actions = {
      pen: () => choose(tool === "pen" ? null : "pen"),
      eraser: () => choose(tool === "eraser" ? "pen" : "eraser"),
      undo: () => strokes.undo(layer()),
      clear: () => { if (strokes.get(layer()).length) strokes.set(layer(), []); },
      board: () => board(!isBoard),
    };
    const button = (words, action, isPressed, className = "") => {
      const made = Object.assign(document.createElement("button"), { type: "button", className });
      if (className) made.setAttribute("aria-label", words);
      else made.textContent = words;
      made.addEventListener("click", (event) => {
        action();
        if (event.detail > 0) made.blur(); // the next Space turns the slide
      });
      made.addEventListener("keydown", (event) => {
        if (event.key === " " || event.key === "Enter") event.stopPropagation();
      });
      buttons.set(made, isPressed);
      return made;
    };
    COLOURS.forEach((name, index) => {
      const isChosen = () => tool === "pen" && colour === index + 1;
      const chosen = button(name, () => pick(index + 1), isChosen, `stroke-${index + 1}`);
      row.append(Object.assign(chosen, { title: `${name} (${index + 1})` }));
    });
    row.append(
      button("Eraser", actions.eraser, () => tool === "eraser"),
      button("Undo", actions.undo),
      button("Clear", actions.clear),
      button("Board", actions.board, () => isBoard),
      button("Done", stop),
    );
    document.body.append(row);
    if (window.top === window) {
      document.querySelector(".deck-nav").append(button("Draw", actions.pen, () => tool === "pen"));
    }

    // -- keys, each with its line on the help card -----------------------------------
    const bind = (keyCode, key, description, action) =>
      deck.addKeyBinding({ keyCode, key, description }, action);
    bind(68, "D", "Draw on the slide, and stop drawing", actions.pen);
    bind(69, "E", "Eraser, and back to the pen", actions.eraser);
    COLOURS.forEach((_, index) => deck.addKeyBinding(49 + index, () => pick(index + 1)));
    bind(87, "W", "Board over the slide, and back", actions.board);
    bind(90, "Z", "Undo the last stroke on this slide or board", actions.undo);
    bind(46, "Delete", "Clear what is drawn on this slide or board", actions.clear);
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || row.hidden || event.target.closest?.(".cm-editor")) return;
      stop();
      event.stopImmediatePropagation();
    }, true);

    strokes.hear((message) => { if ("board" in message) board(message.board, false); });
    deck.on("slidechanged", () => { // the board stays with its slide, the pen in one's hand
      if (!isBoard) return;
      board(false, false);
      strokes.tell({ board: false });
    });
    deck.on("overviewshown", () => { if (!row.hidden) stop(); });
    deck.on("ready", () => {
      deck.registerKeyboardShortcut("1  to  4", "Draw in black or white, blue, orange, green");
      strokes.start();
      update();
    });
  },
});
