// What is said about the end of a run: a word or two beside the buttons, and a sentence
// where the reader has to know more.
const duration = (seconds) =>
  `${seconds < 0.095 ? Math.max(seconds, 0.01).toFixed(2) : seconds.toFixed(1)} s`;

const list = (names) => names.join(" and ").replace(/ and (?=.* and )/g, ", ");

const lacking = ({ packages, host, reason }) =>
  `${list(packages)}, which could not be loaded from ${host}${because(reason)}`;
const because = (reason) => (reason ? ` (${reason.replace(/[.\s]+$/, "")})` : "");

// What stands below a cell that was not run: the output of the page, or of an earlier run.
const KEPT = {
  page: " What is shown is still the output of the page.",
  run: " What is shown is from the last run.",
  nothing: "",
};

// How long a cell has been running, after a while, and how long that was last time.
export const clock = (seconds, known) => {
  if (seconds < 2) return "";
  return ` · ${seconds} s${known ? ` of about ${known} s` : ""}`;
};

// The end of a run (see python.js and kernel.js) in a word or two.
export const state = (end) => ({
  done: () => `done in ${duration(end.seconds)}${end.instead ? `; ${end.instead}` : ""}`,
  error: () => (end.leftOut ? "not run" : `error: ${end.error}`),
  "in the way": () => "not run",
  "error before": () => `error in cell ${end.number}: ${end.error}`,
  missing: () => "not run",
  stopped: () => "stopped",
  crashed: () => "Python ended",
  unavailable: () => "not run",
})[end.how]();

const SENTENCES = {
  error: ({ leftOut }, kept) => leftOut && {
    text: `This cell needs cell ${leftOut[0].cell.number}, and that one needs `
      + `${lacking(leftOut[0].end)}.${kept}`,
    keepsOutput: true,
  },
  "in the way": ({ cell }, kept) => ({
    text: `Cell ${cell.number} runs before this one, and was stopped. Change it, run it to `
      + `its end, or reset it.${kept}`,
    keepsOutput: true,
    reset: cell,
  }),
  "error before": ({ number, told }) => ({
    text: `Cell ${number} runs before this one, and raised an error:\n${told}`,
    keepsOutput: true,
  }),
  missing: (end, kept) => ({
    text: `This cell needs ${lacking(end)}.${kept && `${kept} Cells that do not need it run.`}`,
    keepsOutput: true,
  }),
  stopped: ({ restart }) => restart && {
    text: "Stopped. The next run starts Python again, and the earlier cells with it.",
  },
  crashed: () => ({
    text: "Python ended while this cell ran. The next run starts it again, and the "
      + "earlier cells with it.",
  }),
  unavailable: ({ reason }, kept) => ({
    text: `Python could not be loaded${because(reason)}; Run tries again.${kept}`,
    keepsOutput: true,
  }),
};

// The sentence about it, or nothing: { text, keepsOutput, reset }, where `reset` is a cell
// that may be reset. `shown` says what stands below the cell: "page", "run" or "nothing".
export const sentence = (end, shown = "nothing") =>
  SENTENCES[end.how]?.(end, KEPT[shown]) || null;
