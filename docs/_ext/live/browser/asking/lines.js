// Quizzes whose answer is a line of code: it goes where the call of its check has a pair
// of braces, and the call runs as a cell does that stands there.
import { isCell } from "../cell.js";
import { sentence, state } from "../words.js";

const { field } = window.quizParts ?? {};
const RIGHT = "Right.";

// What the kernel takes for a cell; it shows nothing by itself.
class Hidden {
  isChanged = false;
  skipped = false;
  mayRaise = false;
  told = "";

  constructor(element, number, onStage) {
    this.element = element;
    this.number = number;
    this.stage = onStage;
  }

  wait() { this.stage("waiting"); }

  begin() { this.told = ""; }

  take = (kind, name, text) => {
    this.told += kind === "error" ? text.trimEnd().split("\n").at(-1) : text;
  };

  finish() {}

  age() {}
}

const numberOf = (element) => [...document.querySelectorAll("div.cell")].filter(isCell)
  .filter((cell) => cell.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)
  .length + 0.5; // after the cell before it

const line = (kernel) => (quiz) => {
  const [label, input] = field({
    type: "text", class: "quiz-code", size: 30, maxlength: 200, spellcheck: "false",
    autocapitalize: "off",
  });
  label.prepend("Your line: ");
  const cell = new Hidden(quiz.element, numberOf(quiz.element), (words) => {
    quiz.result.textContent = `${words} …`;
  });
  return {
    parts: [label],
    ask: "Write a line of Python first.",
    get: () => input.value.trim() || null,
    set: (text) => { input.value = text ?? ""; },
    judge: async (text) => {
      cell.text = quiz.facts.check.replace("{}", () => text);
      const end = await kernel.run(cell);
      const told = cell.told.trim();
      if (end.how === "done" && told) {
        const isRight = told === RIGHT;
        return { isRight, marks: [], told: null, words: "", output: isRight ? "" : told };
      }
      const words = told || sentence(end)?.text || state(end);
      return { isRight: false, marks: [], told: null, words: "", output: words };
    },
  };
};

export const startLines = (kernel) => document.querySelectorAll(".asked-line")
  .forEach((element) => new window.Quiz(element, { line: line(kernel) }));
