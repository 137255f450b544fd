// axe-core's rules of accessibility; Python puts the script itself into the page.
Object.assign(window.course, {
  async axe(context, colours = true) {
    // `pale` looks at each word of code, in both themes; axe takes longer for these than
    // for all the rest, and leaves out what has an attribute.
    if (colours) {
      document.querySelectorAll("pre *, code *, .sig *")
        .forEach((part) => { part.dataset.inCode = ""; });
      axe.configure({ rules: [{ id: "color-contrast", selector: "*:not([data-in-code])" }] });
    }
    // Of links in text, axe need not see those that are underlined in text that is not:
    // for these, too, it takes as long as for all the rest.
    const line = (element) => getComputedStyle(element).textDecorationLine;
    document.querySelectorAll("a[href]").forEach((link) => link.toggleAttribute(
      "data-underlined", line(link) === "underline" && line(link.parentElement) === "none"));
    axe.configure({
      rules: [{ id: "link-in-text-block", selector: "a[href]:not([data-underlined])" }],
    });
    const options = {
      rules: {
        "color-contrast": { enabled: colours },
        region: { enabled: false }, // moderate at worst, so that nobody is told
        "label-content-name-mismatch": { enabled: true },
      },
      resultTypes: ["violations", "incomplete"],
      iframes: false,
      preload: false,
      elementRef: true,
      selectors: false, // which take a third of its time; `course.name` is what we tell
    };
    const { violations, incomplete } = await axe.run(context, options);
    return [...violations, ...course.unseen(incomplete)].flatMap(course.toldOfSlides);
  },

  // What axe says of a rule, once for each slide; -1 stands for all that is on none, as
  // where a lecture is a page to read.
  toldOfSlides({ id, impact, help, nodes }) {
    const slides = window.Reveal?.getSlides?.() ?? [];
    const number = ({ element }) =>
      slides.indexOf(element?.closest(".reveal .slides section:not(:has(section))"));
    return [...Map.groupBy(nodes, number)].map(([slide, [first, ...more]]) => {
      const [check] = [...first.any, ...first.all, ...first.none];
      const name = course.name(first.element ?? document.body);
      const count = more.length + 1;
      return { id, impact, help, slide, name, count, why: check?.message ?? "" };
    });
  },

  // Where axe takes text to be covered by something else, it says nothing of contrast,
  // and would go on saying nothing. Listings that step through lines do cover each other.
  unseen(incomplete) {
    const contrast = incomplete.find(({ id }) => id === "color-contrast");
    const nodes = (contrast?.nodes ?? []).filter(({ any, element }) =>
      any[0]?.data?.messageKey === "bgOverlap" && !element.closest("pre, svg"));
    if (!nodes.length) return [];
    return [{ ...contrast, impact: "serious", help: "Contrast must be seen", nodes }];
  },

  // All that does not depend on colours, of all slides at once: axe skips what is hidden,
  // so they are shown meanwhile, one over the other.
  async axeOnDeck() {
    const style = document.head.appendChild(document.createElement("style"));
    style.textContent = ".reveal .slides section { display: block !important; "
      + "visibility: visible !important; }";
    const away = ["hidden", "aria-hidden"].flatMap((name) =>
      [...document.querySelectorAll(`.slides section[${name}]`)]
        .map((slide) => [slide, name, slide.getAttribute(name)]));
    away.forEach(([slide, name]) => slide.removeAttribute(name));
    try {
      return await course.axe(document, false);
    } finally {
      away.forEach(([slide, name, value]) => slide.setAttribute(name, value));
      style.remove();
    }
  },

  // axe reads the whole document, whatever it is asked about. In a long lecture that
  // takes twenty times as long as the slide; so the other slides step out meanwhile.
  async axeOnSlide() {
    const slide = Reveal.getCurrentSlide();
    const others = Reveal.getSlides().filter((other) => other !== slide)
      .map((other) => [other, [...other.childNodes]]);
    others.forEach(([other]) => other.replaceChildren());
    try {
      return await course.axe(slide);
    } finally {
      others.forEach(([other, children]) => other.replaceChildren(...children));
    }
  },
});
