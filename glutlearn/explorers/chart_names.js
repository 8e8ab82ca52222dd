// What stands beside the curves of moment arms: their names, where they change sides, what was measured and predicted.
import { spread, svg } from "./elements.js";

const NAME_HEIGHT = 15;
const LINE_HEIGHT = 13;
// How wide a letter of the words beside a point is about, and how far from it they stand, pixels.
const LETTER = 6.6;
const BESIDE = 11;
// Half the width of an angle in writing, pixels.
const HALF_ANGLE = 19;
// From this flexion on, a prediction is named to the left of its line, degrees.
const LATE = 75;

/**
 * @typedef {{x: (flexion: number) => number, y: (arm: number) => number}} Scales
 * @typedef {import("./chart.js").Curve} Curve
 */

/** Where each curve changes sides: a ring, and the angle above or below, wherever there is room. */
export function crossingMarks(curves, { x, y }) {
  const all = curves.flatMap(({ crossings, look }) => crossings.map((angle) => ({ angle, look })));
  all.sort((a, b) => a.angle - b.angle);
  const ends = [-Infinity, -Infinity, -Infinity, -Infinity];
  return all.flatMap(({ angle, look }) => {
    const at = x(angle);
    let lane = ends.findIndex((end) => at - HALF_ANGLE > end);
    if (lane < 0) lane = ends.indexOf(Math.min(...ends));
    ends[lane] = at + HALF_ANGLE;
    const below = lane % 2 === 1;
    const step = NAME_HEIGHT * Math.floor(lane / 2);
    const height = y(0) + (below ? 21 + step : -11 - step);
    return [
      svg("path", { class: "gl-crossing", d: look.outline, transform: `translate(${at} ${y(0)}) scale(.8)` }),
      svg("text", { class: "gl-angle", x: at, y: height, "text-anchor": "middle" }, `${angle.toFixed(1)}°`),
    ];
  });
}

/**
 * Names at the right-hand ends of the curves.
 * @param {Curve[]} curves
 * @param {Scales} scales
 * @param {{x: number, from: number, to: number}} room  where they end, and between which heights they stand
 */
export function curveNames(curves, { y }, room) {
  const wanted = curves.map(({ up }) => {
    const last = up.length - 1;
    const anchor = Math.round(last * 0.985);
    return y(up[anchor]) + (up[anchor] > up[anchor - 20] ? -12 : 12);
  });
  const heights = spread(wanted, NAME_HEIGHT, room.from, room.to);
  const at = { x: room.x, "text-anchor": "end", "dominant-baseline": "middle" };
  return curves.map(({ words, up, key }, index) => {
    const side = up.at(-1) >= 0 ? "gl-up" : "gl-down";
    const name = { class: `gl-curve-name ${side}`, "data-muscle": key, y: heights[index], ...at };
    return svg("text", name, words);
  });
}

/**
 * What was measured, with its source beside the last point; a word a line, upwards, where whole lines would be cut off.
 * @param {{flexion: number, up: number}[]} points
 * @param {string[]} lines
 * @param {Scales} scales
 * @param {number} width  of the drawing, pixels
 */
export function measuredPoints(points, lines, { x, y }, width) {
  const last = points.at(-1);
  if (!last) return [];
  const place = ({ flexion, up }) => `translate(${x(flexion)} ${y(up)})`;
  const start = x(last.flexion) + BESIDE;
  const fits = start + LETTER * Math.max(...lines.map((words) => words.length)) < width;
  const shown = fits ? lines : lines.flatMap((words) => words.split(" "));
  const top = y(last.up) - 2 - (fits ? 0 : LINE_HEIGHT * (shown.length - 1));
  return [
    ...points.map((point) => svg("path", { class: "gl-measured", d: "M0,-7L7,0L0,7L-7,0Z", transform: place(point) })),
    ...shown.map((words, index) =>
      svg("text", { class: "gl-measured-words", x: start, y: top + LINE_HEIGHT * index }, words),
    ),
  ];
}

/** The flexion that was predicted, named at a height. */
export function predictionLine({ flexion, words }, x, { top, bottom }, height) {
  const at = x(flexion);
  const beside = flexion > LATE ? { x: at - 6, "text-anchor": "end" } : { x: at + 6, "text-anchor": "start" };
  return [
    svg("line", { class: "gl-prediction", x1: at, x2: at, y1: top, y2: bottom }),
    svg("text", { class: "gl-prediction-words", y: height, ...beside }, words),
  ];
}
