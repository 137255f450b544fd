// Covers of finished programs: a click, or the key A, lifts one; a second click on its
// edge puts it back. All windows that show the deck agree, the speaker view's too.
(() => {
  const covers = [...document.querySelectorAll(".covered")];
  if (!covers.length) return;

  const status = document.createElement("div");
  status.className = "cover-status";
  status.setAttribute("role", "status");
  document.body.append(status);

  const button = (covered) => covered.querySelector(":scope > .cover");

  const set = (covered, lifted) => {
    covered.classList.toggle("lifted", lifted);
    button(covered).setAttribute("aria-expanded", String(lifted));
  };

  const others = window.BroadcastChannel
    ? new BroadcastChannel(`covers ${location.pathname}`) : { postMessage() {} };
  const state = () => covers.map((covered) => covered.classList.contains("lifted"));
  others.onmessage = ({ data }) => {
    if (data === "which?") {
      if (state().includes(true)) others.postMessage(state());
    } else data.forEach((lifted, i) => covers[i] && set(covers[i], lifted));
  };
  others.postMessage("which?");

  const turn = (covered, lifted) => {
    set(covered, lifted);
    const words = button(covered).getAttribute("aria-label");
    status.textContent = lifted ? `The program is shown. ${words}` : "The program is covered.";
    others.postMessage(state());
  };

  window.deckCovers = { lift: (covered) => turn(covered, true) };

  covers.forEach((covered) => {
    button(covered).addEventListener("click", (event) => {
      turn(covered, !covered.classList.contains("lifted"));
      if (event.detail > 0) event.currentTarget.blur(); // the next Space turns the slide
    });
    button(covered).addEventListener("keydown", (event) => {
      if (event.key === " " || event.key === "Enter") event.stopPropagation();
    });
  });
})();
