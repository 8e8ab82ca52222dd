// What curves stand in: lines and ticks with their numbers, captions, and the flag at the foot of a marker.
import { setAttributes, svg } from "./elements.js";

/**
 * @typedef {{left: number, right: number, top: number, bottom: number}} Edges  of the drawing, pixels
 */

/** @returns {Edges} what a margin leaves of a box */
export function edgesOf(margin, width, height) {
  return { left: margin.left, right: width - margin.right, top: margin.top, bottom: height - margin.bottom };
}

/** A line right across the drawing for each value, and its number to the left. */
export function valueLines(y, values, { left, right }, show = (value) => `${value}`) {
  return values.flatMap((value) => {
    const at = y(value);
    return [
      svg("line", { class: value === 0 ? "gl-zero" : "gl-rule", x1: left, x2: right, y1: at, y2: at }),
      svg(
        "text",
        { class: "gl-tick", x: left - 8, y: at, "text-anchor": "end", "dominant-baseline": "middle" },
        show(value),
      ),
    ];
  });
}

/** A tick below the drawing for each value, and its number. */
export function ticksBelow(x, values, { bottom }, show) {
  return values.flatMap((value) => {
    const at = x(value);
    return [
      svg("line", { class: "gl-rule", x1: at, x2: at, y1: bottom, y2: bottom + 4 }),
      svg("text", { class: "gl-tick", x: at, y: bottom + 16, "text-anchor": "middle" }, show(value)),
    ];
  });
}

/** What the two axes are, below the drawing and beside it. */
export function captions({ left, right, top, bottom }, height, below, beside) {
  const upwards = `translate(12 ${(top + bottom) / 2}) rotate(-90)`;
  return [
    svg("text", { class: "gl-caption", x: (left + right) / 2, y: height - 8, "text-anchor": "middle" }, below),
    svg("text", { class: "gl-caption", transform: upwards, "text-anchor": "middle" }, beside),
  ];
}

/** The document's range, and the line at its upper end. */
export function windowOf(x, { from, to }, { top, bottom }) {
  return [
    svg("rect", { class: "gl-window", x: x(from), y: top, width: x(to) - x(from), height: bottom - top }),
    svg("line", { class: "gl-rule-65", x1: x(to), x2: x(to), y1: top, y2: bottom }),
  ];
}

/** What stands in the place of curves that are not to be seen yet, line by line. */
export function awaited(lines, x, y) {
  const spans = lines.map((words, index) => svg("tspan", { x, dy: index * 18 }, words));
  return svg("text", { class: "gl-awaited", x, y, "text-anchor": "middle" }, ...spans);
}

/** A flag with a few letters, which stays within its drawing. */
export function createFlag(width = 42) {
  const words = svg("text", { y: 14, "text-anchor": "middle" });
  const plate = svg("rect", { x: -width / 2, y: 0, width, height: 19, rx: 9.5 });
  const root = svg("g", { class: "gl-flag" }, plate, words);
  return {
    root,
    put(at, top, text, most) {
      const reach = width / 2 + 1;
      const inside = Math.min(Math.max(at, reach), most - reach);
      setAttributes(root, { transform: `translate(${inside} ${top})` });
      words.textContent = text;
    },
  };
}
