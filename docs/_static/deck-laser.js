// A laser pointer: a red dot that follows mouse or pen, in the hall as well when one
// points at the slide in the speaker view.
window.deckPlugins.push({
  id: "laser",
  init(deck) {
    const strokes = window.deckStrokes;
    if (deck.getConfig().view === "print" || strokes.isUpcoming) return;
    const stage = deck.getSlidesElement();
    const dot = document.createElement("div");
    dot.className = "laser";
    dot.hidden = true;
    stage.prepend(dot);
    let isOn = false;

    const show = (place) => {
      dot.hidden = !place;
      if (place) [dot.style.left, dot.style.top] = place.map((one) => `${one}px`);
    };
    const point = ({ clientX, clientY }) => {
      const { left, top, width } = stage.getBoundingClientRect();
      const place = [clientX - left, clientY - top].map((one) => Math.round(1280 * one / width));
      show(place);
      strokes.tell({ laser: place });
    };
    const turn = (on) => {
      isOn = on;
      document.documentElement.classList.toggle("laser-on", on);
      if (on) return;
      show(null);
      strokes.tell({ laser: null });
    };
    deck.addKeyBinding(
      { keyCode: 88, key: "X", description: "Laser pointer at the mouse, and off" },
      () => turn(!isOn),
    );
    document.addEventListener("pointermove", (event) => {
      if (isOn && event.pointerType !== "touch") point(event);
    });
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOn) return;
      turn(false);
      event.stopImmediatePropagation();
    }, true);
    strokes.hear((message) => { if ("laser" in message) show(message.laser); });
  },
});
