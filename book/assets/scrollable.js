// A table that is wider than a telephone scrolls sideways in its box. Without a mouse or a finger that takes the arrow
// keys, so the box must be reachable by them, but only while there is something to scroll.
function offerScrolling() {
  const boxes = document.querySelectorAll(".cell_output .output, .pst-scrollable-table-container");
  for (const [index, box] of boxes.entries()) {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", `output ${index + 1} of the page, scrolls sideways`);
    } else if (box.getAttribute("role") === "region") {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  }
}

addEventListener("load", () => {
  offerScrolling();
  addEventListener("resize", offerScrolling);
});
