// The pace of a lecture, in the speaker view: where one is and where one should be.
//
// The minutes stand in the notes. reveal.js gets them as the timing of each slide and
// shows what is left of it; this adds the whole lecture and its parts, below the slide.
(() => {
  const slides = [...document.querySelectorAll(".slide")].map((slide) => slide.parentElement);
  const minutes = (slide) => [...slide.querySelectorAll("aside.notes")]
    .reduce((sum, notes) => sum + Number(notes.dataset.minutes ?? 0), 0);
  // Asked for when it is shown, since mathematics in it is set later.
  const title = (slide) => slide.querySelector("h1, h2, h3")?.textContent.trim() ?? "";

  // Parts begin where a section slide stands, or, without any, with each `##`.
  const marked = slides.some((slide) => slide.matches(".statement"));
  const begins = (slide) =>
    (marked ? slide.matches(".statement") : slide === slide.parentElement.firstElementChild);

  // Every slide with the seconds from `start` to `end` that are planned for it.
  const plan = [];
  const parts = [];
  slides.forEach((slide, index) => {
    const seconds = Math.round(60 * minutes(slide));
    const start = plan.at(-1)?.end ?? 0;
    slide.dataset.timing = seconds;
    plan.push({ index, slide, start, end: start + seconds });
    if (!parts.length || begins(slide)) parts.push({ slide, start });
    Object.assign(parts.at(-1), { end: start + seconds, last: index });
  });
  const total = plan.at(-1)?.end ?? 0;

  const clock = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };
  const difference = ({ start, end }, now) => {
    if (now > end) return `${clock(now - end)} behind`;
    return now < start ? `${clock(start - now)} ahead` : "in time";
  };

  // What is to be said on slide `here`, `now` seconds after the start.
  const say = (here, now) => {
    const part = parts.find(({ last }) => here <= last);
    const due = plan.find(({ end }) => now < end) ?? plan.at(-1);
    return {
      whole: `${clock(now)} of ${clock(total)}: ${difference(plan[here], now)}`,
      part: `${title(part.slide)}: planned from ${clock(part.start)} to ${clock(part.end)}`,
      due: `Planned now: slide ${due.index + 1}, ${title(due.slide)}`,
    };
  };

  // The time that the speaker view shows, a click on which starts it anew.
  const elapsed = () => {
    const shown = window.parent.document.querySelector(".speaker-controls-time .timer");
    const [hours, minute, second] = shown.textContent.replace(/\s/g, "").split(":");
    const sign = hours.startsWith("-") ? -1 : 1;
    return sign * (Math.abs(hours) * 3600 + minute * 60 + Number(second));
  };

  const element = (name, className, ...children) => {
    const made = Object.assign(document.createElement(name), { className });
    made.append(...children);
    return made;
  };

  const show = (deck) => {
    const lines = ["whole", "part", "due"].map((name) => element("p", `pace-${name}`));
    const here = element("i", "pace-here");
    const now = element("i", "pace-now");
    const stretches = parts.map(({ start, end }) => {
      const stretch = element("b", "");
      stretch.style.flexGrow = end - start;
      return stretch;
    });
    const bar = element("div", "pace-bar", ...stretches, here, now);
    const box = element("section", "deck-pace", bar, ...lines);
    document.documentElement.classList.add("deck-paced");
    window.parent.document.body.classList.add("paced");
    document.body.append(box);
    const at = (seconds) => `${100 * Math.min(Math.max(seconds / total, 0), 1)}%`;
    const update = () => {
      const index = deck.getSlidePastCount();
      const seconds = elapsed();
      const said = say(index, seconds);
      lines.forEach((line) => { line.textContent = said[line.className.slice(5)]; });
      box.dataset.state = said.whole.split(" ").at(-1);
      here.style.left = at(plan[index].start);
      here.style.width = at(plan[index].end - plan[index].start);
      now.style.left = at(seconds);
    };
    deck.on("slidechanged", update);
    update();
    setInterval(update, 1000);
    deck.layout();
  };

  window.deckPlugins.push({
    id: "pace",
    init(deck) {
      // The frame of the speaker view with the slide that is on.
      const isShown = window.top !== window && /receiver.*postMessageEvents/.test(location.search);
      const isReadable = () => {
        try { return Boolean(window.parent.document); } catch { return false; }
      };
      if (isShown && total && isReadable()) deck.on("ready", () => show(deck));
    },
  });
})();
