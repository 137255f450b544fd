// Python takes some seconds to start, so it starts when a reader is about to use it: when
// the mouse, a finger or the focus comes to a Run button, and on every further page of a
// visit in which a cell was run, as soon as the page has nothing else to do.
const USED = "minitorch live"; // this visit, in this tab

const remembered = () => {
  try { return sessionStorage.getItem(USED) !== null; } catch { return false; }
};
export const remember = () => {
  try { sessionStorage.setItem(USED, "used"); } catch { /* then it starts later */ }
};

const whenIdle = (act) =>
  (self.requestIdleCallback ? requestIdleCallback(act, { timeout: 2000 }) : setTimeout(act, 500));
const isToSave = () => navigator.connection?.saveData === true;

export const warmEarly = (kernel) => {
  if (isToSave()) return;
  const warm = ({ target }) => {
    if (target.closest?.(".live-run")) kernel.warm();
  };
  ["pointerover", "pointerdown", "focusin"].forEach((name) => addEventListener(name, warm));
  if (remembered()) whenIdle(() => kernel.warm());
};
