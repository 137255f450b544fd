// One slide in each of its states.
Object.assign(window.course, {
  // What the slides hold that are not looked at: they lay it down meanwhile, or browser
  // and axe would go through the whole lecture once more for each question.
  laidDown: new Map(),

  // Goes to a slide, which alone holds what it has; `together` gives all of it back.
  goTo([h, v]) {
    const next = Reveal.getSlide(h, v);
    next.append(...(course.laidDown.get(next) ?? []));
    course.laidDown.delete(next);
    Reveal.getSlides().forEach((slide) => {
      if (slide === next || course.laidDown.has(slide)) return;
      course.laidDown.set(slide, [...slide.childNodes]);
      slide.replaceChildren();
    });
    Reveal.slide(h, v);
  },

  together() {
    course.laidDown.forEach((children, slide) => slide.append(...children));
    course.laidDown.clear();
  },

  // Small on purpose: offered to the reader, not read from the last row.
  SMALL: "details.hide > summary, .live-bar, .covered > .finished-task, sub, sup",
  CODE: "pre, code, kbd, samp",
  TEXT_SIZE: 28,
  CODE_SIZE: 20,
  PICTURE_SCALE: 0.7,

  tooSmall(slide) {
    const found = new Map();
    course.shown(slide).forEach((element) => {
      const isFormula = element.localName === "mjx-container";
      if (!isFormula && !course.ownText(element)) return;
      if (course.isInside(element, `${course.SMALL}, svg`)) return;
      const size = parseFloat(getComputedStyle(element).fontSize);
      const wanted = course.isInside(element, course.CODE)
        ? course.CODE_SIZE : course.TEXT_SIZE;
      if (size >= wanted - 0.01) return;
      const which = `${+size.toFixed(1)} px high and should be ${wanted} px`;
      found.set(which, [...(found.get(which) ?? []), element]);
    });
    return [...found].map(([which, [first, ...more]]) => `the letters of `
      + `${course.name(first)}${more.length ? ` and ${more.length} more` : ""} are ${which}`);
  },

  // Pictures drawn so small that their labels cannot be read.
  squeezed(slide, zoom) {
    const pictures = [...slide.querySelectorAll("img")].filter(course.visible);
    return pictures.flatMap((image) => {
      const { width, height } = image.getBoundingClientRect();
      const scale = Math.min(width / image.naturalWidth, height / image.naturalHeight) / zoom;
      if (scale >= course.PICTURE_SCALE) return [];
      return [`the picture ${course.name(image)} is drawn at ${Math.round(scale * 100)} % `
        + `of its size and should be at ${course.PICTURE_SCALE * 100} %`];
    });
  },

  measure(slide) {
    const box = document.querySelector(".slides").getBoundingClientRect();
    const zoom = box.width / 1280; // 1 where the tests look
    return [
      ...course.outside(slide, box, zoom),
      ...course.cut(slide),
      ...course.overlaps(slide),
      ...course.drawings(slide),
      ...course.tooSmall(slide),
      ...course.squeezed(slide, zoom),
      ...course.steppedLines(slide),
    ];
  },

  // Steps through the present slide; what is wrong is told once, where it first shows.
  // In the second theme colours are looked at in every state, places in the fullest.
  steps(isFirst = true) {
    const slide = Reveal.getCurrentSlide();
    const told = new Map();
    const look = (state, isFull = isFirst) => {
      const found = isFull ? course.measure(slide) : course.steppedLines(slide);
      found.forEach((sentence) => {
        if (!told.has(sentence)) told.set(sentence, `${sentence} (${state})`);
      });
    };
    Reveal.navigateFragment(-1);
    look("at first");
    for (let step = 1; Reveal.availableFragments().next; step += 1) {
      Reveal.nextFragment();
      look(`after step ${step}`);
    }
    const answers = [...slide.querySelectorAll("details:not(.hide)")];
    answers.forEach((answer) => { answer.open = true; });
    if (answers.length) look("with its answers open");
    if (!isFirst) look("in the end", true);
    // All that comes step by step has come.
    const unread = [...course.pale(slide), ...(isFirst ? course.covered(slide) : [])];
    [...slide.querySelectorAll("details.hide")].forEach((code) => {
      code.open = true;
      look("with its code open");
      code.open = false;
    });
    return [...told.values(), ...unread, ...course.controls(slide)];
  },

  // Where the slide is in the deck: its number, its title, its figures' places.
  place() {
    const slide = Reveal.getCurrentSlide();
    const title = slide.querySelector("h1, h2, h3, h4")?.textContent.trim() ?? slide.id;
    const { h, v } = Reveal.getIndices();
    const figures = [...slide.querySelectorAll("img, svg")]
      .filter((figure) => course.visible(figure)
        && !course.isInside(figure, "mjx-container"))
      .map((figure) => {
        const { x, y, width, height } = figure.getBoundingClientRect();
        return [x, y, width, height, figure.naturalWidth, figure.naturalHeight]
          .map((pixels) => Math.round(pixels ?? 0));
      });
    return { h, v, title, figures, steady: slide.classList.contains("steady") };
  },

  // What is wrong with each slide, in all of its states, and where it is.
  async eachSlide(isFirst) {
    const found = [];
    for (const index of course.slides()) {
      course.goTo(index);
      await course.turn(); // what the deck does when a slide comes
      const place = course.place();
      const told = course.steps(isFirst);
      found.push({ ...place, number: found.length + 1, told });
    }
    course.together();
    return found;
  },

  // The places that Space visits, pressed until nothing is left or it goes astray. What
  // has the focus gets the key, as it would a reader's.
  walk() {
    const here = () => Object.values(Reveal.getIndices()).slice(0, 2).join("/");
    const isEnd = () => Reveal.isLastSlide() && !Reveal.availableFragments().next;
    const key = { key: " ", code: "Space", keyCode: 32, bubbles: true, cancelable: true };
    const seen = [here()];
    let step = "";
    while (!isEnd() && seen.length <= Reveal.getTotalSlides()) {
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent("keydown", key));
      const { h, v, f } = Reveal.getIndices();
      if (`${h}/${v}/${f}` === step) break; // a key that does nothing
      step = `${h}/${v}/${f}`;
      if (here() !== seen.at(-1)) seen.push(here());
    }
    return seen;
  },

  slides() {
    return Reveal.getSlides().map((slide) => {
      const { h, v } = Reveal.getIndices(slide);
      return [h, v];
    });
  },
});
