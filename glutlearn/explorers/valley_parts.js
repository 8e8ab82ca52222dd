// The still parts of the view of control, and its gauges.
import { html, svg } from "./elements.js";
import { createGauge } from "./gauge.js";
import { createLegend } from "./legend.js";
import { LOOKS } from "./valley.js";
import { LARGER } from "./valley_scene.js";

/** Shift, force and effort, each with its yardstick. */
export function createGauges({ shift, force }) {
  const gauges = {
    shift: createGauge({
      name: "Shift of the head",
      role: "shift",
      limit: 3,
      from: shift.low,
      to: shift.value,
    }),
    load: createGauge({ name: "Force on the socket", role: "load", limit: 6, to: force.value }),
    effort: createGauge({ name: "Effort of the muscles", role: "effort", limit: 4, to: 1 }),
  };
  const draw = (answer, least) => {
    const far = answer.over.shift >= 1 ? "more than" : answer.distance < shift.low ? "less than" : "within";
    gauges.shift.draw({
      quantity: "shift",
      value: answer.distance,
      shown: answer.distance.toFixed(2),
      unit: "mm",
      over: answer.over.shift >= 1,
      says: `${far} the ${shift.low}–${shift.value} mm measured in healthy hips`,
    });
    const hard = answer.over.load >= 1 ? "more" : "less";
    gauges.load.draw({
      quantity: "force",
      value: answer.weights,
      shown: answer.weights.toFixed(1),
      unit: "body weights",
      over: answer.over.load >= 1,
      says: `${hard} than the ${force.value.toFixed(1)} measured at the peak of walking`,
    });
    const times = answer.effort / least.effort;
    gauges.effort.draw({
      quantity: "times-least-effort",
      value: times,
      shown: times.toFixed(1),
      unit: "times the least",
      over: false,
      says: `sum of squared activations: ${answer.effort.toFixed(2)}`,
    });
  };
  const parts = Object.values(gauges).map((gauge) => gauge.root);
  return { root: html("div", { class: "gl-gauges" }, ...parts), draw };
}

/** What the colours and lines mean. */
export function legend({ shift, force }) {
  const curve = (key) => [
    svg("path", { class: `gl-curve gl-${key}`, d: "M0,8H34", "stroke-dasharray": LOOKS[key].dash || "none" }),
    svg("path", { class: `gl-dot gl-${key}`, d: LOOKS[key].outline, transform: "translate(17 8)" }),
  ];
  const muscle = (role) => [svg("path", { class: `gl-belly gl-scene-${role}`, d: "M0,8Q17,-3 34,8Q17,19 0,8Z" })];
  const ring = (name) => [svg("ellipse", { class: name, cx: 17, cy: 8, rx: 15, ry: 6.5 })];
  return createLegend([
    { words: "deep muscles (Retchford 2013): thicker is more active", marks: muscle("down") },
    { words: "all others", marks: muscle("up") },
    { words: "rim of the socket", marks: ring("gl-rim") },
    { words: `the head, its shift drawn ×${LARGER}`, marks: ring("gl-moved") },
    { words: `shift over ${shift.value} mm`, marks: curve("shift") },
    { words: `force over ${force.value.toFixed(1)} body weights`, marks: curve("load") },
    { words: "the larger of the two", marks: [svg("path", { class: "gl-envelope", d: "M0,8H34" })] },
  ]);
}

/** Where the numbers come from, and what they leave out. */
export function notes({ anatomy, yardsticks: { shift, force } }) {
  return html(
    "p",
    { class: "gl-note" },
    `Yardsticks: ${shift.low} mm in women and ${shift.value} mm in men, in a weight-bearing test of healthy hips ` +
      `(${shift.study}, read ${shift.read}); ${force.value.toFixed(2)} body weights at the peak of walking, in ` +
      `${force.n} with instrumented hip replacements (${force.study}, doi ${force.doi}, read as ${force.read}). ` +
      "Neither is a limit of what a hip bears. " +
      `Model: ${anatomy.label}, a body of 75 kg. The shift is what the weight of the leg or body does to a head held ` +
      "by muscles that are already tense, and by passive tissue that is alike in all directions; its millimetres are " +
      "uncertain, the shape of its curve less so. The scale of control is a definition of this course.",
  );
}
