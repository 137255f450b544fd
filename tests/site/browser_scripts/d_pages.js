// What a page shows, textbook or deck, at whatever width.
Object.assign(window.course, {
  // Opens what is folded: answers, solutions, hidden code. The page may answer to that.
  async unfold() {
    document.querySelectorAll("main details").forEach((fold) => { fold.open = true; });
    document.querySelectorAll("main .toggle-button-hidden")
      .forEach((button) => button.click());
    await new Promise((resolve) => setTimeout(resolve, 50));
  },

  // The elements that make a page wider than the screen.
  tooWide() {
    const root = document.documentElement;
    const beyond = root.scrollWidth - window.innerWidth;
    if (beyond <= 0) return [];
    const scrolls = (element) => {
      for (let box = element.parentElement; box && box !== root; box = box.parentElement) {
        if (box !== document.body && getComputedStyle(box).overflowX !== "visible") {
          return true;
        }
      }
      return false;
    };
    const culprits = [...document.body.querySelectorAll("*")].filter((element) =>
      course.visible(element) && !scrolls(element)
      && element.getBoundingClientRect().right > window.innerWidth + 1);
    const names = culprits.slice(-3).map(course.name).join("; ");
    return [`the page is ${beyond} px wider than the screen, because of ${names}`];
  },

  // Formulas that were not set, or were set as an error.
  formulas() {
    const broken = [...document.querySelectorAll("mjx-merror, [data-mjx-error]")]
      .map((error) => `a formula is wrong: ${error.getAttribute("data-mjx-error")
        ?? error.textContent}`);
    const unset = [...document.querySelectorAll(".math")]
      .filter((formula) => !formula.querySelector("mjx-container"))
      .map((formula) => `${course.name(formula)} is not set as a formula`);
    return [...broken, ...unset, ...course.rawMathematics()];
  },

  rawMathematics() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const told = [];
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (!/\$|\\[()[\]]|\\begin\{/.test(data)) continue;
      if (course.isInside(parentElement, "pre, code, kbd, samp, script, style, "
        + "noscript, textarea, .math, mjx-container")) continue;
      told.push(`raw mathematics in ${course.name(parentElement)}`);
    }
    return told;
  },

  // Listings without colours.
  listings() {
    const python = "code[class*=language-python], .highlight-python pre, "
      + ".highlight-ipython3 pre, .highlight-default pre, .highlight-python3 pre";
    const listings = [...document.querySelectorAll(python)];
    const hasWords = (code) => /\b(def|class|import|return|for|from|if)\b/
      .test(code.textContent);
    return listings.filter((code) => hasWords(code) && !code.querySelector("span[class]"))
      .map((code) => `the listing ${course.name(code)} has no colours`);
  },

  // Pictures that say nothing to those who do not see them.
  pictures(root = document) {
    const fileName = /^\S*\.(svg|png|jpe?g|gif|webp)$|^[0-9a-f]{16,}$|^(image|figure)$/i;
    // An icon in a button is named by the button, which axe looks after.
    const isDecoration = (element) => element.closest("[aria-hidden=true], button")
      || ["presentation", "none"].includes(element.getAttribute("role"));
    const text = (element) => {
      if (element.localName === "img") return element.getAttribute("alt") ?? "";
      const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/);
      const labels = ids.map((id) => document.getElementById(id)?.textContent ?? "");
      return element.getAttribute("aria-label") || labels.join(" ").trim()
        || element.querySelector(":scope > title")?.textContent || "";
    };
    const pictures = [...root.querySelectorAll("img, svg, canvas, object, [role=img]")]
      .filter((element) => !element.parentElement.closest("svg, mjx-container")
        && element.localName !== "mjx-container" && !isDecoration(element));
    return pictures.flatMap((element) => {
      const where = element.getAttribute("src") ?? course.name(element);
      const words = text(element).trim();
      if (!words) return [`the picture ${where} has no alt text`];
      if (fileName.test(words)) return [`the alt text of ${where} is only “${words}”`];
      if (element.localName === "svg" && element.getAttribute("role") !== "img") {
        return [`the drawing ${where} has a name but no role=img`];
      }
      return [];
    });
  },

  // Speaker notes are for the speaker view.
  openNotes() {
    return [...document.querySelectorAll("aside.notes, .deck-notes")]
      .filter((notes) => course.visible(notes) && !notes.closest("details, .handout"))
      .map((notes) => `the speaker notes ${course.name(notes)} are shown to everyone`);
  },

  // A deck as a text on a phone: every slide and every point must be there.
  reading() {
    if (!document.body.matches(".deck")) return [];
    const parts = document.querySelectorAll(".slides section:not(:has(section)), .fragment");
    return [...parts].filter((part) => !course.visible(part) || !part.offsetHeight)
      .map((part) => `${course.name(part)} is not shown on a narrow screen`);
  },
});
