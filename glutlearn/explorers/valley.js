// The valley: how far the head shifts and how hard it presses, each over its yardstick, from too little control to too much.
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { captions, createFlag, edgesOf, ticksBelow, valueLines } from "./axes.js";
import { setAttributes, spread, svg, uniqueId } from "./elements.js";
import { Plot } from "./plot.js";

const MARGIN = { top: 30, right: 26, bottom: 58, left: 48 };
const WIDE = 430;
const NAME_HEIGHT = 17;
// Upper ends of the scale, in yardsticks.
const LIMITS = [1.9, 2.4, 3.2, 4.2];
// How wide a letter of the words on the picture is about, pixels.
const LETTER = 7.1;

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

/** Where both lie below their yardsticks, as [from, to] in levels, with a straight line between neighbours. */
export function insideOf(levels, curve) {
  const spans = [];
  const open = (from) => spans.push([from, from]);
  curve.forEach(({ shift, load, held }, index) => {
    const here = Math.max(shift, load);
    const before = curve[index - 1];
    const bridged = before?.held && held;
    const crossing = () => {
      const ends = ["shift", "load"].map((key) => {
        const [a, b] = [before[key], curve[index][key]];
        return a < 1 === b < 1 ? null : (1 - a) / (b - a);
      });
      const known = ends.filter((end) => end !== null);
      const share = here < 1 ? Math.max(...known) : Math.min(...known);
      return levels[index - 1] + share * (levels[index] - levels[index - 1]);
    };
    const wasIn = bridged && Math.max(before.shift, before.load) < 1;
    if (held && here < 1) {
      if (!wasIn) open(bridged ? crossing() : levels[index]);
      spans.at(-1)[1] = levels[index];
    } else if (wasIn) spans.at(-1)[1] = crossing();
  });
  return spans;
}

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

  /** Where both are below, and what it is called; or that they never are. */
  valleys(spans) {
    const { x, y, width } = this;
    const widest = spans.reduce(
      (most, span) => (span[1] - span[0] > most[1] - most[0] ? span : most),
      [0, 0],
    );
    const words = spans.length ? "both below: the valley" : "nowhere are both below";
    const half = (LETTER * words.length) / 2;
    const middle = Math.min(Math.max((x(widest[0]) + x(widest[1])) / 2, half + 4), width - half - 4);
    const name = spans.length ? "gl-inside-words" : "gl-caption";
    const rects = spans.map(([from, to]) =>
      svg("rect", {
        class: "gl-inside-both",
        x: x(from),
        y: MARGIN.top,
        width: Math.max(2, x(to) - x(from)),
        height: y(0) - MARGIN.top,
      }),
    );
    return [
      ...rects,
      svg("text", { class: name, x: middle, y: MARGIN.top - 10, "text-anchor": "middle" }, words),
    ];
  }

  drawAwaited() {
    const { x, y } = this;
    const lines = ["The curves appear when you have", "made your prediction."];
    const at = { x: x(0), "text-anchor": "middle" };
    this.layers.curves.replaceChildren(
      svg(
        "text",
        { class: "gl-awaited", y: y(1.45), ...at },
        ...lines.map((words, index) => svg("tspan", { x: x(0), dy: index * 19 }, words)),
      ),
      this.yardstickName([]),
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
    this.layers.curves.replaceChildren(
      ...this.valleys(insideOf(levels, curve)),
      ...this.hatched(missing),
      envelope,
      ...paths,
      this.yardstickName(curve),
      ...this.names(curve),
    );
  }

  /** Levels at which something is missing. */
  hatched(missing) {
    const { x, y, levels } = this;
    const half = (levels[1] - levels[0]) / 2;
    const [left, right] = x.range();
    return missing.map((index) => {
      const from = Math.max(left, x(levels[index] - half)),
        to = Math.min(right, x(levels[index] + half));
      return svg("rect", {
        class: "gl-cannot",
        fill: `url(#${this.hatch.id})`,
        x: from,
        y: MARGIN.top,
        width: to - from,
        height: y(0) - MARGIN.top,
      });
    });
  }

  /** What the line at 1 stands for: over or under it, left or right, where the curves leave most room. */
  yardstickName(curve) {
    const { x, y, levels } = this;
    const [left, right] = x.range();
    const width = LETTER * this.words.yardsticks.length;
    const places = [
      { x: right - 4, anchor: "end", from: right - width, to: right },
      { x: left + 5, anchor: "start", from: left, to: left + width },
    ].flatMap((side) => [y(1) - 7, y(1) + 16].map((at) => ({ ...side, y: at })));
    const clearance = (place) =>
      Math.min(
        ...curve.flatMap(({ shift, load }, index) => {
          const inReach = x(levels[index]) >= place.from && x(levels[index]) <= place.to;
          return inReach ? [shift, load].map((value) => Math.abs(y(value) - place.y + 4)) : [];
        }),
      );
    const [best] = places
      .map((place) => ({ ...place, room: Math.min(clearance(place), 30) }))
      .sort((a, b) => b.room - a.room);
    return svg(
      "text",
      { class: "gl-yardstick-words", x: best.x, y: best.y, "text-anchor": best.anchor },
      this.words.yardsticks,
    );
  }

  /** Names at the end where the curves have come further apart: over the upper and under the lower one. */
  names(curve) {
    const { x, y, levels } = this;
    const keys = Object.keys(LOOKS);
    const apart = (index) => Math.abs(curve[index].shift - curve[index].load);
    const last = curve.length - 1;
    const [end, inwards, anchor] = apart(0) >= apart(last) ? [0, 1, "start"] : [last, -1, "end"];
    const upper = curve[end].shift > curve[end].load ? "shift" : "load";
    // A name runs inwards over a quarter of the levels, and stays clear of its curve there.
    const reached = Array.from({ length: 6 }, (_, step) => curve[end + inwards * step]);
    const wanted = keys.map((key) => {
      const heights = reached.map((one) => y(one[key]));
      return key === upper ? Math.min(...heights) - 14 : Math.max(...heights) + 16;
    });
    const heights = spread(wanted, NAME_HEIGHT, MARGIN.top + 4, this.height - MARGIN.bottom - 4);
    return keys.map((key, place) =>
      svg(
        "text",
        {
          class: `gl-curve-name gl-${key}`,
          x: x(levels[end]) + inwards * 8,
          y: heights[place],
          "text-anchor": anchor,
          "dominant-baseline": "middle",
        },
        this.words[key],
      ),
    );
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

/** A level of control as it is written: −40 %, 0, +40 %. */
export function percent(level) {
  const value = Math.round(100 * level);
  return value === 0 ? "0" : `${value > 0 ? "+" : "−"}${Math.abs(value)}\u00a0%`;
}
