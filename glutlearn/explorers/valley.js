// The valley: how far the head shifts and how hard it presses, each over its yardstick, from too little control to too much.
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { awaited, captions, createFlag, edgesOf, ticksBelow, valueLines } from "./axes.js";
import { setAttributes, svg, uniqueId } from "./elements.js";
import { Plot } from "./plot.js";
import { insideOf } from "./valley_inside.js";
import { curveNames, valleyName, yardstickName } from "./valley_names.js";
import { percent } from "./valley_words.js";

const MARGIN = { top: 30, right: 26, bottom: 58, left: 48 };
const WIDE = 430;
// Upper ends of the scale, in yardsticks.
const LIMITS = [1.9, 2.4, 3.2, 4.2];

export const LOOKS = {
  shift: { dash: "", outline: "M0,-6.5A6.5,6.5,0,1,1,0,6.5A6.5,6.5,0,1,1,0,-6.5Z" },
  load: { dash: "9 4", outline: "M-5.6,-5.6H5.6V5.6H-5.6Z" },
};

/**
 * @typedef {Object} Charted
 * @property {number} control
 * @property {{shift: number, load: number, held: boolean}[]} curve  over the yardsticks, at every level
 * @property {{shift: number, load: number}} now
 * @property {boolean} hidden        whether a prediction is awaited
 * @property {string} description    for readers who cannot see it
 */

export class Valley extends Plot {
  /**
   * @param {HTMLElement} host
   * @param {{levels: number[], words: {shift: string, load: string, yardsticks: string},
   *   moved: (control: number) => void, needsFrame: () => void, signal: AbortSignal}} options
   */
  constructor(host, { levels, words, ...frame }) {
    const stripe = svg("path", { class: "gl-hatch", d: "M0,8L8,0" });
    const size = { width: 8, height: 8, patternUnits: "userSpaceOnUse" };
    const hatch = svg("pattern", { id: uniqueId("hatch"), ...size }, stripe);
    super(host, { name: "gl-valley", layers: ["ground", "curves", "front"], definitions: [hatch], ...frame });
    this.hatch = hatch;
    this.levels = levels;
    this.words = words;
    this.buildFront();
  }

  buildFront() {
    this.ruler = svg("line", { class: "gl-marker" });
    this.dots = Object.fromEntries(
      Object.entries(LOOKS).map(([key, { outline }]) => [
        key,
        svg("path", { class: `gl-dot gl-${key}`, d: outline }),
      ]),
    );
    this.flag = createFlag(54);
    this.layers.front.append(this.ruler, ...Object.values(this.dots), this.flag.root);
  }

  /** @param {Charted} charted */
  drawStill({ curve, now, hidden }, width, height) {
    const shown = hidden ? [now] : curve;
    const most = 1.08 * Math.max(...shown.flatMap(({ shift, load }) => [shift, load]));
    // In steps, so that the scale stands still while the curves move a little.
    const limit = LIMITS.find((one) => one >= most) ?? Math.ceil(most);
    if (width !== this.width || height !== this.height || limit !== this.limit) {
      Object.assign(this, { width, height, limit });
      const { left, right, top, bottom } = edgesOf(MARGIN, width, height);
      this.x = scaleLinear([this.levels[0], this.levels.at(-1)], [left, right]);
      this.y = scaleLinear([0, limit], [bottom, top]);
      this.drawGround();
    }
    if (hidden) this.drawAwaited();
    else this.drawCurves(curve);
  }

  drawGround() {
    const { x, y, width, height } = this;
    const edges = edgesOf(MARGIN, width, height);
    const { left, right } = edges;
    const wide = width >= WIDE;
    const named = (words, at, anchor) =>
      svg("text", { class: "gl-end-words", x: at, y: height - 24, "text-anchor": anchor }, words);
    this.layers.ground.replaceChildren(
      ...valueLines(y, y.ticks(5), edges),
      ...ticksBelow(x, [-1, -0.5, 0, 0.5, 1], edges, percent),
      svg("line", { class: "gl-yardstick", x1: left, x2: right, y1: y(1), y2: y(1) }),
      named("too little", left - 14, "start"),
      named(wide ? "the least effort" : "least effort", x(0), "middle"),
      named("too much", right + 8, "end"),
      ...captions(edges, height, "control of the femoral head", "times the yardstick"),
    );
  }

  /** Where both are below. */
  valleys(spans) {
    const { x } = this;
    return spans.map(([from, to]) => this.stripe({ class: "gl-inside-both" }, x(from), Math.max(2, x(to) - x(from))));
  }

  /** A part of the levels, from the axis to the top. */
  stripe(attributes, left, width) {
    const height = this.y(0) - MARGIN.top;
    return svg("rect", { ...attributes, x: left, y: MARGIN.top, width, height });
  }

  drawAwaited() {
    const { x, y } = this;
    this.layers.curves.replaceChildren(
      awaited(["The curves appear when you have", "made your prediction."], x(0), y(1.45)),
      yardstickName(this, [], this.words.yardsticks),
    );
  }

  drawCurves(curve) {
    const { x, y, levels } = this;
    const draw = line(
      (_, index) => x(levels[index]),
      (value) => y(value),
    ).defined((value) => value !== null);
    const kept = (value) => curve.map((one) => (one.held ? value(one) : null));
    const envelope = svg("path", {
      class: "gl-envelope",
      d: draw(kept(({ shift, load }) => Math.max(shift, load))),
    });
    const paths = Object.entries(LOOKS).flatMap(([key, { dash }]) => [
      svg("path", { class: `gl-unheld gl-${key}`, d: draw(curve.map((one) => one[key])) }),
      svg("path", {
        class: `gl-curve gl-${key}`,
        "data-curve": key,
        d: draw(kept((one) => one[key])),
        "stroke-dasharray": dash || "none",
      }),
    ]);
    const missing = curve.flatMap(({ held }, index) => (held ? [] : [index]));
    const spans = insideOf(levels, curve);
    const edges = edgesOf(MARGIN, this.width, this.height);
    this.layers.curves.replaceChildren(
      ...this.valleys(spans),
      valleyName(x, spans, MARGIN.top - 10, this.width),
      ...this.hatched(missing),
      envelope,
      ...paths,
      yardstickName(this, curve, this.words.yardsticks),
      ...curveNames(this, curve, this.words, edges),
    );
  }

  /** Levels at which something is missing. */
  hatched(missing) {
    const { x, levels } = this;
    const half = (levels[1] - levels[0]) / 2;
    const [left, right] = x.range();
    const look = { class: "gl-cannot", fill: `url(#${this.hatch.id})` };
    return missing.map((index) => {
      const from = Math.max(left, x(levels[index] - half));
      const to = Math.min(right, x(levels[index] + half));
      return this.stripe(look, from, to - from);
    });
  }

  drawMarker({ control, now, hidden }) {
    const { x, y, height, width } = this;
    const bottom = height - MARGIN.bottom;
    this.ruler.style.display = hidden ? "none" : "";
    setAttributes(this.ruler, { x1: x(control), x2: x(control), y1: MARGIN.top, y2: bottom + 4 });
    for (const [key, dot] of Object.entries(this.dots))
      dot.setAttribute("transform", `translate(${x(control)} ${y(now[key])})`);
    this.flag.put(x(control), bottom + 3, percent(control), width);
  }
}
