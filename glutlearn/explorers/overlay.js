// Names and levers over the three-dimensional picture, as sharp text and lines of the page.
import { spread, setAttributes, svg } from "./elements.js";

const LINE_HEIGHT = 17;
const LETTER = 7.9;
// From this width on, names on the left and on the right cannot meet, pixels.
const ROOMY = 520;

/** A drawing layer whose parts are reused: ask for each part by name in every frame, then sweep away the rest. */
class Parts {
  constructor(root) {
    this.root = root;
    this.parts = new Map();
    this.used = new Set();
  }

  get(tag, name, attributes) {
    if (!this.parts.has(name)) this.parts.set(name, this.root.appendChild(svg(tag)));
    const part = this.parts.get(name);
    this.used.add(name);
    return setAttributes(part, attributes);
  }

  text(name, words, attributes) {
    const part = this.get("text", name, attributes);
    if (part.textContent !== words) part.textContent = words;
    return part;
  }

  sweep() {
    for (const [name, part] of this.parts) {
      if (this.used.has(name)) continue;
      part.remove();
      this.parts.delete(name);
    }
    this.used.clear();
  }
}

/**
 * @typedef {{x: number, y: number}} Point  pixels
 *
 * @typedef {{key: string, role: string, from: Point, to: Point}} Line
 *
 * @typedef {Object} Label
 * @property {string} key
 * @property {string} words
 * @property {string} role
 * @property {number} x     of the point that is named, pixels
 * @property {number} y
 * @property {number} [side]  −1 for words to the left of the point, 1 for words to the right; by default the nearer
 *   edge of the picture decides
 * @property {number} [lift]  how far above the point the words stand if there is room, pixels
 *
 * @typedef {Object} Lever  The perpendicular from the axis to a line of pull
 * @property {string} key
 * @property {string} role
 * @property {Point} axis   its foot on the axis
 * @property {Point} foot   its foot on the line
 * @property {Point} end    where the moment arm ends
 * @property {Point} from   start of the line of pull, on the thigh
 * @property {Point} to     its end, on the pelvis
 * @property {string} words  written beside the arm, if any
 * @property {Point | null} force  where the arrow of the pull ends
 */

export class Overlay {
  constructor() {
    this.root = svg("svg", { class: "gl-overlay", "aria-hidden": "true" });
    this.parts = new Parts(this.root);
  }

  /**
   * @param {{width: number, height: number}} size  pixels
   * @param {{labels: Label[], levers: Lever[], arrows: Line[], levels: Line[]}} drawn
   */
  draw(size, { labels, levers, arrows, levels }) {
    setAttributes(this.root, { viewBox: `0 0 ${size.width} ${size.height}` });
    for (const { key, role, from, to } of levels)
      this.parts.get("line", `${key}/level`, {
        class: `gl-level gl-${role}`,
        x1: from.x,
        y1: from.y,
        x2: to.x,
        y2: to.y,
      });
    for (const lever of levers) this.drawLever(lever);
    for (const arrow of arrows) this.drawArrow(arrow);
    this.drawLabels(size, labels);
    this.parts.sweep();
  }

  /** Names stand beside their points, towards the nearer edge, one above the other where they would collide. */
  drawLabels({ width, height }, labels) {
    const sideOf = (label) => label.side ?? (label.x < width / 2 ? -1 : 1);
    const groups =
      width < ROOMY ? [labels] : [-1, 1].map((side) => labels.filter((label) => sideOf(label) === side));
    for (const group of groups) {
      const wanted = group.map(({ y, lift = 10 }) => y - lift);
      const heights = spread(wanted, LINE_HEIGHT, 4, height - 4);
      group.forEach((label, index) => this.drawLabel(label, sideOf(label), heights[index], width));
    }
  }

  drawLabel({ key, words, x, y, role }, side, at, width) {
    const length = words.length * LETTER;
    const lowest = 6,
      highest = width - length - 6;
    const start = Math.max(lowest, Math.min(side < 0 ? x - 16 - length : x + 16, highest));
    const end = start + length;
    // The length is a guess: a name at the edge of the picture is held by that edge.
    const fromStart = start === lowest || (side > 0 && start !== highest);
    const underName = x > start - 4 && x < end + 4 && Math.abs(y - at) < LINE_HEIGHT;
    if (!underName) {
      const near = x > end ? end + 3 : x < start ? start - 3 : x;
      this.parts.get("line", `${key}/leader`, { class: "gl-leader", x1: near, y1: at, x2: x, y2: y });
    }
    this.parts.text(`${key}/name`, words, {
      class: `gl-name gl-${role}`,
      x: fromStart ? start : end,
      y: at,
      "dominant-baseline": "middle",
      "text-anchor": fromStart ? "start" : "end",
    });
  }

  /** An arrow head just beyond a point, along the unit vector u. */
  drawTip(name, className, at, u, half) {
    const corners = [
      { x: at.x + 2 * half * u.x, y: at.y + 2 * half * u.y },
      { x: at.x - half * u.y, y: at.y + half * u.x },
      { x: at.x + half * u.y, y: at.y - half * u.x },
    ];
    const points = corners.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
    this.parts.get("polygon", name, { class: className, points });
  }

  /** An arrow with a rim of the ground's colour, so that it stands out on bone. Too short for its head it is not drawn. */
  drawArrow({ key, role, from, to }) {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length < 3) return;
    const u = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
    const half = Math.min(8, length / 2.2);
    const neck = { x: to.x - 2 * half * u.x, y: to.y - 2 * half * u.y };
    const shaft = { x1: from.x, y1: from.y, x2: neck.x, y2: neck.y };
    this.drawTip(`${key}/rim-tip`, "gl-arrow-rim", neck, u, half);
    this.parts.get("line", `${key}/rim`, { class: "gl-arrow-rim", ...shaft });
    this.parts.get("line", `${key}/shaft`, { class: `gl-arrow gl-${role}`, ...shaft });
    this.drawTip(`${key}/tip`, `gl-tip gl-${role}`, neck, u, half);
  }

  drawLever({ key, role, axis, foot, end, from, to, words, force }) {
    const reach = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const u = { x: (to.x - from.x) / reach, y: (to.y - from.y) / reach };
    const along = [from, to, foot].map((point) => (point.x - from.x) * u.x + (point.y - from.y) * u.y);
    const low = Math.min(...along) - 18,
      high = Math.max(...along) + 18;
    this.parts.get("line", `${key}/pull`, {
      class: `gl-pull gl-${role}`,
      x1: from.x + low * u.x,
      y1: from.y + low * u.y,
      x2: from.x + high * u.x,
      y2: from.y + high * u.y,
    });
    this.parts.get("line", `${key}/rest`, {
      class: "gl-rest",
      x1: axis.x,
      y1: axis.y,
      x2: foot.x,
      y2: foot.y,
    });
    this.parts.get("line", `${key}/arm`, {
      class: `gl-arm gl-${role}`,
      x1: axis.x,
      y1: axis.y,
      x2: end.x,
      y2: end.y,
    });
    if (force)
      this.parts.get("line", `${key}/force`, {
        class: `gl-force gl-${role}`,
        x1: from.x,
        y1: from.y,
        x2: force.x,
        y2: force.y,
      });
    this.drawTip(`${key}/tip`, `gl-tip gl-${role}`, force ?? foot, u, force ? 8 : 5);
    this.parts.get("circle", `${key}/axis`, { class: "gl-pivot", cx: axis.x, cy: axis.y, r: 4.5 });
    if (!words) return;
    const arm = Math.hypot(axis.x - end.x, axis.y - end.y) || 1;
    this.parts.text(`${key}/length`, words, {
      class: `gl-length gl-${role}`,
      x: axis.x + (20 * (axis.x - end.x)) / arm,
      y: axis.y + (16 * (axis.y - end.y)) / arm,
      "text-anchor": "middle",
      "dominant-baseline": "middle",
    });
  }
}
