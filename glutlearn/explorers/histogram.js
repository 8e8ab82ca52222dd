// In how many of 100 hips a role switches where: one muscle's histogram stands on the axis, the other's hangs from it.
import { scaleLinear } from "d3-scale";
import { captions, edgesOf, valueLines, windowOf } from "./axes.js";
import { setAttributes, svg } from "./elements.js";
import { watchSize } from "./plot.js";

// On the right there is room for the upper end of an interval that reaches 120°.
const MARGIN = { top: 26, right: 36, bottom: 26, left: 46 };
// Between the halves: the angles. At the outer edge of each: the interval with its numbers.
const AXIS = 32;
const LANE = 44;
const WIDE = 560;

/**
 * @typedef {Object} Half
 * @property {string} key
 * @property {string} words
 * @property {{dash: string, outline: string}} look
 * @property {number[]} bars            hips of 100 in each bin, from the first flexion on
 * @property {number | null} published  degrees
 * @property {{median: number, low: number, high: number} | null} interval  degrees
 *
 * @typedef {Object} Histograms
 * @property {[Half, Half]} halves      the upper and the lower one
 * @property {boolean} hidden           whether a prediction is awaited
 * @property {string} description       for readers who cannot see it
 */

export const whole = (angle) => `${Math.round(angle)}°`;

export class Histogram {
  /**
   * @param {HTMLElement} host
   * @param {{flexion: [number, number], width: number, window: {from: number, to: number, label: string},
   *   needsFrame: () => void, signal: AbortSignal}} options  `width` of a bin in degrees
   */
  constructor(host, { flexion, width, window: range, needsFrame, signal }) {
    this.host = host;
    this.flexion = flexion;
    this.binWidth = width;
    this.range = range;
    this.title = svg("title");
    const layer = (name) => svg("g", { class: `gl-${name}` });
    this.ground = layer("ground");
    this.front = layer("marks");
    const bins = Math.round((flexion[1] - flexion[0]) / width);
    this.bars = [0, 1].map(() => Array.from({ length: bins }, () => svg("rect", { class: "gl-hips" })));
    this.root = svg(
      "svg",
      { class: "gl-chart gl-histogram", role: "img" },
      this.title,
      this.ground,
      svg("g", {}, ...this.bars.flat()),
      this.front,
    );
    host.append(this.root);
    watchSize(host, needsFrame, signal);
  }

  /** @param {Histograms} shown */
  draw({ halves, hidden, description }) {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!width || !height) return;
    setAttributes(this.root, { viewBox: `0 0 ${width} ${height}`, width, height });
    this.title.textContent = description;
    this.wide = width >= WIDE;
    this.x = scaleLinear(this.flexion, [MARGIN.left, width - MARGIN.right]);
    const middle = (MARGIN.top + height - MARGIN.bottom) / 2;
    const reach = middle - MARGIN.top - AXIS / 2 - LANE;
    const most = hidden ? 0 : Math.max(...halves.flatMap(({ bars }) => bars));
    const limit = [20, 30, 40, 60, 80, 100].find((value) => value >= most) ?? 100;
    // Of each half: the way outwards, where its bars begin, where they end at the limit, and where its interval lies.
    this.sides = [-1, 1].map((out) => {
      const base = middle + (out * AXIS) / 2;
      const y = scaleLinear([0, limit], [base, base + out * reach]);
      return { out, base, y, edge: base + out * (reach + LANE), lane: base + out * (reach + 15) };
    });
    this.drawGround({ width, height, middle, limit, hidden });
    halves.forEach((half, index) => this.drawBars(half, index, hidden));
    this.front.replaceChildren(
      ...halves.flatMap((half, index) => this.marks(half, this.sides[index], hidden)),
    );
  }

  drawGround({ width, height, middle, limit, hidden }) {
    const { x, range } = this;
    const edges = edgesOf(MARGIN, width, height);
    const { left, right, top, bottom } = edges;
    const nodes = [
      ...windowOf(x, range, edges),
      svg(
        "text",
        { class: "gl-window-words", x: x((range.from + range.to) / 2), y: top - 9, "text-anchor": "middle" },
        range.label,
      ),
    ];
    for (const { base, y } of this.sides) {
      nodes.push(svg("line", { class: "gl-zero", x1: left, x2: right, y1: base, y2: base }));
      if (!hidden) nodes.push(...valueLines(y, [limit / 2, limit], edges));
    }
    for (const value of this.wide ? [0, 15, 30, 45, 65, 90, 105, 120] : [0, 20, 45, 65, 90, 120]) {
      const at = {
        class: "gl-tick gl-angle-tick",
        x: x(value),
        y: middle,
        "text-anchor": "middle",
        "dominant-baseline": "central",
      };
      nodes.push(svg("text", at, `${value}°`));
    }
    const caption = this.wide ? "hip flexion at which the role switches" : "hip flexion at the switch";
    nodes.push(...captions(edges, height, caption, `of 100 hips, in each ${this.binWidth}°`));
    this.ground.replaceChildren(...nodes);
  }

  drawBars({ key, bars }, index, hidden) {
    const { x, binWidth, range } = this;
    const { out, base, y } = this.sides[index];
    const thick = Math.max(1, x(binWidth) - x(0) - (this.wide ? 2 : 1));
    this.bars[index].forEach((bar, place) => {
      const from = this.flexion[0] + place * binWidth;
      const inside = from >= range.from && from < range.to;
      const size = hidden ? 0 : Math.abs(y(bars[place]) - base);
      setAttributes(bar, {
        class: `gl-hips ${inside ? "gl-inside" : "gl-outside"}`,
        "data-muscle": key,
        x: x(from) + (x(binWidth) - x(0) - thick) / 2,
        width: thick,
        y: out < 0 ? base - size : base,
        height: size,
      });
    });
  }

  marks(half, side, hidden) {
    return [
      ...this.published(half, side, hidden),
      ...(hidden ? [] : this.interval(half, side)),
      ...this.name(half, side, hidden),
    ];
  }

  /** Where the one hip of the publication switches. */
  published({ published }, { out, base, y, lane }, hidden) {
    if (published === null) return [];
    const at = this.x(published);
    const line = svg("line", { class: "gl-published", x1: at, x2: at, y1: base, y2: y.range()[1] + out * 2 });
    const tip = svg("path", {
      class: "gl-published-tip",
      d: `M0,0l-5,${-7 * out}h10z`,
      transform: `translate(${at} ${base})`,
    });
    if (!hidden) return [line, tip];
    const place = { x: at, y: lane, "text-anchor": "middle", "dominant-baseline": "central" };
    return [
      line,
      tip,
      svg("text", { class: "gl-published-words", ...place }, `published hip: ${whole(published)}`),
    ];
  }

  /** The middle 90 of 100 hips, and the one in the middle. */
  interval({ interval, look }, { out, lane }) {
    if (!interval) return [];
    const { x } = this;
    const { median, low, high } = interval;
    const number = (angle, attributes) =>
      svg(
        "text",
        { class: "gl-interval-words", "dominant-baseline": "central", ...attributes },
        whole(angle),
      );
    const nodes = [
      svg("path", {
        class: "gl-interval",
        d: `M${x(low)},${lane - 6}v12M${x(high)},${lane - 6}v12M${x(low)},${lane}H${x(high)}`,
      }),
      svg("path", {
        class: "gl-median",
        d: look.outline,
        transform: `translate(${x(median)} ${lane}) scale(1.15)`,
      }),
      number(median, {
        class: "gl-interval-words gl-median-words",
        x: x(median),
        y: lane + out * 18,
        "text-anchor": "middle",
      }),
    ];
    if (high - low < 1) return nodes;
    nodes.push(
      number(low, { x: Math.min(x(low), x(median) - 5) - 6, y: lane, "text-anchor": "end" }),
      number(high, { x: Math.max(x(high), x(median) + 5) + 6, y: lane, "text-anchor": "start" }),
    );
    return nodes;
  }

  /** The muscle's name, on the side where its hips are not. */
  name({ words, interval, published, look }, { base, y }, hidden) {
    const { x } = this;
    const centre = (hidden ? published : interval?.median) ?? published ?? 0;
    const right = centre < 60;
    const [end, inwards] = right ? [x.range()[1] - 8, -1] : [x.range()[0] + 12, 1];
    const lines = this.wide ? [words] : words.split(" ");
    const first = (base + y.range()[1]) / 2 - (17 * (lines.length - 1)) / 2;
    const spans = lines.map((line, index) =>
      svg("tspan", { x: end + 13 * inwards, y: first + 17 * index }, line),
    );
    const style = {
      class: "gl-muscle-name",
      "text-anchor": right ? "end" : "start",
      "dominant-baseline": "central",
    };
    return [
      svg("text", style, ...spans),
      svg("path", { class: "gl-name-symbol", d: look.outline, transform: `translate(${end} ${first})` }),
    ];
  }
}
