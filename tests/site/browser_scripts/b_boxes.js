// Does everything on a slide stay in its box, uncut and apart from everything else?
Object.assign(window.course, {
  SPOKEN: "mjx-assistive-mml, .visually-hidden, .sr-only, aside.notes",
  PICTURES: "img, svg, canvas, video, iframe, table, pre, mjx-container",
  BLOCKS: "h1, h2, h3, h4, h5, h6, p, li, dt, dd, pre, table, img, svg, canvas, video, "
    + "summary, blockquote, figcaption, mjx-container[display=true]",
  // What lies over the slide on purpose, as long as it is open.
  OVERLAY: "details.hide[open]",
  FRAME: ".deck-nav a, .deck-nav button, .slide-number, .controls button",

  // The slide's elements that a reader sees and that have something to see.
  shown(slide) {
    return [...slide.querySelectorAll("*")].filter((element) =>
      !course.isInside(element, course.SPOKEN)
      && !element.parentElement.closest("svg, mjx-container")
      && course.visible(element)
      && (element.matches(course.PICTURES) || course.ownText(element)));
  },

  // Elements beyond the box, with the pixels of a 1280x720 slide by which they are. Of
  // an element and what it contains, the outer one is told. An overlay scrolls.
  outside(slide, box, scale) {
    const shown = course.shown(slide)
      .filter((element) => !course.isInside(element, `${course.OVERLAY} .cell_input`));
    const overlays = slide.querySelectorAll(`${course.OVERLAY} .cell_input`);
    const beyond = (element, side) => {
      const rect = element.matches(`${course.PICTURES}, .cell_input`)
        ? element.getBoundingClientRect() : course.ownText(element);
      const pixels = rect[side] - box[side];
      return ["left", "top"].includes(side) ? -pixels : pixels;
    };
    return ["left", "top", "right", "bottom"].flatMap((side) => {
      const leaving = [...shown, ...overlays]
        .filter((element) => beyond(element, side) > 1);
      return course.outermost(leaving).map((element) => `${course.name(element)} leaves `
        + `the slide at the ${side} by ${Math.ceil(beyond(element, side) / scale)} px`);
    });
  },

  outermost(elements) {
    return elements.filter((element) =>
      !elements.some((other) => other !== element && other.contains(element)));
  },

  // Elements whose content is larger than they are, so that a part is cut off.
  cut(slide) {
    const boxes = [...slide.querySelectorAll("*")].filter((element) =>
      element.clientWidth > 1 && course.visible(element)
      && !course.isInside(element, `svg, mjx-container, ${course.SPOKEN}`));
    return boxes.flatMap((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const scrolls = element.matches(`${course.OVERLAY} .cell_input > .highlight`);
      const wide = element.scrollWidth - element.clientWidth;
      const high = element.scrollHeight - element.clientHeight;
      const told = [];
      if (overflowX !== "visible" && wide > 1) told.push(`${wide} px wider`);
      if (overflowY !== "visible" && high > 1 && !scrolls) told.push(`${high} px higher`);
      return told.map((how) => `the content of ${course.name(element)} is ${how} than `
        + "its box, and cut off");
    });
  },

  // Two blocks in the same place; a block within a block is in its place.
  overlaps(slide) {
    const blocks = [...slide.querySelectorAll(course.BLOCKS)].filter((element) =>
      course.visible(element)
      && !course.isInside(element, `${course.SPOKEN}, ${course.OVERLAY}`)
      && !element.parentElement.closest("svg, mjx-container, pre"));
    const frame = [...document.querySelectorAll(course.FRAME)].filter(course.visible);
    const placed = [...blocks, ...frame]
      .map((element) => [element, course.ink(element)]).filter(([, rect]) => rect);
    const told = [];
    placed.slice(0, blocks.length).forEach(([one, a], index) => {
      placed.slice(index + 1).forEach(([other, b]) => {
        if (one.contains(other) || other.contains(one)) return;
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide <= 3 || high <= 3) return;
        told.push(`${course.name(one)} and ${course.name(other)} overlap by `
          + `${Math.round(wide)}x${Math.round(high)} px`);
      });
    });
    return told;
  },

  // Labels of a drawing that lie outside it.
  drawings(slide) {
    const labels = [...slide.querySelectorAll("svg text")].filter((label) =>
      course.visible(label) && !course.isInside(label, "mjx-container"));
    return labels.flatMap((label) => {
      const inner = label.getBoundingClientRect();
      const outer = label.ownerSVGElement.getBoundingClientRect();
      const stays = inner.left >= outer.left - 1 && inner.right <= outer.right + 1
        && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
      return stays ? [] : [`the label ${course.name(label)} leaves its drawing`];
    });
  },
});
