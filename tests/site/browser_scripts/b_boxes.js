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

  // Elements beyond the box, with the pixels of a 1280x720 slide by which they are.
  outside(slide, box, scale) {
    return course.shown(slide).flatMap((element) => {
      const rect = element.matches(course.PICTURES)
        ? element.getBoundingClientRect() : course.ownText(element);
      const beyond = {
        left: box.left - rect.left,
        top: box.top - rect.top,
        right: rect.right - box.right,
        bottom: rect.bottom - box.bottom,
      };
      const sides = Object.entries(beyond).filter(([, pixels]) => pixels > 1);
      return sides.map(([side, pixels]) => `${course.name(element)} leaves the slide `
        + `at the ${side} by ${Math.ceil(pixels / scale)} px`);
    });
  },

  // Elements whose content is larger than they are, so that a part is cut off.
  cut(slide, { mayScroll = "" } = {}) {
    const boxes = [...slide.querySelectorAll("*")].filter((element) =>
      element.clientWidth > 1 && course.visible(element)
      && !course.isInside(element, `svg, mjx-container, ${course.SPOKEN}`));
    return boxes.flatMap((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const mayScroll_ = mayScroll && element.matches(mayScroll);
      const wide = element.scrollWidth - element.clientWidth;
      const high = element.scrollHeight - element.clientHeight;
      const cuts = (overflow, pixels) => overflow !== "visible" && pixels > 1
        && !(mayScroll_ && /auto|scroll/.test(overflow));
      const told = [];
      if (cuts(overflowX, wide)) told.push(`${wide} px wider`);
      if (cuts(overflowY, high)) told.push(`${high} px higher`);
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
