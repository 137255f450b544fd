// What a screen reader is told: one line for the whole page, replaced as things happen.
let region = null;

export const announce = (sentence) => {
  if (!region) {
    region = document.createElement("p");
    region.className = "live-status";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = sentence;
};
