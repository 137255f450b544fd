// The box for a line that a program asks for with input().
export const askFor = (prompt, answer) => {
  const form = document.createElement("form");
  form.className = "live-ask";
  const label = document.createElement("label");
  const field = document.createElement("input");
  const send = document.createElement("button");
  field.autocomplete = "off";
  field.spellcheck = false;
  label.append(prompt || "input", field);
  send.textContent = "Enter";
  form.append(label, send);
  // Typed text turns no slide and opens no search.
  ["keydown", "keypress", "keyup"].forEach((name) => {
    form.addEventListener(name, (event) => event.stopPropagation());
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.remove();
    answer(field.value);
  });
  requestAnimationFrame(() => field.focus({ preventScroll: true }));
  return form;
};
