// What was drawn on the slides and their boards: kept until the tab is closed, the same
// in all windows that show the deck, painted as vectors on screen and paper.
window.deckStrokes = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const place = `drawing ${location.pathname}`;
  const names = new Map([...document.querySelectorAll(".slide")].map((slide, index) =>
    [slide.parentElement.id || `slide ${index + 1}`, slide]));
  const nameOf = (slide) => [...names].find(([, other]) => other === slide)?.[0];

  // The strokes of each layer. A layer is a slide, or its board: "the-loop board".
  let layers = {};
  try { layers = JSON.parse(sessionStorage.getItem(place)) ?? {}; } catch { /* none kept */ }
  const past = [];
  const get = (layer) => layers[layer] ?? [];

  // -- painting -------------------------------------------------------------------
  const make = (name, attributes) => {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };
  // Through the middles of what the pen reported, so that corners are round.
  const outline = (points) => {
    if (points.length === 1) return `M${points[0]} h0.01`;
    const curves = points.slice(1, -1).map(([x, y], i) => {
      const [nextX, nextY] = points[i + 2];
      return `Q${x},${y} ${(x + nextX) / 2},${(y + nextY) / 2}`;
    });
    return `M${points[0]} ${curves.join(" ")} L${points.at(-1)}`;
  };
  const pathOf = ({ colour, points }) =>
    make("path", { d: outline(points), class: `stroke-${colour}` });

  const canvas = (layer) => {
    const isBoard = layer.endsWith(" board");
    const slide = names.get(isBoard ? layer.slice(0, -6) : layer);
    const kind = isBoard ? "board" : "over";
    const found = slide?.querySelector(`:scope > svg.drawing.${kind}`);
    if (found || !slide) return found;
    const made = make("svg", { class: `drawing ${kind}`, viewBox: "0 0 1280 720" });
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", isBoard ? "A board with a drawing" : "A drawing by hand");
    slide.append(made);
    return made;
  };
  const paint = (layer) => {
    const drawn = canvas(layer);
    drawn?.replaceChildren(...get(layer).map(pathOf));
    if (!get(layer).length && !layer.endsWith(" board")) drawn?.remove();
  };

  // -- keeping --------------------------------------------------------------------
  const channel = window.BroadcastChannel ? new BroadcastChannel(place) : { postMessage() {} };
  const listeners = [];
  const apply = (layer, strokes) => {
    layers[layer] = strokes;
    try { sessionStorage.setItem(place, JSON.stringify(layers)); } catch { /* it is full */ }
    paint(layer);
  };
  // All windows have one past, or what is taken back in one would take along what was
  // drawn in another since.
  const takeLast = (layer) => {
    const index = past.findLastIndex(([name]) => name === layer);
    return index < 0 ? [] : past.splice(index, 1)[0];
  };
  const set = (layer, strokes) => {
    past.push([layer, get(layer)]);
    apply(layer, strokes);
    channel.postMessage({ drawn: layer, strokes });
  };
  const undo = (layer) => {
    const [, strokes] = takeLast(layer);
    if (!strokes) return;
    apply(layer, strokes);
    channel.postMessage({ undone: layer, strokes });
  };
  channel.onmessage = ({ data }) => {
    const { drawn, undone, strokes } = data;
    if (drawn) past.push([drawn, get(drawn)]);
    if (undone) takeLast(undone);
    if (drawn || undone) apply(drawn ?? undone, strokes);
    else if (data === "which?") channel.postMessage({ layers });
    else if (data.layers) Object.entries(data.layers).forEach((entry) => apply(...entry));
    else listeners.forEach((listener) => listener(data));
  };

  // Paper has the boards as pages of their own, each behind its slide.
  const forPaper = (sheet) => {
    Object.keys(layers).filter((layer) => get(layer).length).forEach((layer) => {
      paint(layer);
      const slide = names.get(layer.replace(/ board$/, ""));
      if (!slide || !layer.endsWith(" board")) return;
      const page = document.createElement("div");
      page.className = "slide board-page";
      page.append(canvas(layer));
      sheet(slide, page);
    });
  };

  return {
    get, set, undo, nameOf, pathOf, canvas, forPaper,
    start() {
      Object.keys(layers).forEach(paint);
      channel.postMessage("which?");
    },
    tell: (message) => channel.postMessage(message),
    hear: (listener) => listeners.push(listener),
    // The speaker view has a frame for the next slide, which shows no board and no pointer.
    isUpcoming: window.top !== window && !/postMessageEvents=true/.test(location.search),
  };
})();
