// Steps through the frames of minitorch.plot.step_through: one is shown at a time, by
// buttons, a slider or the keys. Without this script all frames stand in a list.
(() => {
  const make = (tag, attributes, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };

  class BackpropStepper extends HTMLElement {
    connectedCallback() {
      if (this.frames) return;
      this.frames = [...this.querySelectorAll(".stepper-frames > li")];
      this.lines = [...this.querySelectorAll(".stepper-algorithm > li")];
      this.last = this.frames.length - 1;
      this.at = 0;
      this.build();
      this.classList.add("is-live");
      this.addEventListener("keydown", (event) => this.press(event));
      this.show(0);
    }

    build() {
      const bar = make("div", { class: "stepper-bar", role: "group", "aria-label": "Steps" });
      const button = (name, label, act) => {
        const it = make("button", { type: "button", class: `stepper-${name}` }, label);
        it.addEventListener("click", act);
        bar.append(it);
        return it;
      };
      const goTo = (step) => () => { this.pause(); this.show(step()); };
      this.firstButton = button("first", "First", goTo(() => 0));
      this.backButton = button("back", "Back", goTo(() => this.at - 1));
      this.playButton = button("play", "Play", () => (this.timer ? this.pause() : this.play()));
      this.nextButton = button("next", "Next", goTo(() => this.at + 1));
      this.lastButton = button("last", "Last", goTo(() => this.last));
      this.slider = make("input", {
        type: "range", min: 0, max: this.last, value: 0, "aria-label": "Step",
      });
      this.slider.addEventListener("input", goTo(() => Number(this.slider.value)));
      bar.append(this.slider);
      this.status = make("p", { class: "stepper-status", "aria-live": "polite" });
      this.querySelector(".stepper-title").after(bar, this.status);
    }

    show(step) {
      this.at = Math.min(Math.max(step, 0), this.last);
      this.frames.forEach((frame, i) => frame.classList.toggle("is-shown", i === this.at));
      const frame = this.frames[this.at];
      const running = frame.dataset.lines.split(" ").filter(Boolean).map(Number);
      this.lines.forEach((line, i) => {
        line.classList.toggle("is-running", running.includes(i));
        line.toggleAttribute("aria-current", running.includes(i));
      });
      this.bringIntoView(frame.querySelector(".stepper-graph"));
      this.status.textContent = frame.querySelector(".stepper-sentence").textContent;
      this.slider.value = this.at;
      this.slider.setAttribute("aria-valuetext", `${this.at} of ${this.last}`);
      const off = (button, is) => button.setAttribute("aria-disabled", String(is));
      [this.firstButton, this.backButton].forEach((b) => off(b, this.at === 0));
      [this.nextButton, this.lastButton].forEach((b) => off(b, this.at === this.last));
    }

    // On a narrow screen a graph starts at its left edge, as all that is wide. With each
    // step it is scrolled to where something happens: to the box at work, with what it
    // has just reached as far as there is room. The keyboard may scroll it too.
    bringIntoView(graph) {
      if (graph.scrollWidth <= graph.clientWidth) return;
      graph.tabIndex = 0;
      if (this.at === 0) {
        graph.scrollLeft = 0;
        return;
      }
      const marks = graph.querySelectorAll(".pointer, .shares, .pending .frame");
      if (!marks.length) return;
      const view = graph.getBoundingClientRect();
      const atWork = graph.querySelector(".pointer") ?? marks[0];
      const others = [...marks].map((mark) => mark.getBoundingClientRect());
      let { left, right } = atWork.getBoundingClientRect();
      for (const other of others) {
        const wider = [Math.min(left, other.left), Math.max(right, other.right)];
        if (wider[1] - wider[0] < view.width - 16) [left, right] = wider;
      }
      graph.scrollLeft += (left + right - view.left - view.right) / 2;
    }

    play() {
      if (this.at === this.last) this.show(0);
      this.playButton.textContent = "Pause";
      this.timer = setInterval(() => {
        this.show(this.at + 1);
        if (this.at === this.last) this.pause();
      }, 1800);
    }

    pause() {
      clearInterval(this.timer);
      this.timer = null;
      this.playButton.textContent = "Play";
    }

    // On a slide, keys that the stepper has move nothing else; Escape gives them back.
    // In what is too wide to be seen at once they scroll, as everywhere.
    press(event) {
      const { key, target } = event;
      const steps = {
        ArrowRight: this.at + 1, ArrowLeft: this.at - 1, Home: 0, End: this.last,
        ArrowUp: this.at + 1, ArrowDown: this.at - 1,
      };
      if (document.body.matches(".deck") && key !== "Tab") event.stopPropagation();
      if (key === "Escape") target.blur();
      if (!(key in steps) || target.closest(".stepper-graph, .stepper-algorithm")) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      this.pause();
      this.show(steps[key]);
    }
  }

  customElements.define("backprop-stepper", BackpropStepper);
})();
