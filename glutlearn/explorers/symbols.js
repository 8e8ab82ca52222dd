// How muscles are told apart without colour: a dash pattern and a symbol for each.
import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from "d3-shape";
import { svg } from "./elements.js";

const DASHES = ["", "9 4", "2.5 3.5", "12 3 2 3", "6 2.5", "1.5 5", "14 4 2 4 2 4"];
const SHAPES = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolStar,
  symbolWye,
];

/** The look of the muscle with this place in the list of all muscles. */
export function lookOf(index) {
  const round = Math.floor(index / SHAPES.length);
  return {
    dash: DASHES[(index + round) % DASHES.length],
    outline: symbol(SHAPES[index % SHAPES.length], 78)(),
  };
}

/** A short sample of line and symbol, for the list of muscles. */
export function sample(look) {
  return svg(
    "svg",
    { class: "gl-sample", viewBox: "0 0 44 16", width: 44, height: 16, "aria-hidden": "true" },
    svg("line", { x1: 1, x2: 43, y1: 8, y2: 8, "stroke-dasharray": look.dash || "none" }),
    svg("path", { d: look.outline, transform: "translate(22 8)" }),
  );
}
