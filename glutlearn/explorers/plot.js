// What drawings that fill a box have in common: they follow its size, and a finger or mouse across them.

/** Call `changed` when a box gets another size, until the view ends. */
export function watchSize(host, changed, signal) {
  const observer = new ResizeObserver(changed);
  observer.observe(host);
  signal.addEventListener("abort", () => observer.disconnect());
}

/** Call `moved` with the distance from the left edge, in pixels, while something is dragged across a drawing. */
export function dragAcross(root, moved, signal) {
  let dragging = false;
  const report = (event) => moved(event.clientX - root.getBoundingClientRect().left);
  root.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0) return;
      dragging = true;
      root.setPointerCapture(event.pointerId);
      report(event);
    },
    { signal },
  );
  root.addEventListener("pointermove", (event) => dragging && report(event), { signal });
  for (const name of ["pointerup", "pointercancel"]) {
    root.addEventListener(name, () => (dragging = false), { signal });
  }
}
