// Pieces of HTML that cells of tasks and the list of tasks are made of.
export const make = (name, className = "", ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

export const button = (className, label, action) => {
  const made = make("button", className, label);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
};
