// What the marks of a picture mean: a small sample of each, and its words.
import { html, svg } from "./elements.js";

/** @param {{words: string, marks: SVGElement[]}[]} entries  marks in a box of 34 × 16 */
export function createLegend(entries) {
  const sample = { viewBox: "0 0 34 16", width: 34, height: 16, "aria-hidden": "true" };
  return html(
    "p",
    { class: "gl-legend" },
    ...entries.map(({ words, marks }) => html("span", {}, svg("svg", sample, ...marks), words)),
  );
}
