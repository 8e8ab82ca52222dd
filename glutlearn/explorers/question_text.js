// The part of Markdown that questions are written in, and the signs of right and wrong.
import { html } from "./elements.js";

const MARKED = /\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`/g;
const TAGS = ["strong", "em", "code"];

/** @returns {(string | HTMLElement)[]} */
export function inline(source) {
  const pieces = [];
  let end = 0;
  for (const found of source.matchAll(MARKED)) {
    pieces.push(source.slice(end, found.index));
    const which = [1, 2, 3].find((group) => found[group] !== undefined);
    pieces.push(html(TAGS[which - 1], {}, ...(which === 3 ? [found[3]] : inline(found[which]))));
    end = found.index + found[0].length;
  }
  pieces.push(source.slice(end));
  return pieces.filter((piece) => piece !== "");
}

/** @returns {HTMLElement[]} */
export function paragraphs(source) {
  return source.split(/\n\s*\n/).map((one) => html("p", {}, ...inline(one.trim())));
}

/** A sign before a verdict: its shape and the words that follow say the same as its colour. */
export function sign(right) {
  return html("span", { class: `gl-sign gl-${right ? "right" : "wrong"}`, "aria-hidden": "true" }, right ? "✓" : "✗");
}

/** One line of a verdict, and the words that explain it. */
export function verdict(right, title, feedback) {
  const words = feedback ? paragraphs(feedback) : [];
  return html(
    "div",
    { class: "gl-verdict-one", "data-right": String(right) },
    html("p", { class: "gl-verdict-title" }, sign(right), html("span", {}, title)),
    ...words,
  );
}

/** A number as it is written, with a true minus and its unit. */
export function quantity(value, digits, unit) {
  const rounded = Number(value.toFixed(digits));
  const size = Math.abs(rounded).toFixed(digits);
  const space = unit && unit !== "°" ? "\u00a0" : "";
  return `${rounded < 0 ? "−" : ""}${size}${space}${unit}`;
}
