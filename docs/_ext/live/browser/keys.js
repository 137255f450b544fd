// Keeps what is typed in an editor from shortcuts that listen earlier than it.
//
// The theme opens its search on Ctrl+K before any element of the page hears of the key.
// Listeners on the window are called in the order in which they came, so this one must
// be there first: start.js adds it while the page loads.
const onMac = /Mac|iP(hone|ad|od)/.test(navigator.platform);

const opensSearch = ({ key, ctrlKey, metaKey, shiftKey, altKey }) => {
  const command = onMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  return key.toLowerCase() === "k" && command && !shiftKey && !altKey;
};

export const keepKeys = () => addEventListener("keydown", (event) => {
  if (!event.target.closest?.(".live-editor") || !opensSearch(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
