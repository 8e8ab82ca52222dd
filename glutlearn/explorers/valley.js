// The valley: how far the head shifts and how hard it presses, each over its yardstick, from too little control to too much.
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { setAttributes, spread, svg, uniqueId } from "./elements.js";
import { dragAcross, watchSize } from "./plot.js";

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

export class Valley {
  /**
   * @param {HTMLElement} host
   * @param {{levels: number[], words: {shift: string, load: string, yardsticks: string},
   *   moved: (control: number) => void, needsFrame: () => void, signal: AbortSignal}} options
   */
  constructor(host, { levels, words, moved, needsFrame, signal }) {
    this.host = host;
    this.levels = levels;
    this.words = words;
    this.hatch = uniqueId("hatch");
    this.title = svg("title");
    this.layers = Object.fromEntries(
      ["ground", "curves", "front"].map((name) => [name, svg("g", { class: `gl-${name}` })]),
    );
    const stripe = svg("path", { class: "gl-hatch", d: "M0,8L8,0" });
    const size = { width: 8, height: 8, patternUnits: "userSpaceOnUse" };
    this.root = svg(
      "svg",
      { class: "gl-chart gl-valley", role: "img" },
      this.title,
      svg("defs", {}, svg("pattern", { id: this.hatch, ...size }, stripe)),
      ...Object.values(this.layers),
    );
    host.append(this.root);
    this.buildFront();
    this.dirty = true;
    const invalidate = () => {
      this.dirty = true;
      needsFrame();
    };
    watchSize(host, invalidate, signal);
    dragAcross(this.root, (left) => this.x && moved(this.x.invert(left)), signal);
  }

  buildFront() {
    this.ruler = svg("line", { class: "gl-marker" });
    this.dots = Object.fromEntries(
      Object.entries(LOOKS).map(([key, { outline }]) => [
        key,
        svg("path", { class: `gl-dot gl-${key}`, d: outline }),
      ]),
    );
    this.flag = svg(
      "g",
      { class: "gl-flag" },
      svg("rect", { x: -27, y: 0, width: 54, height: 19, rx: 9.5 }),
      svg("text", { y: 14, "text-anchor": "middle" }),
    );
    this.layers.front.append(this.ruler, ...Object.values(this.dots), this.flag);
  }

  /** Everything but the marker has to be drawn anew. */
  invalidate() {
    this.dirty = true;
  }

  /** @param {Charted} charted */
  draw(charted) {
    if (this.dirty) this.drawStill(charted);
    this.drawMarker(charted);
  }

  drawStill({ curve, now, hidden, description }) {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!width || !height) return;
    this.dirty = false;
    this.title.textContent = description;
    const shown = hidden ? [now] : curve;
    const most = 1.08 * Math.max(...shown.flatMap(({ shift, load }) => [shift, load]));
    // In steps, so that the scale stands still while the curves move a little.
    const limit = LIMITS.find((one) => one >= most) ?? Math.ceil(most);
    if (width !== this.width || height !== this.height || limit !== this.limit) {
      Object.assign(this, { width, height, limit });
      setAttributes(this.root, { viewBox: `0 0 ${width} ${height}`, width, height });
      this.x = scaleLinear([this.levels[0], this.levels.at(-1)], [MARGIN.left, width - MARGIN.right]);
      this.y = scaleLinear([0, limit], [height - MARGIN.bottom, MARGIN.top]);
      this.drawGround();
    }
    if (hidden) this.drawAwaited();
    else this.drawCurves(curve);
  }

  drawGround() {
    const { x, y, width, height } = this;
    const wide = width >= WIDE;
    const [left, right] = x.range();
    const bottom = height - MARGIN.bottom;
    const text = (words, attributes) => svg("text", attributes, words);
    const nodes = [];
    for (const value of y.ticks(5)) {
      nodes.push(
        svg("line", {
          class: value === 0 ? "gl-zero" : "gl-rule",
          x1: left,
          x2: right,
          y1: y(value),
          y2: y(value),
        }),
        text(`${value}`, {
          class: "gl-tick",
          x: left - 8,
          y: y(value),
          "text-anchor": "end",
          "dominant-baseline": "middle",
        }),
      );
    }
    for (const value of [-1, -0.5, 0, 0.5, 1]) {
      const at = { class: "gl-tick", x: x(value), y: bottom + 16, "text-anchor": "middle" };
      nodes.push(svg("line", { class: "gl-rule", x1: x(value), x2: x(value), y1: bottom, y2: bottom + 4 }));
      nodes.push(text(percent(value), at));
    }
    const named = (words, at, anchor) =>
      text(words, { class: "gl-end-words", x: at, y: height - 24, "text-anchor": anchor });
    nodes.push(
      svg("line", { class: "gl-yardstick", x1: left, x2: right, y1: y(1), y2: y(1) }),
      named("too little", left - 14, "start"),
      named(wide ? "the least effort" : "least effort", x(0), "middle"),
      named("too much", right + 8, "end"),
      text("control of the femoral head", {
        class: "gl-caption",
        x: (left + right) / 2,
        y: height - 6,
        "text-anchor": "middle",
      }),
      text("times the yardstick", {
        class: "gl-caption",
        transform: `translate(12 ${(MARGIN.top + bottom) / 2}) rotate(-90)`,
        "text-anchor": "middle",
      }),
    );
    this.layers.ground.replaceChildren(...nodes);
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
        fill: `url(#${this.hatch})`,
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
    if (!this.x) return;
    const { x, y, height, width } = this;
    const bottom = height - MARGIN.bottom;
    this.ruler.style.display = hidden ? "none" : "";
    setAttributes(this.ruler, { x1: x(control), x2: x(control), y1: MARGIN.top, y2: bottom + 4 });
    for (const [key, dot] of Object.entries(this.dots))
      dot.setAttribute("transform", `translate(${x(control)} ${y(now[key])})`);
    const at = Math.min(Math.max(x(control), 28), width - 28);
    this.flag.setAttribute("transform", `translate(${at} ${bottom + 3})`);
    this.flag.lastChild.textContent = percent(control);
  }
}

/** A level of control as it is written: −40 %, 0, +40 %. */
export function percent(level) {
  const value = Math.round(100 * level);
  return value === 0 ? "0" : `${value > 0 ? "+" : "−"}${Math.abs(value)}\u00a0%`;
}
