// Everything that can be pressed, typed into or dragged, in each of its states.
//
// A state is made by marking elements: each rule about :hover, :focus and :active gets a
// copy about the mark, with the same weight and in the same place. So the states of all
// controls are seen at once, where a mouse would visit one after the other.
Object.assign(window.course, {
  CONTROLS: "a[href], button, summary, input, select, textarea, [contenteditable=true], "
    + "[role=slider], [role=button], [tabindex]:not([tabindex^='-'])",
  STATES: {
    "with the mouse near it": [[], ["hover"]],
    "under the mouse": [["hover"], ["hover"]],
    "with the focus": [["focus", "focus-visible", "focus-within"], ["focus-within"]],
    "with the focus and under the mouse": [
      ["hover", "focus", "focus-visible", "focus-within"], ["hover", "focus-within"]],
    "pressed": [["hover", "active", "focus", "focus-within"],
      ["hover", "active", "focus-within"]],
  },

  // The kinds of controls that have been looked at, on this document or on others.
  known: new Set(),

  // Tells of controls all that rules can tell them apart by, as a short text: the sheets
  // and the screen, what a control is made of and stands in, and how its words look now.
  kinds() {
    const painter = course.painter();
    const sheets = [...document.styleSheets].map(({ href, ownerNode }) =>
      (href ? new URL(href).pathname : ownerNode?.textContent));
    const screen = course.digest([innerWidth, document.documentElement.dataset.theme,
      document.documentElement.className, ...sheets].join());
    const names = /^(id|href|for|src|alt|title|name|value|aria-(label|labelledby|describedby))$/;
    const part = (element, isTold) => [element.localName, ...[...element.attributes]
      .filter(({ name }) => isTold(name))
      .map(({ name, value }) => (name.startsWith("data-") ? name : `${name}=${value}`))].join(" ");
    const places = new Map([[null, screen]]);
    const place = (element) => {
      if (!places.has(element)) {
        const outer = place(element.parentElement);
        const own = part(element, (name) => ["class", "open", "role", "style"].includes(name));
        places.set(element, course.digest(`${outer} ${own}`));
      }
      return places.get(element);
    };
    return (control) => {
      const inside = [control, ...control.querySelectorAll(":not(mjx-container *)")]
        .map((element) => part(element, (name) => !names.test(name)));
      const { color, fontSize, fontWeight } = getComputedStyle(control);
      return course.digest([place(control.parentElement), ...inside, color, fontSize,
        fontWeight, painter.ground(control), Boolean(control.closest("[inert]"))].join());
    };
  },

  // A short text for a long one: FNV-1a, from two beginnings.
  digest(text) {
    const hash = (start) => {
      let sum = start;
      for (let i = 0; i < text.length; i += 1) {
        sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
      }
      return (sum >>> 0).toString(36);
    };
    return hash(0x811c9dc5) + hash(0x050c5d1f);
  },

  copied: new WeakSet(),

  copyRules() {
    const state = /:(hover|active|focus-visible|focus-within|focus)(?![\w-])/g;
    const partOfField = /::-(webkit|moz)/; // a slider's thumb: no element to be marked
    const copy = (sheet) => {
      for (let i = sheet.cssRules.length - 1; i >= 0; i -= 1) {
        const rule = sheet.cssRules[i];
        if (rule.styleSheet) copy(rule.styleSheet);
        else if (!rule.selectorText && rule.cssRules) copy(rule);
        else if (rule.selectorText && rule.cssText.search(state) >= 0
          && !partOfField.test(rule.selectorText)) {
          sheet.insertRule(rule.cssText.replace(state, '[data-is~="$1"]'), i + 1);
        }
      }
    };
    [...document.styleSheets, ...document.adoptedStyleSheets]
      .filter((sheet) => !course.copied.has(sheet)).forEach((sheet) => {
        course.copied.add(sheet);
        copy(sheet);
      });
  },

  // Marks the controls and all around them; returns what takes the marks away.
  mark(controls, [own, around]) {
    const marks = new Map();
    const add = (element, states) =>
      marks.set(element, new Set([...(marks.get(element) ?? []), ...states]));
    controls.forEach((control) => {
      add(control, own);
      for (let box = control.parentElement; box; box = box.parentElement) add(box, around);
    });
    marks.forEach((states, element) => { element.dataset.is = [...states].join(" "); });
    return () => marks.forEach((_, element) => { delete element.dataset.is; });
  },

  // What shows the focus: of the control, of all that is drawn in it, and of the form
  // that frames a field.
  signs(control, painter) {
    const frame = control.matches(course.FIELDS) ? control.closest("form") : null;
    const shown = [control, ...control.querySelectorAll("*"), frame ?? control];
    return shown.map((element) => {
      const style = getComputedStyle(element);
      const outline = style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1
        ? "none" : style.outlineColor;
      const ring = style.boxShadow.match(/rgba?\([^)]*\)|color\([^)]*\)/g)?.at(-1) ?? "none";
      const stroke = element.closest("svg") ? style.stroke : "none";
      const below = painter.ground(element.parentElement ?? element);
      return { outline, ring, stroke, below, edge: style.borderTopColor,
        shadow: style.boxShadow, width: style.strokeWidth, ground: painter.ground(element) };
    });
  },

  // Whether something new can be told from what was there, 3 to 1.
  showsFocus(before, after) {
    const differs = (css, other) =>
      css !== "none" && course.contrast(course.over(course.colour(css), other), other) >= 3;
    return after.some((now, i) => {
      const then = before[i];
      const fresh = ["outline", "stroke"].some((sign) =>
        now[sign] !== then[sign] && differs(now[sign], now.below));
      const ringed = now.shadow !== then.shadow && differs(now.ring, now.below);
      const wider = now.width !== then.width && differs(now.stroke, now.below);
      const edge = now.edge !== then.edge && differs(now.edge, course.colour(then.edge));
      return fresh || ringed || wider || edge || course.contrast(now.ground, then.ground) >= 3;
    });
  },

  // Controls whose words cannot be read in a state, or that do not show their focus; of
  // each kind one is looked at. Those of slides are asked for slide by slide.
  controls(root = document) {
    document.activeElement?.blur(); // or it would have the focus in every state
    const kind = course.kinds();
    const isNew = (control) => {
      const before = course.known.size;
      return course.known.add(kind(control)).size > before;
    };
    const all = [...root.querySelectorAll(course.CONTROLS)].filter((control) =>
      control.checkVisibility({ visibilityProperty: true })
      && control.getBoundingClientRect().width > 1
      && (root.closest?.(".slides") || !control.closest(".reveal .slides"))
      && isNew(control));
    if (!all.length) return [];
    course.copyRules();
    const focusable = all.filter((control) => control.tabIndex >= 0
      && !control.closest("[inert], .r-overlay, aside.notes") && !control.disabled);
    const plain = course.painter();
    const before = focusable.map((control) => course.signs(control, plain));
    const told = [];
    for (const [state, marks] of Object.entries(course.STATES)) {
      const unmark = course.mark(all, marks);
      told.push(...course.pale(...all).map((sentence) => `${sentence} (${state})`));
      if (state === "with the focus") {
        const painter = course.painter();
        focusable.forEach((control, i) => {
          const after = course.signs(control, painter);
          if (!control.checkVisibility({ opacityProperty: true })) {
            told.push(`${course.name(control)} cannot be seen (${state})`);
          } else if (!course.showsFocus(before[i], after)) {
            told.push(`${course.name(control)} does not show the focus`);
          }
        });
      }
      unmark();
    }
    return [...new Set(told)];
  },
});
