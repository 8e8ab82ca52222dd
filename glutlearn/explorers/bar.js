// One signed moment arm as a bar, outward (flexing, abducting) to the right.
import { scaleLinear } from "d3-scale";
import { setAttributes, svg } from "./elements.js";
import { watchSize } from "./plot.js";

const HEIGHT = 132;
const SIDE = 16;
// Width from which both directions can be written out, pixels.
const ROOMY = 400;

export class Bar {
  /** @param {HTMLElement} host */
  constructor(host, { limit, needsFrame, signal }) {
    this.host = host;
    this.limit = limit;
    this.ground = svg("g");
    this.bar = svg("rect", { y: 44, height: 30, rx: 4 });
    this.value = svg("text", { class: "gl-bar-value", y: 36, "text-anchor": "middle" });
    this.title = svg("title");
    this.root = svg(
      "svg",
      { class: "gl-chart gl-bar", role: "img", height: HEIGHT },
      this.title,
      this.ground,
      this.bar,
      this.value,
    );
    host.append(this.root);
    watchSize(
      host,
      () => {
        this.width = 0;
        needsFrame();
      },
      signal,
    );
  }

  /**
   * @typedef {{verb: string, short: string}} Direction  what a pull does, in full and in one word
   * @typedef {{up: Direction, down: Direction}} Directions
   */

  /** @param {{up: number, role: string, directions: Directions, hidden: boolean, description: string}} shown  mm */
  draw({ up, role, directions, hidden, description }) {
    const width = this.host.clientWidth;
    const words = `${directions.up.verb}/${directions.down.verb}`;
    if (width && (this.width !== width || this.words !== words)) this.drawGround(width, directions);
    this.words = words;
    if (!this.x) return;
    this.title.textContent = description;
    const [zero, end] = [this.x(0), this.x(up)];
    setAttributes(this.bar, {
      class: `gl-bar-fill gl-${role}`,
      x: Math.min(zero, end),
      width: hidden ? 0 : Math.abs(end - zero),
    });
    setAttributes(this.value, {
      class: `gl-bar-value gl-${role}`,
      x: Math.min(Math.max(end, 40), width - 40),
    });
    this.value.textContent = hidden ? "" : `${Math.round(Math.abs(up))} mm`;
  }

  drawGround(width, directions) {
    this.width = width;
    const words = width < ROOMY ? "short" : "verb";
    setAttributes(this.root, { viewBox: `0 0 ${width} ${HEIGHT}`, width });
    const x = (this.x = scaleLinear([-this.limit, this.limit], [SIDE, width - SIDE]));
    const half = (name, from, to) =>
      svg("rect", { class: `gl-half-${name}`, x: x(from), width: x(to) - x(from), y: 40, height: 38 });
    const ticks = x.ticks(width > 480 ? 8 : 4).flatMap((value) => [
      svg("line", {
        class: value === 0 ? "gl-zero" : "gl-rule",
        x1: x(value),
        x2: x(value),
        y1: 40,
        y2: 82,
      }),
      svg("text", { class: "gl-tick", x: x(value), y: 97, "text-anchor": "middle" }, `${Math.abs(value)}`),
    ]);
    this.ground.replaceChildren(
      half("down", -this.limit, 0),
      half("up", 0, this.limit),
      ...ticks,
      svg("text", { class: "gl-direction gl-down", x: SIDE, y: 16 }, `← ${directions.down[words]}`),
      svg(
        "text",
        { class: "gl-direction gl-up", x: width - SIDE, y: 16, "text-anchor": "end" },
        `${directions.up[words]} →`,
      ),
      svg("text", { class: "gl-caption", x: width / 2, y: 116, "text-anchor": "middle" }, "moment arm, mm"),
    );
  }
}
