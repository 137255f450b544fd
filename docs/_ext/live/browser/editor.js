// The editor of a cell: CodeMirror with Python's grammar, where the listing stood.
// Loaded when the reader presses Edit for the first time.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { Annotation, EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap } from "@codemirror/view";

import { likeListing, look } from "./editor-look.js";

const help = (does) => "Python code. Tab indents. Escape leaves the editor. "
  + `Control and Enter, or Shift and Enter, ${does}.`;

// Marks a text that the page set, not the reader.
const fromPage = Annotation.define();
let editors = 0;

// What every editor does: the same grammar, the same keys.
const common = [
  history(),
  python(),
  indentUnit.of("    "),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  highlightSpecialChars(), // nothing invisible hides in the code of a link
  look,
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
];

// Before all other keys: those that run the cell or leave it.
const ownKeys = ({ onRun, onLeave }) => {
  const doing = (action) => () => {
    action?.();
    return true;
  };
  return Prec.highest(keymap.of([
    { key: "Mod-Enter", run: doing(onRun) },
    { key: "Ctrl-Enter", run: doing(onRun) },
    { key: "Shift-Enter", run: doing(onRun) },
    { key: "Escape", run: doing(onLeave) },
  ]));
};

const reporting = (onChange) => EditorView.updateListener.of((update) => {
  const typed = !update.transactions.some((change) => change.annotation(fromPage));
  if (update.docChanged && typed) onChange?.(update.state.doc.toString());
});

// A sentence for those who cannot see the editor; everybody else sees no change.
const description = (does) => {
  const box = document.createElement("span");
  editors += 1;
  box.id = `live-editor-help-${editors}`;
  box.hidden = true; // a hidden element still describes another one
  box.textContent = help(does);
  return box;
};

// The keys of an editor are typed text: they turn no slide and open no search.
const keepEvents = (box) => {
  ["keydown", "keypress", "keyup"].forEach((name) => {
    box.addEventListener(name, (event) => event.stopPropagation());
  });
  box.dataset.preventSwipe = ""; // reveal.js asks for it
};

const replaceAll = (view, text) => view.dispatch({
  changes: { from: 0, to: view.state.doc.length, insert: text },
  annotations: fromPage.of(true),
});

// Puts an editor into `parent` (the input of a cell), looking like the listing there.
export function createEditor(parent, options) {
  const { text, label, does = "run the cell", numbered = false, onChange, onRun, onLeave } = options;
  const box = document.createElement("div");
  box.className = "live-editor";
  const words = description(does);
  const attributes = { "aria-label": label, "aria-describedby": words.id };
  const extensions = [
    ownKeys({ onRun, onLeave }),
    common,
    likeListing(parent, numbered),
    EditorView.contentAttributes.of(attributes),
    reporting(onChange),
  ];
  const view = new EditorView({ state: EditorState.create({ doc: text, extensions }) });
  box.append(view.dom, words);
  keepEvents(box);
  parent.append(box);
  return {
    get text() { return view.state.doc.toString(); },
    set text(text) { replaceAll(view, text); },
    focus() { view.focus(); },
    remove() {
      view.destroy();
      box.remove();
    },
  };
}
