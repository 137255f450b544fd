// A stepper that is drawn again has the engine's program beside it: under the fold that
// the page gave it. A program of the reader's own is another one, and lies open.
const PROGRAM = ".stepper-algorithm";

export const foldAgain = (shown, built) => {
  const fold = built?.querySelector(".stepper-answer");
  if (!fold) return;
  const engines = fold.querySelector(PROGRAM).textContent;
  [...shown.querySelectorAll(PROGRAM)].filter(({ textContent }) => textContent === engines)
    .forEach((program) => {
      const again = fold.cloneNode();
      program.replaceWith(again);
      again.append(fold.querySelector("summary").cloneNode(true), program);
    });
};
