// What came of a check, as HTML: all is right, or the first thing to mend.
import { make } from "./parts.js";

const code = (text) => make("code", "", text);
const time = (seconds) => `${Math.max(seconds, 0.1).toFixed(1)} s`;

// Rows of a name and what stands behind it; those with nothing are left out.
const rows = (pairs) => make("dl", "task-rows simple", ...pairs
  .filter(([, value]) => value)
  .flatMap(([name, value]) => [make("dt", "", name), make("dd", "", value)]));

const place = ({ file, line }) =>
  (file === "your answer" || !file ? `line ${line}` : `${file}, line ${line}`);

const isHole = ({ kind, message }) =>
  kind === "NotImplementedError" && message.startsWith("Task ");

const ofMistake = (mistake) => {
  if (isHole(mistake)) {
    const [, what] = /^Task [\d.]+: (.*? is not written yet)/.exec(mistake.message) ?? [];
    return [["to do", what ?? mistake.message]];
  }
  const said = [mistake.kind, mistake.message].filter(Boolean).join(": ");
  return [
    ["error", code(said)],
    [place(mistake), mistake.line ? code(mistake.code) : ""],
  ];
};

const ofFailure = ({ called, came, expected, idea, mistake }) => rows([
  [mistake ? "with" : "called", called && code(called)],
  ["came", came && code(came)],
  ["expected", expected && code(expected)],
  ...(mistake ? ofMistake(mistake) : []),
  ["idea", idea],
]);

const printed = (text) => make("details", "task-printed",
  make("summary", "", "What it printed"), make("pre", "", text));

const verdict = (isRight, words) =>
  make("p", `task-verdict ${isRight ? "task-right" : "task-wrong"}`, words);

// The titles of the other checks that failed.
const MOST = 6;
const others = (failures, first) => {
  const titles = [...new Set(failures.map(({ check }) => check))]
    .filter((title) => title !== first.check);
  if (!titles.length) return [];
  const more = titles.length - MOST;
  const items = [...titles.slice(0, MOST), ...(more > 0 ? [`and ${more} more`] : [])];
  return [make("p", "task-about", "Not right yet, either:"),
    make("ul", "task-others", ...items.map((words) => make("li", "", words)))];
};

const link = (address, words) => {
  const made = make("a", "", words);
  made.href = address;
  return made;
};

const goOn = ([first, second]) =>
  (first ? [make("p", "", "Go on: ", first, ...(second ? [" · ", second] : []))] : []);

// `next` has the address and the title of the next task, `progress` is the address of the
// page "Your progress", where there are such pages.
export const resultOf = (value, { next, progress }) => {
  if (value.unreadable) {
    const [first, ...lines] = value.unreadable.split("\n");
    const shown = lines.map((line) => code(line.trim()));
    return [verdict(false, "Not checked: this is not Python yet."), make("p", "", first), ...shown];
  }
  const { passed, failures, seconds, right } = value;
  if (right) {
    return [
      verdict(true, `Right: ${passed === 1 ? "the check" : `all ${passed} checks`} passed, `
        + `in ${time(seconds)}.`),
      make("p", "", "The cells of this page run on your functions now."),
      ...goOn([next?.address && link(next.address, next.words),
        progress && link(progress, "Your progress")].filter(Boolean)),
    ];
  }
  const [first] = failures;
  const count = `${passed} of ${passed + failures.length} checks passed, in ${time(seconds)}.`;
  return [
    verdict(false, `Not right yet: ${count}`),
    make("p", "task-about", "The first to mend: ", make("strong", "", first.check)),
    ofFailure(first),
    ...(first.printed ? [printed(first.printed)] : []),
    ...others(failures, first),
  ];
};
