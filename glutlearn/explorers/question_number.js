// A number with a unit: a decimal comma will do as well as a point.
import { OWN_KEYS } from "./controls.js";
import { html, uniqueId } from "./elements.js";
import { quantity, verdict } from "./question_text.js";

/** @returns {number | null} */
export function readNumber(text, unit) {
  const plain = text.trim().replace(unit, "").trim().replace(/^[−–]/, "-").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

export function createNumber({ facts, promptId }) {
  const { answer: right, tolerance, unit, digits } = facts;
  const shown = (value) => quantity(value, digits, unit);
  const hint = html("p", { class: "gl-hint", id: uniqueId("hint") }, `Within ${tolerance}${unit === "°" ? "" : "\u00a0"}${unit} counts as right.`);
  const after = html("span", { id: uniqueId("unit") }, unit);
  const input = html("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    id: uniqueId("number"),
    size: 8,
    "aria-labelledby": `${promptId} ${after.id}`,
    "aria-describedby": hint.id,
    ...OWN_KEYS,
  });
  const root = html("div", { class: "gl-number-answer" }, html("p", {}, input, " ", after), hint);
  const near = (value, wanted) => Math.abs(value - wanted) <= tolerance;
  const isRight = (value) => near(value, right);
  const computed = () => `The library computes ${shown(right)}.`;
  // As it was typed: rounded it might look right.
  const typed = (value) => `${String(value).replace("-", "−")}${unit === "°" || !unit ? "" : "\u00a0"}${unit}`;

  return {
    root,
    task: unit ? `Write a number, in ${unit === "°" ? "degrees" : unit}.` : "Write a number.",
    missing: "Write a number first, such as 12.5.",
    value: () => readNumber(input.value, unit),
    set: (value) => (input.value = value === null ? "" : String(value)),
    focus: () => input.focus(),
    isRight,
    verdicts: (value) => {
      if (isRight(value)) return [verdict(true, `${typed(value)}: right. ${computed()}`, facts.feedback)];
      const known = facts.wrong.find((one) => near(value, one.value));
      return [verdict(false, `${typed(value)}: not quite.`, known?.feedback ?? facts.otherwise)];
    },
    solution: () => [verdict(true, computed(), facts.feedback)],
  };
}
