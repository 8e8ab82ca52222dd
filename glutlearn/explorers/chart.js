// Moment arms against hip flexion. Outward (or opening) is always up; colour says the role, dashes and symbols the muscle.
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { setAttributes, spread, svg, uniqueId } from "./elements.js";
import { dragAcross, watchSize } from "./plot.js";

const MARGIN = { top: 12, right: 14, bottom: 44, left: 46 };
const LABEL_HEIGHT = 15;
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

export class Chart {
  /**
   * @param {HTMLElement} host
   * @param {{flexion: number[], window: {from: number, to: number, label: string}, moved: (flexion: number) => void,
   *   needsFrame: () => void, signal: AbortSignal}} options
   */
  constructor(host, { flexion, window: range, moved, needsFrame, signal }) {
    this.host = host;
    this.nodes = flexion;
    this.range = range;
    this.gradient = uniqueId("roles");
    this.title = svg("title");
    this.layers = Object.fromEntries(
      ["ground", "curves", "front"].map((name) => [name, svg("g", { class: `gl-${name}` })]),
    );
    this.stops = [svg("stop", { class: "gl-stop-up" }), svg("stop", { class: "gl-stop-down" })];
    this.definition = svg(
      "linearGradient",
      { id: this.gradient, gradientUnits: "userSpaceOnUse", x1: 0, x2: 0 },
      ...this.stops,
    );
    this.root = svg(
      "svg",
      { class: "gl-chart", role: "img" },
      this.title,
      svg("defs", {}, this.definition),
      ...Object.values(this.layers),
    );
    host.append(this.root);
    this.marks = new Map();
    this.dirty = true;
    watchSize(
      host,
      () => {
        this.dirty = true;
        needsFrame();
      },
      signal,
    );
    dragAcross(this.root, (left) => this.x && moved(Math.round(this.x.invert(left))), signal);
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

  drawStill(charted) {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!width || !height) return;
    this.dirty = false;
    this.width = width;
    this.height = height;
    setAttributes(this.root, { viewBox: `0 0 ${width} ${height}`, width, height });
    this.title.textContent = charted.description;
    const largest = Math.max(30, ...charted.curves.flatMap(({ up }) => [...up].map(Math.abs)));
    const limit = Math.ceil((largest * 1.08) / 10) * 10;
    this.x = scaleLinear([this.nodes[0], this.nodes.at(-1)], [MARGIN.left, width - MARGIN.right]);
    this.y = scaleLinear([-limit, limit], [height - MARGIN.bottom, MARGIN.top]);
    const zero = (this.y(0) - MARGIN.top) / (height - MARGIN.bottom - MARGIN.top);
    setAttributes(this.definition, { y1: MARGIN.top, y2: height - MARGIN.bottom });
    for (const stop of this.stops) stop.setAttribute("offset", zero);
    this.drawGround(charted);
    this.drawCurves(charted);
  }

  drawGround({ directions, prediction, measured, measuredWords, hidden }) {
    const { x, y, width, height, range } = this;
    const left = MARGIN.left,
      right = width - MARGIN.right,
      top = MARGIN.top,
      bottom = height - MARGIN.bottom;
    const wide = width >= WIDE;
    const nodes = [
      svg("rect", { class: "gl-half-up", x: left, y: top, width: right - left, height: y(0) - top }),
      svg("rect", { class: "gl-half-down", x: left, y: y(0), width: right - left, height: bottom - y(0) }),
      svg("rect", {
        class: "gl-window",
        x: x(range.from),
        y: top,
        width: x(range.to) - x(range.from),
        height: bottom - top,
      }),
    ];
    for (const value of y.ticks(6)) {
      nodes.push(
        svg("line", {
          class: value === 0 ? "gl-zero" : "gl-rule",
          x1: left,
          x2: right,
          y1: y(value),
          y2: y(value),
        }),
        svg(
          "text",
          {
            class: "gl-tick",
            x: left - 11,
            y: y(value),
            "text-anchor": "end",
            "dominant-baseline": "middle",
          },
          `${Math.abs(value)}`,
        ),
      );
    }
    for (const value of wide ? [0, 15, 30, 45, 60, 75, 90, 105, 120] : [0, 30, 60, 90, 120]) {
      nodes.push(
        svg("line", { class: "gl-rule", x1: x(value), x2: x(value), y1: bottom, y2: bottom + 4 }),
        svg("text", { class: "gl-tick", x: x(value), y: bottom + 16, "text-anchor": "middle" }, `${value}°`),
      );
    }
    nodes.push(
      svg("line", { class: "gl-rule-65", x1: x(range.to), x2: x(range.to), y1: top, y2: bottom }),
      svg(
        "text",
        { class: "gl-caption", x: (left + right) / 2, y: height - 8, "text-anchor": "middle" },
        "hip flexion",
      ),
      svg(
        "text",
        {
          class: "gl-caption",
          transform: `translate(12 ${(top + bottom) / 2}) rotate(-90)`,
          "text-anchor": "middle",
        },
        "moment arm, mm",
      ),
      svg("text", { class: "gl-direction gl-up", x: left + 8, y: top + 17 }, `↑ ${directions.up}`),
      svg("text", { class: "gl-direction gl-down", x: left + 8, y: bottom - 9 }, `↓ ${directions.down}`),
      svg(
        "text",
        wide
          ? { class: "gl-window-words", x: x(range.to) + 6, y: top + 17 }
          : { class: "gl-window-words", x: right - 4, y: top + 35, "text-anchor": "end" },
        range.label,
      ),
    );
    for (const point of hidden ? [] : measured) {
      nodes.push(
        svg("path", {
          class: "gl-measured",
          d: "M0,-7L7,0L0,7L-7,0Z",
          transform: `translate(${x(point.flexion)} ${y(point.up)})`,
        }),
      );
    }
    if (measured.length && !hidden) {
      const point = measured.at(-1);
      nodes.push(
        ...measuredWords.map((words, line) =>
          svg(
            "text",
            { class: "gl-measured-words", x: x(point.flexion) + 11, y: y(point.up) - 2 + 13 * line },
            words,
          ),
        ),
      );
    }
    if (prediction) {
      const late = prediction.flexion > 75;
      nodes.push(
        svg("line", {
          class: "gl-prediction",
          x1: x(prediction.flexion),
          x2: x(prediction.flexion),
          y1: top,
          y2: bottom,
        }),
        svg(
          "text",
          {
            class: "gl-prediction-words",
            x: x(prediction.flexion) + (late ? -6 : 6),
            y: top + (wide ? 38 : 54),
            "text-anchor": late ? "end" : "start",
          },
          prediction.words,
        ),
      );
    }
    this.layers.ground.replaceChildren(...nodes);
  }

  drawCurves({ curves, hidden }) {
    const { x, y, width } = this;
    this.marks.clear();
    this.layers.front.replaceChildren();
    if (hidden) {
      const words = svg(
        "text",
        { class: "gl-awaited", x: x(60), y: y(0) - 18, "text-anchor": "middle" },
        "The curves appear when you have made your prediction.",
      );
      const narrow = width < WIDE;
      if (narrow)
        words.replaceChildren(
          svg("tspan", { x: x(60) }, "The curves appear when"),
          svg("tspan", { x: x(60), dy: 18 }, "you have made your prediction."),
        );
      this.layers.curves.replaceChildren(words);
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
        stroke: `url(#${this.gradient})`,
        "stroke-dasharray": look.dash || "none",
      }),
    );
    this.layers.curves.replaceChildren(...nodes, ...this.crossingMarks(curves), ...this.names(curves));
  }

  /** Where each curve changes sides: a ring, and the angle above or below, wherever there is room. */
  crossingMarks(curves) {
    const { x, y } = this;
    const all = curves.flatMap(({ crossings, look }) => crossings.map((angle) => ({ angle, look })));
    all.sort((a, b) => a.angle - b.angle);
    const ends = [-Infinity, -Infinity, -Infinity, -Infinity];
    return all.flatMap(({ angle, look }) => {
      const words = `${angle.toFixed(1)}°`;
      const at = x(angle);
      let lane = ends.findIndex((end) => at - 19 > end);
      if (lane < 0) lane = ends.indexOf(Math.min(...ends));
      ends[lane] = at + 19;
      const below = lane % 2 === 1,
        step = 15 * Math.floor(lane / 2);
      return [
        svg("path", {
          class: "gl-crossing",
          d: look.outline,
          transform: `translate(${at} ${y(0)}) scale(.8)`,
        }),
        svg(
          "text",
          { class: "gl-angle", x: at, y: y(0) + (below ? 21 + step : -11 - step), "text-anchor": "middle" },
          words,
        ),
      ];
    });
  }

  /** Names at the right-hand ends of the curves. */
  names(curves) {
    const { x, y, height } = this;
    const last = this.nodes.length - 1;
    const anchor = Math.round(last * 0.985);
    const wanted = curves.map(({ up }) => y(up[anchor]) + (up[anchor] > up[anchor - 20] ? -12 : 12) * 1);
    const heights = spread(wanted, LABEL_HEIGHT, MARGIN.top + 2, height - MARGIN.bottom - 2);
    return curves.map(({ words, up, key }, index) =>
      svg(
        "text",
        {
          class: `gl-curve-name ${up[last] >= 0 ? "gl-up" : "gl-down"}`,
          "data-muscle": key,
          x: x(this.nodes[last]) - 4,
          y: heights[index],
          "text-anchor": "end",
          "dominant-baseline": "middle",
        },
        words,
      ),
    );
  }

  drawMarker({ flexion, curves }) {
    if (!this.x) return;
    const { x, y, height } = this;
    const ruler = this.mark("marker", () => svg("line", { class: "gl-marker" }));
    setAttributes(ruler, { x1: x(flexion), x2: x(flexion), y1: MARGIN.top, y2: height - MARGIN.bottom + 4 });
    const flag = this.mark("flag", () =>
      svg(
        "g",
        { class: "gl-flag" },
        svg("rect", { x: -21, y: 0, width: 42, height: 19, rx: 9.5 }),
        svg("text", { y: 14, "text-anchor": "middle" }),
      ),
    );
    setAttributes(flag, {
      transform: `translate(${Math.min(Math.max(x(flexion), 22), this.width - 22)} ${height - MARGIN.bottom + 3})`,
    });
    flag.lastChild.textContent = `${Math.round(flexion)}°`;
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
