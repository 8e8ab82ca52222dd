// A strip of an axis that is as wide as its place: marks, spreads, and the numbers of the axis.
import { scaleLinear } from "d3-scale";
import { symbol, symbolCircle, symbolDiamond2, symbolSquare } from "d3-shape";
import { html, svg } from "./elements.js";

const SHAPES = { "fine wire": symbolDiamond2, surface: symbolCircle, "": symbolSquare };
const SAID = { "fine wire": "fine wire", surface: "surface electrodes", "": "no electrodes" };
// Percent of the width that the axis leaves free at either end.
const EDGE = 4;

/** From values to percent of the width, with room for every spread. */
export function scaleOf(findings) {
  const ends = findings.flatMap(({ number, spread }) => [number - (spread ?? 0), number + (spread ?? 0)]);
  return scaleLinear([Math.min(0, ...ends), Math.max(1, ...ends)], [EDGE, 100 - EDGE]).nice(5);
}

/** The findings' marks on the axis; lengths in percent, so that it needs no drawing anew at another width. */
export function strip(findings, x, spreads) {
  const at = (value) => `${x(value)}%`;
  const upright = (name, where, y1, y2) => svg("line", { class: name, x1: where, x2: where, y1, y2 });
  const rules = x.ticks(5).map((value) => upright(value ? "gl-rule" : "gl-zero", at(value), 0, "100%"));
  const whiskers = findings.flatMap(({ number, spread }) => {
    if (!spreads || spread === null) return [];
    const [low, high] = [number - spread, number + spread].map(at);
    const line = svg("line", { class: "gl-whisker", x1: low, x2: high, y1: "50%", y2: "50%" });
    return [line, ...[low, high].map((end) => upright("gl-whisker", end, "30%", "70%"))];
  });
  const marks = findings.map(({ number, electrode }) => electrodeMark(electrode, { x: at(number), y: "50%" }));
  const picture = svg("svg", { "aria-hidden": "true" }, ...rules, ...whiskers, ...marks);
  return html("span", { class: "gl-strip" }, picture);
}

/** The mark of an electrode, in the middle of its own picture. */
function electrodeMark(electrode, attributes = {}) {
  return svg(
    "svg",
    { class: "gl-electrode", "data-electrode": electrode || "none", overflow: "visible", ...attributes },
    svg("path", { d: symbol(SHAPES[electrode], 72)() }),
  );
}

/** The numbers of the axis and what they are. */
export function axisRow(x, words) {
  const ticks = x.ticks(5);
  const zero = ticks.indexOf(0);
  const labels = ticks.map((value, index) => {
    // Where it is narrow every second one is left out, but never the zero.
    const between = (index - zero) % 2 !== 0;
    const place = { x: `${x(value)}%`, y: 13, "text-anchor": "middle", "data-between": between };
    return svg("text", { class: "gl-tick", ...place }, `${value}`.replace("-", "−"));
  });
  return html(
    "div",
    { class: "gl-axis-row gl-lane-grid", "aria-hidden": "true" },
    html("p", { class: "gl-axis-words" }, words),
    html("span", { class: "gl-strip" }, svg("svg", {}, ...labels)),
  );
}

/** What the marks of an axis mean. */
export function electrodeKey(findings) {
  const there = Object.keys(SHAPES).filter((electrode) => findings.some((one) => one.electrode === electrode));
  const entry = (words, ...content) => html("span", {}, sample(...content), words);
  return html(
    "p",
    { class: "gl-legend" },
    ...there.map((electrode) => entry(SAID[electrode], electrodeMark(electrode, { x: 17, y: 8 }))),
    entry("spread, where the table has one", svg("path", { class: "gl-whisker", d: "M2,4v8M32,4v8M2,8H32" })),
  );
}

function sample(...content) {
  return svg("svg", { viewBox: "0 0 34 16", width: 34, height: 16, "aria-hidden": "true" }, ...content);
}
