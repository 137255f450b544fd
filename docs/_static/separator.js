// <linear-separator>: lets readers move the line that minitorch/plot/separator/ drew,
// by pointer, keys, sliders and numbers, and keeps what they see in the page's address.
(() => {
  const NAMES = { w1: "w₁", w2: "w₂", b: "b" };
  const STEPS = {
    ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10,
  };
  const round = (x, digits = 3) => Math.floor(x * 10 ** digits + 0.5) / 10 ** digits;
  const shape = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach((pair) => element.setAttribute(...pair));
    return element;
  };

  customElements.define("linear-separator", class extends window.SeparatorFigure {
    connectedCallback() {
      if (this.known) return;
      this.known = JSON.parse(this.querySelector("script").textContent);
      this.state = { ...this.known.start };
      this.plane = this.querySelector(".separator-plane");
      this.curve = this.querySelector(".separator-losses");
      this.onDeck = document.body.matches(".deck");
      this.addHandles();
      this.addControls();
      this.addEventListener("keydown", (event) => this.keyed(event));
      // On a slide the address is the slide's; on a page the first figure has it.
      this.hasAddress = !this.onDeck && this === document.querySelector("linear-separator");
      if (this.hasAddress) addEventListener("hashchange", () => this.readAddress(true));
      if (!this.hasAddress || !this.readAddress(false)) this.show();
    }

    // -- what there is to take hold of
    addHandles() {
      // A picture, and beside it what can be held: no picture contains a slider.
      this.seen = shape("g", { role: "img" });
      this.plane.setAttribute("role", "presentation");
      this.plane.removeAttribute("aria-label");
      this.plane.prepend(this.seen);
      this.seen.append(...["regions", "scale", "points"]
        .map((kind) => this.plane.querySelector(`.separator-${kind}`)));
      const lineLabel = "Line: arrow keys change b";
      const arrowLabel = "Arrow: left and right turn w, up and down change its length";
      const make = (kind, label) => shape("g", {
        class: `separator-${kind}`, tabindex: 0, role: "slider", "aria-label": label,
      });
      [this.grip, this.handle] = [make("grip", lineLabel), make("handle", arrowLabel)];
      this.grip.append(shape("path", { class: "hold" }), shape("path", { class: "drawn" }));
      this.handle.append(shape("path", { class: "drawn" }),
        shape("circle", { class: "hold", r: 22 }), shape("circle", { class: "tip", r: 7 }));
      this.plane.querySelector(".separator-line").replaceChildren(this.grip, this.handle);
      [this.grip, this.handle].forEach((element) =>
        element.addEventListener("pointerdown", (event) => this.grab(event)));
      [this.plane, this.curve].forEach((panel) => ["pointerdown", "pointermove"]
        .forEach((name) => panel.addEventListener(name, (event) => this.look(event, panel))));
    }

    addControls() {
      const { sets, limits, start } = this.known;
      const knobs = Object.entries(limits).map(([name, limit]) => {
        const range = `name="${name}" min="${-limit}" max="${limit}"`;
        return `<span aria-hidden="true">${NAMES[name]}</span>`
          + `<input type="range" ${range} step="0.001" aria-label="${name}, slider">`
          + `<input type="number" ${range} step="any" aria-label="${name}">`;
      });
      const select = (name, label, values) => `<label>${label} <select name="${name}">`
        + `${values.map((value) => `<option>${value}</option>`).join("")}</select></label>`;
      const choice = this.known.choice ? select("data", "Data set", Object.keys(sets))
        + select("seed", "Seed", [...sets[start.data].keys()]) : "";
      const controls = document.createElement("div");
      controls.className = "separator-controls";
      controls.innerHTML = `<div class="separator-knobs">${knobs.join("")}</div>`
        + `<div class="separator-choice">${choice}<button type="button">Reset</button></div>`
        + '<div class="separator-pick"><label>Point <input type="range" min="1" value="1"></label>'
        + "<output></output></div>";
      this.summary = this.querySelector(".separator-summary");
      this.summary.setAttribute("aria-live", "polite");
      this.summary.after(controls);
      this.picker = controls.querySelector(".separator-pick input");
      this.picker.addEventListener("input", () => this.pick(this.picker.value - 1));
      controls.querySelector("button").onclick = () => this.set({ ...start });
      controls.addEventListener("input", ({ target }) => {
        const { name, value } = target;
        if (name) this.set({ [name]: name === "data" ? value : parseFloat(value) });
      });
      controls.addEventListener("change", () => this.fill(true)); // what was typed, tidied
    }

    // -- showing the state
    show() {
      const points = this.points;
      if (this.chosen >= points.length) this.chosen = undefined;
      const plane = this.drawPlane(points, this.chosen);
      const losses = this.drawLosses(points, this.chosen);
      const fill = (panel, kind, content) => {
        panel.querySelector(`.separator-${kind}`).innerHTML = content;
      };
      fill(this.plane, "regions", plane.regions);
      fill(this.plane, "points", plane.points);
      this.grip.querySelectorAll("path").forEach((line) => line.setAttribute("d", plane.line ?? ""));
      this.handle.querySelector("path").setAttribute("d", plane.arrow ?? "");
      this.handle.querySelectorAll("circle").forEach((circle) => {
        circle.setAttribute("cx", plane.end[0].toFixed(1));
        circle.setAttribute("cy", plane.end[1].toFixed(1));
      });
      this.handle.classList.toggle("nowhere", !plane.arrow);
      ["ticks", "curve", "points"].forEach((kind) => fill(this.curve, kind, losses[kind]));
      this.spots = new Map([[this.plane, points.map(({ x }) => this.spot(x))],
        [this.curve, losses.spots]]);
      this.say(points);
      this.fill();
    }

    say(points) {
      const { w1, w2, b } = this.state;
      const told = [this.headline(points), this.details(points)];
      // While the line is being moved, a screen reader waits for its end.
      this.summary.setAttribute("aria-busy", "true");
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.summary.removeAttribute("aria-busy"), 400);
      this.summary.innerHTML = `<strong>${told[0]}</strong> ${told[1]}`;
      const { title } = this.known;
      this.seen.setAttribute("aria-label",
        `${title && `${title}. `}${this.counts(points)} ${told.join(" ")}`);
      this.querySelector("tbody").innerHTML = this.rows(points);
      const angle = Math.round((Math.atan2(w2, w1) * 180) / Math.PI);
      const slide = (element, value, limit, words) => Object.entries({
        now: value, min: -limit, max: limit, text: words,
      }).forEach(([name, said]) => element.setAttribute(`aria-value${name}`, said));
      slide(this.grip, b, this.known.limits.b, `b = ${round(b)}`);
      slide(this.handle, angle, 180, `${angle} degrees, w1 = ${round(w1)}, w2 = ${round(w2)}`);
      this.picker.max = points.length;
      const chosen = points[this.chosen];
      this.querySelector("output").textContent = chosen
        ? `${this.chosen + 1}: ${this.tell(chosen)}` : "Point at one, or move the slider.";
    }

    fill(isDone) {
      this.querySelectorAll("[name]").forEach((field) => {
        const value = this.state[field.name], typed = parseFloat(field.value);
        const isTyping = field === document.activeElement && field.type === "number"
          && (typed === value || Number.isNaN(typed));
        if (isDone || !isTyping) field.value = typeof value === "number" ? round(value) : value;
      });
    }

    pick(index) {
      if (index === this.chosen) return;
      this.chosen = index;
      this.picker.value = index + 1;
      this.show();
    }

    // -- changing it
    set(change, isOwn = true) {
      const next = { ...this.state, ...change };
      Object.entries(this.known.limits).forEach(([name, limit]) => {
        if (!Number.isFinite(next[name])) next[name] = this.state[name];
        next[name] = Math.max(-limit, Math.min(limit, next[name]));
      });
      if (!Object.hasOwn(this.known.sets, next.data)) next.data = this.state.data;
      if (!this.known.sets[next.data][next.seed]) next.seed = this.state.seed;
      this.state = next;
      this.show();
      if (isOwn && this.hasAddress) this.writeAddress();
    }

    // All three times the same number, so that no slider's end moves the line.
    setLine(w1, w2, b) {
      const { limits } = this.known;
      const k = Math.min(1, limits.w1 / Math.abs(w1), limits.w2 / Math.abs(w2), limits.b / Math.abs(b));
      this.set({ w1: round(k * w1), w2: round(k * w2), b: round(k * b) });
    }

    // -- the address
    readAddress(isNew) {
      const given = new URLSearchParams(location.hash.slice(1));
      const names = ["w1", "w2", "b", "data", "seed"].filter((name) => given.has(name));
      if (!names.length) return false;
      this.state = { ...this.known.start };
      this.set(Object.fromEntries(names.map((name) =>
        [name, name === "data" ? given.get(name) : parseFloat(given.get(name))])), false);
      const { top, bottom } = this.getBoundingClientRect();
      if (isNew && (top < 0 || bottom > innerHeight)) this.scrollIntoView();
      return true;
    }

    writeAddress() {
      const { w1, w2, b } = this.state;
      const state = new URLSearchParams(this.known.choice ? this.state : { w1, w2, b });
      clearTimeout(this.writing);
      this.writing = setTimeout(() => history.replaceState(history.state, "", `#${state}`), 250);
    }

    // -- pointers
    at({ clientX, clientY }, panel) {
      const inverse = panel.getScreenCTM().inverse();
      const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(inverse);
      return [x, y];
    }

    grab(event) {
      const { w1, w2, b } = this.state, start = this.point(this.at(event, this.plane));
      const { currentTarget: held, pointerId } = event, middle = this.middle;
      const offset = this.tip(middle).map((x, i) => x - start[i]);
      const [low, high] = this.known.ends;
      held.setPointerCapture(pointerId);
      held.onlostpointercapture = () => { held.onpointermove = null; };
      held.onpointermove = (moved) => {
        const p = this.point(this.at(moved, this.plane));
        if (held === this.grip) {
          this.set({ b: round(b - w1 * (p[0] - start[0]) - w2 * (p[1] - start[1]), 2) });
          return;
        }
        const way = p.map((x, i) => x + offset[i] - middle[i]), length = Math.hypot(...way);
        const part = Math.min(length / (high - low), 0.43); // the inverse of `tip`
        const [v1, v2] = way.map((x) => (x / length) * Math.max(0.1, (4 * part) / (0.45 - part)));
        if (length) this.setLine(v1, v2, -v1 * middle[0] - v2 * middle[1]);
      };
    }

    look(event, panel) {
      const [x, y] = this.at(event, panel), isMove = event.type === "pointermove";
      const far = this.spots.get(panel).map(([a, c]) => Math.hypot(a - x, c - y));
      const nearest = Math.min(...far);
      if (nearest < 14 && !(isMove && event.buttons)) this.pick(far.indexOf(nearest));
    }

    // -- keys: they belong to the figure while it has the focus, and do not turn slides
    keyed(event) {
      const { target, key, shiftKey } = event, { w1, w2, b } = this.state;
      if (this.onDeck) event.stopPropagation();
      if (key === "Escape") target.blur();
      const amount = (STEPS[key] ?? 0) * (shiftKey ? 0.1 : 1), isTurn = /Left|Right/.test(key);
      const isHandle = target === this.handle, name = target === this.grip ? "b" : target.name;
      if (!amount || !(isHandle || name in NAMES) || (target.type === "number" && isTurn)) return;
      event.preventDefault();
      if (!isHandle) {
        this.set({ [name]: round(this.state[name] + 0.1 * amount) });
      } else if (isTurn) {
        const angle = Math.atan2(w2, w1) - (amount * Math.PI) / 36;
        const size = Math.hypot(w1, w2) || 1, [x1, x2] = this.middle;
        const [v1, v2] = [size * Math.cos(angle), size * Math.sin(angle)];
        this.setLine(v1, v2, -v1 * x1 - v2 * x2);
      } else {
        this.setLine(...[w1, w2, b].map((x) => x * 1.1 ** amount));
      }
    }
  });
})();
