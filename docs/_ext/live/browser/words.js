// What is said about the end of a run: a word or two beside the buttons, and a sentence
// where the reader has to know more.
const duration = (seconds) =>
  `${seconds < 0.095 ? Math.max(seconds, 0.01).toFixed(2) : seconds.toFixed(1)} s`;

const list = (names) => names.join(" and ").replace(/ and (?=.* and )/g, ", ");

const lacking = ({ packages, host }) =>
  `${list(packages)}, which could not be loaded from ${host}`;

const KEPT = "What is shown is still the output of the page.";

// The end of a run (see python.js and kernel.js) in a word or two.
export const state = (end) => ({
  done: () => `done in ${duration(end.seconds)}`,
  error: () => (end.leftOut ? "not run" : `error: ${end.error}`),
  "error before": () => `error in cell ${end.number}: ${end.error}`,
  missing: () => "not run",
  stopped: () => "stopped",
  crashed: () => "Python ended",
  unavailable: () => "not run",
})[end.how]();

const SENTENCES = {
  error: ({ leftOut }) => leftOut && {
    text: `This cell needs cell ${leftOut[0].cell.number}, and that one needs `
      + `${lacking(leftOut[0].end)}. ${KEPT}`,
    keepsOutput: true,
  },
  "error before": ({ number, told }) => ({
    text: `Cell ${number} runs before this one, and raised an error:\n${told}`,
    keepsOutput: true,
  }),
  missing: (end) => ({
    text: `This cell needs ${lacking(end)}. ${KEPT} Cells that do not need it run.`,
    keepsOutput: true,
  }),
  stopped: ({ restart }) => restart && {
    text: "Stopped. The next run starts Python again, and the earlier cells with it.",
  },
  crashed: () => ({
    text: "Python ended while this cell ran. The next run starts it again, and the "
      + "earlier cells with it.",
  }),
  unavailable: () => ({
    text: `Python could not be loaded; Run tries again. ${KEPT}`,
    keepsOutput: true,
  }),
};

// The sentence about it, or nothing: { text, keepsOutput }.
export const sentence = (end) => SENTENCES[end.how]?.(end) || null;
