// Moment arms against hip flexion. Outward (or opening) is always up; colour says the role, dashes and symbols the muscle.
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { awaited, captions, createFlag, edgesOf, ticksBelow, valueLines, windowOf } from "./axes.js";
import { crossingMarks, curveNames, measuredPoints, predictionLine } from "./chart_names.js";
import { setAttributes, svg, uniqueId } from "./elements.js";
import { Plot } from "./plot.js";

const MARGIN = { top: 12, right: 14, bottom: 44, left: 46 };
const WIDE = 470;

/**
 * @typedef {Object} Curve
 * @property {string} key
 * @property {string} words
 * @property {Float32Array} up        mm at every node of flexion, positive upwards
 * @property {number[]} crossings     degrees
 * @property {{dash: string, outline: string}} look
 * @property {number} now             mm at the marker
 * @property {string} role            "up", "down" or "none", at the marker
 *
 * @typedef {Object} Charted
 * @property {number} flexion
 * @property {Curve[]} curves         empty while the prediction is awaited
 * @property {boolean} hidden         whether a prediction is awaited
 * @property {{up: string, down: string}} directions
 * @property {{flexion: number, up: number}[]} measured  mm
 * @property {string[]} measuredWords  lines
 * @property {{flexion: number, words: string} | null} prediction
 * @property {string} description     for readers who cannot see it
 */

export class Chart extends Plot {
  /**
   * @param {HTMLElement} host
   * @param {{flexion: number[], window: {from: number, to: number, label: string}, moved: (flexion: number) => void,
   *   needsFrame: () => void, signal: AbortSignal}} options
   */
  constructor(host, { flexion, window: range, moved, ...frame }) {
    const stops = [svg("stop", { class: "gl-stop-up" }), svg("stop", { class: "gl-stop-down" })];
    const gradient = svg(
      "linearGradient",
      { id: uniqueId("roles"), gradientUnits: "userSpaceOnUse", x1: 0, x2: 0 },
      ...stops,
    );
    super(host, {
      layers: ["ground", "curves", "front"],
      definitions: [gradient],
      moved: (place) => moved(Math.round(place)),
      ...frame,
    });
    this.nodes = flexion;
    this.range = range;
    this.gradient = gradient;
    this.stops = stops;
    this.marks = new Map();
  }

  /** @param {Charted} charted */
  drawStill(charted, width, height) {
    this.width = width;
    this.height = height;
    const largest = Math.max(30, ...charted.curves.flatMap(({ up }) => [...up].map(Math.abs)));
    const limit = Math.ceil((largest * 1.08) / 10) * 10;
    const { left, right, top, bottom } = edgesOf(MARGIN, width, height);
    this.x = scaleLinear([this.nodes[0], this.nodes.at(-1)], [left, right]);
    this.y = scaleLinear([-limit, limit], [bottom, top]);
    setAttributes(this.gradient, { y1: top, y2: bottom });
    for (const stop of this.stops) stop.setAttribute("offset", (this.y(0) - top) / (bottom - top));
    this.drawGround(charted);
    this.drawCurves(charted);
  }

  drawGround({ directions, prediction, measured, measuredWords, hidden }) {
    const { x, y, width, height, range } = this;
    const edges = edgesOf(MARGIN, width, height);
    const { left, right, top, bottom } = edges;
    const wide = width >= WIDE;
    const angles = wide ? [0, 15, 30, 45, 60, 75, 90, 105, 120] : [0, 30, 60, 90, 120];
    const nodes = [
      svg("rect", { class: "gl-half-up", x: left, y: top, width: right - left, height: y(0) - top }),
      svg("rect", { class: "gl-half-down", x: left, y: y(0), width: right - left, height: bottom - y(0) }),
      ...windowOf(x, range, edges),
      ...valueLines(y, y.ticks(6), edges, (value) => `${Math.abs(value)}`),
      ...ticksBelow(x, angles, edges, (value) => `${value}°`),
      ...captions(edges, height, "hip flexion", "moment arm, mm"),
      svg("text", { class: "gl-direction gl-up", x: left + 8, y: top + 17 }, `↑ ${directions.up}`),
      svg("text", { class: "gl-direction gl-down", x: left + 8, y: bottom - 9 }, `↓ ${directions.down}`),
      svg(
        "text",
        wide
          ? { class: "gl-window-words", x: x(range.to) + 6, y: top + 17 }
          : { class: "gl-window-words", x: right - 4, y: top + 35, "text-anchor": "end" },
        range.label,
      ),
    ];
    if (!hidden) nodes.push(...measuredPoints(measured, measuredWords, this, width));
    if (prediction) nodes.push(...predictionLine(prediction, x, edges, top + (wide ? 38 : 54)));
    this.layers.ground.replaceChildren(...nodes);
  }

  drawCurves({ curves, hidden }) {
    const { x, y, width, height } = this;
    const wide = width >= WIDE;
    this.marks.clear();
    this.layers.front.replaceChildren();
    if (hidden) {
      const lines = wide
        ? ["The curves appear when you have made your prediction."]
        : ["The curves appear when", "you have made your prediction."];
      this.layers.curves.replaceChildren(awaited(lines, x(60), y(0) - 18));
      return;
    }
    const draw = line(
      (_, index) => x(this.nodes[index]),
      (value) => y(value),
    );
    const nodes = curves.map(({ key, up, look }) =>
      svg("path", {
        class: "gl-curve",
        "data-muscle": key,
        d: draw(up),
        stroke: `url(#${this.gradient.id})`,
        "stroke-dasharray": look.dash || "none",
      }),
    );
    const { right, top, bottom } = edgesOf(MARGIN, width, height);
    // In a narrow chart names would meet the words at the lower left.
    const room = { x: right - 4, from: top + 2, to: bottom - (wide ? 2 : 20) };
    this.layers.curves.replaceChildren(
      ...nodes,
      ...crossingMarks(curves, this),
      ...curveNames(curves, this, room),
    );
  }

  drawMarker({ flexion, curves }) {
    const { x, y, height } = this;
    const ruler = this.mark("marker", () => svg("line", { class: "gl-marker" }));
    setAttributes(ruler, { x1: x(flexion), x2: x(flexion), y1: MARGIN.top, y2: height - MARGIN.bottom + 4 });
    this.flag ??= createFlag();
    this.mark("flag", () => this.flag.root);
    this.flag.put(x(flexion), height - MARGIN.bottom + 3, `${Math.round(flexion)}°`, this.width);
    for (const { key, look, now, role } of curves) {
      const dot = this.mark(`dot/${key}`, () => svg("path", { d: look.outline }));
      setAttributes(dot, { class: `gl-dot gl-${role}`, transform: `translate(${x(flexion)} ${y(now)})` });
    }
  }

  mark(name, make) {
    if (!this.marks.has(name)) this.marks.set(name, this.layers.front.appendChild(make()));
    return this.marks.get(name);
  }
}
