// Quizzes: makes a form of a question, its answers and the fold that the build wrote.
//
// What is right stands in the page (docs/_ext/asking): this compares, says the sentence
// that belongs to a wrong answer, and keeps what was answered on the device.
(() => {
  const { make, button, submit, field, numberField, readings, kept, keep, keepKeys, toLookAt } =
    window.quizParts;
  const MARKS = { right: "✓", wrong: "✗" };

  // -- kinds: fields, what they hold, and what is said about it ------------------------
  const choice = (type) => (quiz) => {
    const { right } = quiz.facts;
    const inputs = quiz.choices.map((item, index) => {
      const [label, input] = field({ type, name: quiz.facts.name, value: index },
        ...item.childNodes);
      item.append(label);
      return input;
    });
    return {
      parts: [quiz.list],
      ask: type === "radio" ? "Choose an answer first." : "Choose at least one answer first.",
      get: () => {
        const chosen = inputs.flatMap((input, index) => (input.checked ? [index] : []));
        return chosen.length ? chosen : null;
      },
      set: (chosen) => inputs.forEach((input, index) => {
        input.checked = chosen?.includes(index) ?? false;
      }),
      judge: (chosen) => {
        const wrong = chosen.filter((index) => !right.includes(index));
        const missing = right.filter((index) => !chosen.includes(index)).length;
        const isRight = !wrong.length && !missing;
        const marks = chosen.map((index) => [index, right.includes(index) ? "right" : "wrong"]);
        const words = type === "checkbox" && !wrong.length && missing
          ? `So far so good, but ${missing === 1 ? "one is" : `${missing} are`} missing.` : "";
        return { isRight, marks, told: wrong[0] ?? (isRight ? right[0] : null), words };
      },
    };
  };

  const number = (quiz) => {
    const { value, tolerance, wrong } = quiz.facts;
    const [label, input] = numberField();
    const isNear = (one, other) => Math.abs(one - other) <= tolerance + 1e-9 * Math.abs(other);
    return {
      parts: [label],
      ask: "Write a number first, such as 0.5, −2 or 1/3.",
      get: () => (readings(input.value).length ? input.value : null),
      set: (text) => { input.value = text ?? ""; },
      judge: (text) => {
        const all = readings(text);
        const given = all.find((one) => isNear(one, value)) ?? all[0];
        const isRight = isNear(given, value);
        const told = isRight ? -1 : wrong.findIndex((other) => isNear(given, other));
        const words = !isRight && told < 0 && value && isNear(given, -value)
          ? "The size is right, the sign is not." : "";
        return { isRight, marks: [], told: told < 0 ? null : told, words };
      },
    };
  };

  // Items are moved by buttons, by keys (up, down, or the number of the place), by hand.
  const order = (quiz) => {
    const { list, choices } = quiz;
    const status = make("p", { class: "quiz-status", role: "status" });
    const name = (item) => item.querySelector(".quiz-letter").textContent;
    const place = (item) => [...list.children].indexOf(item);
    const move = (item, to, focused) => {
      const last = choices.length - 1;
      const place_ = Math.min(Math.max(to, 0), last);
      const others = [...list.children].filter((other) => other !== item);
      list.insertBefore(item, others[place_] ?? null);
      focused?.focus();
      status.textContent = `${name(item)} is now ${place_ + 1} of ${last + 1}`;
      quiz.changed();
    };
    choices.forEach((item) => {
      const add = (label, step) => {
        const made = button("quiz-move", step < 0 ? "↑" : "↓",
          () => move(item, place(item) + step, made));
        made.setAttribute("aria-label", `Move ${name(item)} ${label}`);
        return made;
      };
      item.append(add("up", -1), add("down", 1));
      item.addEventListener("keydown", (event) => {
        const to = { ArrowUp: place(item) - 1, ArrowDown: place(item) + 1 }[event.key]
          ?? (/^[1-9]$/.test(event.key) && event.key <= choices.length ? event.key - 1 : null);
        if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        move(item, to, event.target);
      });
      drag(item, list, () => quiz.changed());
    });
    return {
      parts: [list, status],
      get: () => [...list.children].map((item) => choices.indexOf(item)),
      set: (indices) => list.append(...(indices ?? choices.keys()).map((i) => choices[i])),
      judge: (indices) => {
        const { right } = quiz.facts;
        const first = indices.findIndex((index, at) => index !== right[at]);
        const isRight = first < 0;
        const words = isRight ? "" : first === 0 ? `${name(choices[indices[0]])} is not the first.`
          : `${first === 1 ? "The first is" : `The first ${first} are`} right; then comes another `
            + `than ${name(choices[indices[first]])}.`;
        const marks = indices.slice(0, isRight ? undefined : first + 1)
          .map((index, at) => [index, index === right[at] ? "right" : "wrong"]);
        return { isRight, marks, told: isRight ? null : indices[first], words };
      },
    };
  };

  // Takes an item along with the pointer; a finger takes it by its letter.
  const drag = (item, list, changed) => {
    item.addEventListener("pointerdown", (event) => {
      const isHandle = event.target.closest(".quiz-letter");
      if (event.target.closest("button") || (event.pointerType !== "mouse" && !isHandle)) return;
      event.preventDefault();
      item.classList.add("quiz-held");
      const follow = ({ clientY }) => {
        const before = [...list.children].find((other) => {
          const { top, height } = other.getBoundingClientRect();
          return other !== item && clientY < top + height / 2;
        }) ?? null;
        const next = item.nextElementSibling;
        if (next !== before) list.insertBefore(item, before);
      };
      const drop = () => {
        document.removeEventListener("pointermove", follow);
        document.removeEventListener("pointerup", drop);
        document.removeEventListener("pointercancel", drop);
        item.classList.remove("quiz-held");
        changed();
      };
      // On the document: an item that is moved in it loses the pointer.
      document.addEventListener("pointermove", follow);
      document.addEventListener("pointerup", drop);
      document.addEventListener("pointercancel", drop);
    });
  };

  const KINDS = { one: choice("radio"), several: choice("checkbox"), number, order };

  // -- a quiz ------------------------------------------------------------------------
  class Quiz {
    constructor(element, kinds = KINDS) {
      this.element = element;
      this.facts = JSON.parse(element.dataset.quiz);
      this.fold = element.querySelector(":scope > details");
      this.list = element.querySelector(":scope > .quiz-choices");
      this.choices = [...this.list?.children ?? []];
      this.kind = kinds[this.facts.kind](this);
      this.#build();
      const answer = kept(this.facts.name);
      if (answer !== null) this.#restore(answer);
      this.result.setAttribute("role", "status"); // what was kept is not read aloud
    }

    #build() {
      const question = this.element.querySelector(":scope > .quiz-question");
      const legend = make("legend", { class: "quiz-question" }, ...question.childNodes);
      const given = this.element.querySelectorAll(":scope > .quiz-given");
      const fields = make("fieldset", {}, legend, ...given, ...this.kind.parts);
      const check = submit("Check");
      this.again = button("quiz-again", "Start over", () => this.#startOver(check));
      const foot = make("div", { class: "quiz-foot" }, check, this.again, this.fold);
      this.result = make("div", { class: "quiz-result" });
      this.form = make("form", { class: "quiz-form", "data-prevent-swipe": "" },
        fields, foot, this.result);
      this.form.noValidate = true;
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.check();
      });
      this.form.addEventListener("input", () => this.changed());
      keepKeys(this.form);
      question.remove();
      this.element.append(this.form);
      this.element.classList.add("quiz-live");
      this.again.hidden = true;
    }

    async check() {
      this.fold.open = false;
      const answer = this.kind.get();
      if (answer === null) {
        this.#show([make("p", { class: "quiz-ask" }, this.kind.ask)]);
        return;
      }
      keep(this.facts.name, answer);
      await this.#tell(answer);
    }

    async #tell(answer) {
      this.#clear();
      const said = this.kind.judge(answer);
      const { isRight, marks, told, words, output } = said.then ? await said : said;
      if (this.kind.get() !== answer && said.then) return; // it is about another line
      marks.forEach(([index, mark]) => this.#mark(this.choices[index], mark));
      const verdict = make("p", { class: `quiz-verdict quiz-${isRight ? "right" : "wrong"}` },
        `${MARKS[isRight ? "right" : "wrong"]} ${isRight ? "Right." : "Not right."} `);
      if (words) verdict.append(make("span", { class: "quiz-words" }, words));
      const printed = output ? [make("pre", { class: "quiz-output" }, output)] : [];
      this.#show([verdict, ...printed, ...this.#sentence(told), ...(isRight ? this.#why() : [])]);
      this.element.classList.toggle("quiz-done", isRight);
      this.again.hidden = false;
    }

    // The reader answers anew: what was said is about another answer.
    changed() {
      this.#clear();
      this.again.hidden = false;
      keep(this.facts.name, this.kind.get());
    }

    #restore(answer) {
      this.kind.set(answer);
      if (this.kind.get() !== null) this.#tell(answer);
    }

    #startOver(next) {
      this.#clear();
      this.kind.set(null);
      keep(this.facts.name, null);
      this.fold.open = false;
      this.again.hidden = true;
      next.focus();
    }

    #mark(item, mark) {
      item.dataset.mark = mark;
      const sign = make("span", { class: "quiz-mark", "aria-hidden": "true" }, MARKS[mark]);
      (item.querySelector(":scope > label, :scope > .quiz-text") ?? item).after(sign);
    }

    #clear() {
      this.element.querySelectorAll(".quiz-mark").forEach((mark) => mark.remove());
      this.choices.forEach((item) => { delete item.dataset.mark; });
      this.element.classList.remove("quiz-done");
      this.#show([]);
    }

    #show(children) {
      this.result.replaceChildren(...children);
    }

    #sentence(index) {
      if (index === null) return [];
      const told = this.fold.querySelector(`.quiz-told[data-for="${index}"] > .quiz-sentence`);
      return told ? [...told.children].map((child) => child.cloneNode(true)) : [];
    }

    #why() {
      const parts = this.fold.querySelectorAll(
        ".quiz-answer > :not(.quiz-solution, .quiz-told)");
      return [...parts].map((child) => child.cloneNode(true));
    }
  }

  window.Quiz = Quiz;
  if (toLookAt) return;
  document.querySelectorAll(".asked").forEach((element) => {
    if (JSON.parse(element.dataset.quiz).kind in KINDS) new Quiz(element);
  });
})();
