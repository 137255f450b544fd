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

// What a line is to be made of: each name and no other. Words of Python, names after a
// dot, and what stands in quotation marks, are no names.
const WORDS = new Set(["and", "or", "not", "if", "else", "in", "is", "for", "lambda",
  "True", "False", "None"]);
const namesIn = (text) => {
  const names = text.replace(/(["']).*?\1/g, "").match(/(?<![\w.])[A-Za-z_]\w*/g) ?? [];
  return names.filter((name) => !WORDS.has(name));
};
const madeOf = (text, names) => {
  if (!names.length) return "";
  const found = namesIn(text);
  const other = found.find((name) => !names.includes(name));
  const missing = names.find((name) => !found.includes(name));
  const alone = `It is to be made of ${names.join(" and ")} alone`;
  if (other) return `${alone}: ${other} is something else.`;
  return missing ? `${alone}: where is ${missing}?` : "";
};

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
    get: () => (/^(\.{3}|…)?$/.test(input.value.trim()) ? null : input.value.trim()),
    set: (text) => { input.value = text ?? ""; },
    judge: async (text) => {
      const words = madeOf(text, quiz.facts.names);
      if (words) return { isRight: false, marks: [], told: null, words };
      cell.text = quiz.facts.check.replace("{}", () => text);
      const end = await kernel.run(cell);
      const told = cell.told.trim();
      if (end.how === "done" && told) {
        const isRight = told === RIGHT;
        return { isRight, marks: [], told: null, words: "", output: isRight ? "" : told };
      }
      const output = told || sentence(end)?.text || state(end);
      return { isRight: false, marks: [], told: null, words: "", output };
    },
  };
};

export const startLines = (kernel) => document.querySelectorAll(".asked-line")
  .forEach((element) => new window.Quiz(element, { line: line(kernel) }));
