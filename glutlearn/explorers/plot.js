// What drawings that fill a box have in common: they follow its size, and a finger or mouse across them.
import { setAttributes, svg } from "./elements.js";

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

/**
 * A drawing of curves that fills its box: what stands still is drawn anew when the box has another size or somebody says
 * so, the marker in front of it always. A subclass has `drawStill`, which sets the scale `x`, and `drawMarker`.
 */
export class Plot {
  /**
   * @param {HTMLElement} host
   * @param {{name?: string, layers: string[], definitions?: SVGElement[], moved: (place: number) => void,
   *   needsFrame: () => void, signal: AbortSignal}} options
   *   `layers` from the back to the front; `moved` is told where on the scale something is dragged
   */
  constructor(host, { name = "", layers, definitions = [], moved, needsFrame, signal }) {
    this.host = host;
    this.title = svg("title");
    this.layers = Object.fromEntries(layers.map((layer) => [layer, svg("g", { class: `gl-${layer}` })]));
    this.root = svg(
      "svg",
      { class: `gl-chart ${name}`.trim(), role: "img" },
      this.title,
      svg("defs", {}, ...definitions),
      ...Object.values(this.layers),
    );
    host.append(this.root);
    this.dirty = true;
    const resized = () => {
      this.invalidate();
      needsFrame();
    };
    watchSize(host, resized, signal);
    dragAcross(this.root, (left) => this.x && moved(this.x.invert(left)), signal);
  }

  /** Everything but the marker has to be drawn anew. */
  invalidate() {
    this.dirty = true;
  }

  /** @param {{description: string}} charted  what a subclass draws; `description` for readers who cannot see it */
  draw(charted) {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (this.dirty && width && height) {
      this.dirty = false;
      setAttributes(this.root, { viewBox: `0 0 ${width} ${height}`, width, height });
      this.title.textContent = charted.description;
      this.drawStill(charted, width, height);
    }
    if (this.x) this.drawMarker(charted);
  }
}
