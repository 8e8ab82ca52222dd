// Names on the chart of control, placed where the curves leave them room.
import { spread, svg } from "./elements.js";

// How wide a letter is about, and how much room a name takes up and down, pixels.
const LETTER = 7.1;
const NAME_HEIGHT = 17;
// How many levels of control a name of a curve runs over.
const REACHED = 6;
// More room than this is as good as this, pixels.
const ENOUGH = 30;

/**
 * @typedef {Object} Scales
 * @property {(level: number) => number} x
 * @property {(value: number) => number} y  value over its yardstick
 * @property {number[]} levels
 *
 * @typedef {{shift: number, load: number}[]} Curve  over the yardsticks, at every level
 */

/** What the widest span is called, over its middle; or that there is none. */
export function valleyName(x, spans, top, width) {
  const wideness = ([from, to]) => to - from;
  const widest = spans.reduce((most, span) => (wideness(span) > wideness(most) ? span : most), [0, 0]);
  const words = spans.length ? "both below: the valley" : "nowhere are both below";
  const half = (LETTER * words.length) / 2;
  const middle = Math.min(Math.max((x(widest[0]) + x(widest[1])) / 2, half + 4), width - half - 4);
  const name = spans.length ? "gl-inside-words" : "gl-caption";
  return svg("text", { class: name, x: middle, y: top, "text-anchor": "middle" }, words);
}

/**
 * What the line at 1 stands for: over or under it, left or right, where the curves leave most room.
 * @param {Scales} scales
 * @param {Curve} curve  empty where none is shown
 * @param {string} words
 */
export function yardstickName({ x, y, levels }, curve, words) {
  const [left, right] = x.range();
  const width = LETTER * words.length;
  const places = [
    { x: right - 4, anchor: "end", from: right - width, to: right },
    { x: left + 5, anchor: "start", from: left, to: left + width },
  ].flatMap((side) => [y(1) - 7, y(1) + 16].map((at) => ({ ...side, y: at })));
  const clearance = (place) =>
    Math.min(
      ...curve.flatMap(({ shift, load }, index) => {
        const isInReach = x(levels[index]) >= place.from && x(levels[index]) <= place.to;
        return isInReach ? [shift, load].map((value) => Math.abs(y(value) - place.y + 4)) : [];
      }),
    );
  const [best] = places
    .map((place) => ({ ...place, room: Math.min(clearance(place), ENOUGH) }))
    .sort((a, b) => b.room - a.room);
  return svg("text", { class: "gl-yardstick-words", x: best.x, y: best.y, "text-anchor": best.anchor }, words);
}

/**
 * Names of the curves at the end where they have come further apart: over the upper and under the lower one.
 * @param {Scales} scales
 * @param {Curve} curve
 * @param {{shift: string, load: string}} words
 * @param {import("./axes.js").Edges} edges
 */
export function curveNames({ x, y, levels }, curve, words, { top, bottom }) {
  const apart = (index) => Math.abs(curve[index].shift - curve[index].load);
  const last = curve.length - 1;
  const [end, inwards, anchor] = apart(0) >= apart(last) ? [0, 1, "start"] : [last, -1, "end"];
  const upper = curve[end].shift > curve[end].load ? "shift" : "load";
  const reached = Array.from({ length: REACHED }, (_, step) => curve[end + inwards * step]);
  const keys = ["shift", "load"];
  // Clear of its curve wherever it runs over it.
  const wanted = keys.map((key) => {
    const heights = reached.map((one) => y(one[key]));
    return key === upper ? Math.min(...heights) - 14 : Math.max(...heights) + 16;
  });
  const heights = spread(wanted, NAME_HEIGHT, top + 4, bottom - 4);
  const at = { x: x(levels[end]) + inwards * 8, "text-anchor": anchor, "dominant-baseline": "middle" };
  return keys.map((key, index) =>
    svg("text", { class: `gl-curve-name gl-${key}`, y: heights[index], ...at }, words[key]),
  );
}
