// The hip's own turn against what the knee shows: a held pelvis, one that follows, and where the clam is now.
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { awaited, captions, createFlag, edgesOf, ticksBelow, valueLines } from "./axes.js";
import { alongWords, BESIDE, placeBeside } from "./beside.js";
import { setAttributes, svg } from "./elements.js";
import { Plot } from "./plot.js";
import { shownDegrees } from "./turn_words.js";

const TICKS = [0, 10, 20, 30, 40, 50];
const MARGIN = { top: 12, right: 16, bottom: 44, left: 46 };
// A part of the pelvis smaller than this gets no bracket, degrees.
const BRACKET = 1.5;
// From this length of a bracket on it is named, pixels.
const ROOMY = 24;
// From this opening on, words stand to the left of what they name if they can, degrees.
const LATE = 30;

/**
 * @typedef {Object} Charted
 * @property {number} opening    degrees, as the knee shows it
 * @property {number} turn       the hip's own, degrees
 * @property {number[]} curve    the hip's own turn at every node of opening, where the pelvis follows
 * @property {number} range      the controlled range, degrees
 * @property {boolean} follow    whether the pelvis follows now
 * @property {boolean} hidden    whether a prediction is awaited
 * @property {{opening: number, angle: number, words: string} | null} prediction
 * @property {string} description  for readers who cannot see it
 */

export class TurnChart extends Plot {
  /**
   * @param {HTMLElement} host
   * @param {{opening: number[], moved: (opening: number) => void, needsFrame: () => void, signal: AbortSignal}} options
   */
  constructor(host, { opening, ...frame }) {
    super(host, { layers: ["ground", "front"], ...frame });
    this.nodes = opening;
    this.gap = svg("path", { class: "gl-turn-gap" });
    this.gapWords = svg("text", { class: "gl-turn-gap-words", "dominant-baseline": "middle" });
    this.ruler = svg("line", { class: "gl-turn-ruler" });
    this.flag = createFlag();
    this.dot = svg("circle", { class: "gl-turn-dot", r: 7 });
    this.dotWords = svg("text", { class: "gl-turn-dot-words", "dominant-baseline": "middle" });
    this.layers.front.append(this.ruler, this.flag.root, this.gap, this.gapWords, this.dot, this.dotWords);
  }

  /** @param {Charted} charted */
  drawStill(charted, width, height) {
    const ends = [this.nodes[0], this.nodes.at(-1)];
    const edges = edgesOf(MARGIN, width, height);
    this.width = width;
    // Where words stand that do not move.
    this.taken = [];
    this.x = scaleLinear(ends, [edges.left, edges.right]);
    this.y = scaleLinear(ends, [edges.bottom, edges.top]);
    this.layers.ground.replaceChildren(
      ...valueLines(this.y, TICKS, edges, (value) => `${value}°`),
      ...ticksBelow(this.x, TICKS, edges, (value) => `${value}°`),
      ...captions(edges, height, "opening that the knee shows", "the hip’s own turn"),
      ...(charted.hidden
        ? [awaited(["The curves appear when", "you have made your prediction."], this.x(25), this.y(14))]
        : [...this.range(charted), ...this.curves(charted)]),
      ...this.said(charted),
    );
  }

  /** The range that counts. */
  range({ range }) {
    const { x, y } = this;
    if (range === 0) return [];
    const wide = x(range) - x(0);
    const lines = wide > 165 ? ["the range that counts:", "the pelvis is held"] : ["counts:", "pelvis held"];
    const words =
      wide < 90
        ? [
            svg(
              "text",
              {
                class: "gl-turn-range-words",
                transform: `translate(${(x(0) + x(range)) / 2} ${y(50) + 8}) rotate(-90)`,
                "text-anchor": "end",
                "dominant-baseline": "middle",
              },
              "counts: pelvis held",
            ),
          ]
        : lines.map((text, row) =>
            svg("text", { class: "gl-turn-range-words", x: x(0) + 8, y: y(50) + 17 + 15 * row }, text),
          );
    return [
      svg("rect", {
        class: "gl-turn-range",
        x: x(0),
        y: y(50),
        width: x(range) - x(0),
        height: y(0) - y(50),
      }),
      ...words,
    ];
  }

  curves({ curve, follow, range }) {
    const { x, y, nodes, taken } = this;
    const outline = line(
      (_, index) => x(nodes[index]),
      (angle) => y(angle),
    );
    const end = nodes.length - 1;
    const result = [svg("path", { class: "gl-turn-held", d: outline(nodes) })];
    // Along the last stretch of a curve, above or below it.
    const name = (words, angles, aside) => {
      const from = { x: x(nodes[end - 2]), y: y(angles[end - 2]) };
      const to = { x: x(nodes[end]) - 4, y: y(angles[end]) };
      const turned = Math.atan2(to.y - from.y, x(nodes[end]) - from.x);
      taken.push(...alongWords(words, to, turned, aside - 4));
      const place = `translate(${to.x} ${to.y}) rotate(${(turned * 180) / Math.PI})`;
      return svg("text", { class: "gl-turn-name", transform: place, y: aside, "text-anchor": "end" }, words);
    };
    result.push(name("pelvis held", nodes, -9));
    if (range < nodes[end]) {
      result.push(
        svg("path", { class: "gl-turn-follows", "data-follow": String(follow), d: outline(curve) }),
        name(range > 35 ? "follows" : "pelvis follows", curve, 18),
      );
    }
    return result;
  }

  said({ prediction }) {
    if (!prediction) return [];
    const { x, y } = this;
    const at = { x: x(prediction.opening), y: y(prediction.angle) };
    const end = { x: at.x - BESIDE, y: at.y };
    this.taken.push(at, ...alongWords(prediction.words, end));
    return [
      svg("path", {
        class: "gl-turn-said",
        d: "M0,-8L8,0L0,8L-8,0Z",
        transform: `translate(${at.x} ${at.y})`,
      }),
      svg(
        "text",
        {
          class: "gl-prediction-words",
          ...end,
          "text-anchor": "end",
          "dominant-baseline": "middle",
        },
        prediction.words,
      ),
    ];
  }

  drawMarker({ opening, turn, hidden }) {
    const { x, y } = this;
    for (const part of [this.dot, this.dotWords, this.gap, this.gapWords])
      part.style.display = hidden ? "none" : "";
    setAttributes(this.ruler, { x1: x(opening), x2: x(opening), y1: MARGIN.top, y2: y(0) + 4 });
    this.flag.put(x(opening), y(0) + 3, shownDegrees(Math.round(opening)), this.width);
    setAttributes(this.dot, { cx: x(opening), cy: y(turn) });
    const room = { left: opening > LATE, taken: this.taken, from: x(0), to: this.width };
    const put = (text, height, words) => {
      setAttributes(text, placeBeside({ x: x(opening), y: height }, words, room));
      text.textContent = words;
    };
    put(this.dotWords, y(turn), `hip ${shownDegrees(turn)}`);
    const gap = opening - turn;
    if (gap < BRACKET) {
      this.gap.setAttribute("d", "");
      this.gapWords.textContent = "";
      return;
    }
    const [from, to] = [y(opening), y(turn) - 8];
    this.gap.setAttribute("d", `M${x(opening) - 5},${from}H${x(opening) + 5}M${x(opening)},${from}V${to}`);
    put(this.gapWords, (from + to) / 2, to - from > ROOMY ? `pelvis ${shownDegrees(gap)}` : "");
  }
}
