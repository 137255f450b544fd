// Predict first: the output of a cell stays hidden until the reader has guessed it.
(() => {
  const { make, button, submit, field, numberField, read, kept, keep, keepKeys, toLookAt } =
    window.quizParts;
  if (toLookAt) return;

  const choices = (answers, name) => {
    const fields = answers.map((value) => field({ type: "radio", name, value }, ` ${value}`));
    const place = make("div", { class: "predict-choices" }, ...fields.map(([label]) => label));
    const chosen = () => fields.find(([, input]) => input.checked)?.[1].value ?? null;
    return { place, chosen, ask: "Choose one first; a guess costs nothing." };
  };

  const number = () => {
    const [place, input] = numberField();
    place.firstChild.data = "Your guess: ";
    const chosen = () => (read(input.value) === null ? null : input.value.trim());
    return { place, chosen, ask: "Write a number first; a guess costs nothing." };
  };

  document.querySelectorAll(".predict").forEach((element, index) => {
    const { answers, question } = JSON.parse(element.dataset.predict);
    const cell = element.parentElement;
    const asked = element.querySelector(".predict-question");
    const key = `predict ${question}`;
    const { place, chosen, ask } = answers.length
      ? choices(answers, `predict-${index}`) : number();
    const status = make("p", { class: "predict-status", role: "status" });
    const reminder = make("p", { class: "predict-reminder" },
      ...[...asked.childNodes].map((node) => node.cloneNode(true)));
    const told = make("div", { class: "predict-told" }, reminder, status);
    const legend = make("legend", { class: "predict-question" }, ...asked.childNodes);
    const commit = submit("Show what it says");
    const again = button("quiz-again", "Guess again", () => show(null, true));
    const fields = make("fieldset", {}, legend, place);
    const form = make("form", { class: "predict-form", "data-prevent-swipe": "" },
      fields, commit);

    const show = (guess, byReader) => {
      keep(key, guess);
      cell.classList.toggle("predicting", guess === null);
      form.hidden = guess !== null;
      again.hidden = reminder.hidden = guess === null;
      status.textContent = guess === null ? "" : `Your guess: ${guess}`;
      if (byReader && guess === null) form.querySelector("input").focus();
      if (byReader && guess !== null) again.focus();
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const guess = chosen();
      if (guess === null) status.textContent = ask;
      else show(guess, true);
    });
    keepKeys(element);
    asked.remove();
    element.append(form, told, again);
    element.classList.add("predict-live");
    show(kept(key), false);
  });
})();
