// What a linear separator shows: the numbers, shapes and words of its present state.
// All are the same as in situation.py and drawn.py of minitorch/plot/separator; tests
// compare them.
(() => {
  const EPS = 1e-12; // as in minitorch/operators.py
  const log = (x) => (x < EPS ? Math.log(EPS) + (x - EPS) / EPS : Math.log(x));
  const sigmoid = (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
  const pointLoss = (m, label) => -log(sigmoid(label ? m : -m));

  const [LEFT, TOP, SIDE] = [46, 12, 336];
  const f1 = (x) => x.toFixed(1);
  const round = (x, digits = 3) => Math.floor(x * 10 ** digits + 0.5) / 10 ** digits;
  const short = (x, digits) => String(round(x, digits)).replace("-", "−");
  const place = ([x1, x2]) => `(${short(x1, 2)}, ${short(x2, 2)})`;
  const between = (p, q, share) => p.map((x, i) => x + share * (q[i] - x));
  const sum = (numbers) => numbers.reduce((total, x) => total + x, 0);
  const path = (places) => places.map(([x, y]) => `${f1(x)} ${f1(y)}`).join("L");
  const write = (x, y, anchor, words) =>
    `<text x="${f1(x)}" y="${f1(y)}" text-anchor="${anchor}">${words}</text>`;
  const circle = (kind, [x, y], r) =>
    `<circle class="${kind}" cx="${f1(x)}" cy="${f1(y)}" r="${r}"/>`;
  const mark = ([x, y], label) => (label ? circle("one", [x, y], 6)
    : `<path class="zero" d="M${f1(x - 5)} ${f1(y - 5)}l10 10m0 -10l-10 10"/>`);

  window.SeparatorFigure = class extends HTMLElement {
    // -- numbers
    get points() {
      const [index, labels] = this.known.sets[this.state.data][this.state.seed];
      return this.known.X[index].map((x, i) => {
        const label = +labels[i], m = this.m(x);
        return { x, label, m, loss: pointLoss(m, label), wrong: m > 0 !== (label === 1) };
      });
    }

    m([x1, x2]) { return this.state.w1 * x1 + this.state.w2 * x2 + this.state.b; }

    // The corners of the part of the square where sign * m > 0, or only those on the line.
    half(sign, onlyCuts) {
      const [low, high] = this.known.ends;
      const corners = [[low, low], [high, low], [high, high], [low, high]];
      return corners.flatMap((p, i) => {
        const q = corners[(i + 1) % 4], a = this.m(p), c = this.m(q);
        const cut = sign * a > 0 !== sign * c > 0 ? [between(p, q, a / (a - c))] : [];
        return sign * a > 0 && !onlyCuts ? [p, ...cut] : cut;
      });
    }

    // Where the arrow starts: in the middle of the line, or of a square without one.
    get middle() {
      const [p, q] = this.half(1, true);
      return q ? between(p, q, 0.5) : Array(2).fill((this.known.ends[0] + this.known.ends[1]) / 2);
    }

    // Where it ends; the longer w, the farther, and within the square if that is asked for.
    tip(start, within) {
      const w = [this.state.w1, this.state.w2], size = Math.hypot(...w), { ends } = this.known;
      const ways = w.flatMap((x, i) => (x && within ? [((ends[x > 0 ? 1 : 0] - start[i]) * size) / x] : []));
      const length = Math.min(((ends[1] - ends[0]) * 0.45 * size) / (size + 4), ...ways);
      return start.map((x, i) => x + (size && (length * w[i]) / size));
    }

    // -- shapes
    spot([x1, x2]) {
      const [low, high] = this.known.ends, unit = SIDE / (high - low);
      return [LEFT + unit * (x1 - low), TOP + unit * (high - x2)];
    }

    point([x, y]) {
      const [low, high] = this.known.ends, unit = SIDE / (high - low);
      return [low + (x - LEFT) / unit, high - (y - TOP) / unit];
    }

    polygon(corners) {
      return corners.length ? `M${path(corners.map((x) => this.spot(x)))}Z` : "";
    }

    drawPlane(points, chosen) {
      const [start, end] = [this.middle, this.tip(this.middle, true)].map((x) => this.spot(x));
      const line = this.half(1, true).map((x) => this.spot(x));
      const drawn = line.length ? { line: `M${path(line)}`, arrow: `M${path([start, end])}` } : {};
      const regions = [["one", 1], ["zero", -1]]
        .map(([name, sign]) => `<path class="${name}" d="${this.polygon(this.half(sign))}"/>`);
      const marks = points.map(({ x, label, wrong }, i) => mark(this.spot(x), label)
        + (wrong ? circle("ring", this.spot(x), 12) : "")
        + (i === chosen ? circle("chosen", this.spot(x), 16) : ""));
      return { regions: regions.join(""), points: marks.join(""), end, ...drawn };
    }

    drawLosses(points, chosen) {
      let end = 2.5;
      while (end < Math.max(...points.map(({ m }) => Math.abs(m)))) end *= 2;
      const across = (m) => LEFT + (SIDE * (m + end)) / (2 * end);
      const height = (loss) => TOP + SIDE * (1 - loss / (1.1 * end));
      const spots = points.map(({ m, label, loss }) => [across(label ? m : -m), height(loss)]);
      const curve = Array.from({ length: 81 }, (_, k) => end * ((2 * k) / 80 - 1))
        .map((m) => [across(m), height(pointLoss(m, 1))]);
      const stems = spots.map(([x, y]) => `M${f1(x)} ${f1(height(0))}V${f1(y)}`).join("");
      const below = [-end, -end / 2, 0, end / 2, end]
        .map((m) => write(across(m), TOP + SIDE + 20, "middle", short(m)));
      const beside = [0, end / 2, end]
        .map((loss) => write(LEFT - 8, height(loss) + 5, "end", short(loss)));
      const marks = spots.map((spot, i) => mark(spot, points[i].label)
        + (i === chosen ? circle("chosen", spot, 16) : ""));
      return {
        ticks: below.join("") + beside.join(""),
        curve: `<path class="stems" d="${stems}"/><path class="loss" d="M${path(curve)}"/>`,
        points: marks.join(""),
        spots,
      };
    }

    // -- words
    formula() {
      const { w1, w2, b } = this.state;
      const [second, third] = [w2, b]
        .map((x) => ` ${round(x) >= 0 ? "+" : "−"} ${short(Math.abs(x))}`);
      return `m(x) = ${short(w1)} x₁${second} x₂${third}`;
    }

    headline(points) {
      const n = points.length, total = sum(points.map(({ loss }) => loss));
      return `Total loss ${total.toFixed(2)} over ${n} point${n === 1 ? "" : "s"}, `
        + `${(total / n).toFixed(3)} on average; `
        + `${points.filter(({ wrong }) => wrong).length} on the wrong side.`;
    }

    details(points) {
      const losses = points.map(({ loss }) => loss);
      const worst = losses.indexOf(Math.max(...losses)), { label, x, loss } = points[worst];
      const line = this.half(1, true).sort(([a, c], [d, e]) => a - d || c - e);
      const boundary = line.length
        ? `The boundary runs from ${place(line[0])} to ${place(line[1])}.`
        : `No boundary in the picture, all of it is ${this.half(1).length ? "blue" : "orange"}.`;
      return `${this.formula()}. The largest loss, ${loss.toFixed(2)}, has point ${worst + 1} `
        + `of class ${label} at ${place(x)}. ${boundary}`;
    }

    counts(points) {
      const ones = sum(points.map(({ label }) => label)), n = points.length;
      const { data, seed } = this.state;
      return `${n} point${n === 1 ? "" : "s"}${data && ` of the data set ${data}`}`
        + `${this.known.choice ? `, seed ${seed}` : ""}: ${ones} of class 1 as blue circles, `
        + `${n - ones} of class 0 as orange crosses.`;
    }

    rows(points) {
      return points.map(({ x, label, m, loss, wrong }, i) => {
        const side = wrong ? "wrong" : "right";
        const cells = [i + 1, x[0].toFixed(2), x[1].toFixed(2), label, short(m), loss.toFixed(4), side];
        return `<tr class="${side}"><td>${cells.join("</td><td>")}</td></tr>`;
      }).join("");
    }

    tell({ x, label, m, loss, wrong }) {
      return `class ${label} at ${place(x)}, m(x) = ${short(m)}, loss ${loss.toFixed(4)}, `
        + `on the ${wrong ? "wrong" : "right"} side`;
    }
  };
})();
