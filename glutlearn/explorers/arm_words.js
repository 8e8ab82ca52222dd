// What the view of one moment arm says, in words.
import { html, number } from "./elements.js";
import { capital, roleOf } from "./words.js";

// Up on a chart is what physiotherapists train most: flexing, abducting, turning outward.
export const AXES = {
  flexion: {
    words: "flexion axis",
    option: "Flexion axis, side to side",
    sign: 1,
    up: { verb: "flexes the hip", name: "flexion", short: "flexes" },
    down: { verb: "extends the hip", name: "extension", short: "extends" },
    question: "flex or extend the hip",
  },
  adduction: {
    words: "adduction axis",
    option: "Adduction axis, front to back",
    sign: -1,
    up: { verb: "abducts the thigh", name: "abduction", short: "abducts" },
    down: { verb: "adducts the thigh", name: "adduction", short: "adducts" },
    question: "abduct or adduct the thigh",
  },
  rotation: {
    words: "rotation axis",
    option: "Rotation axis, along the thigh",
    sign: -1,
    up: { verb: "turns the thigh outward", name: "outward rotation", short: "outward" },
    down: { verb: "turns the thigh inward", name: "inward rotation", short: "inward" },
    question: "turn the thigh outward or inward",
  },
};

/** What a pull makes of an arm, N·m. */
const momentOf = (arm, force) => (force * arm) / 1000;
const size = (value, digits) => Math.abs(value).toFixed(digits);

/** How a pull turns the joint coordinate of an axis, if up or down is how the chart shows it; and back again. */
export const turnOf = (role, { sign }) =>
  ({ up: sign > 0 ? "increase" : "decrease", down: sign > 0 ? "decrease" : "increase", none: "none" })[role];
const roleOfTurn = (turns, axis) => ["up", "down", "none"].find((role) => turnOf(role, axis) === turns);

/** The sentence that follows the controls, as text and numbers. `arm` in mm, in the library's sign. */
export function armSays({ key, words, arm, force }, axis) {
  const role = roleOf(axis.sign * arm);
  const effect =
    role === "none"
      ? "pulls straight past this axis: no turning effect, with an arm of "
      : `${axis[role].verb} with a moment arm of `;
  const of = { "data-muscle": key };
  const moment = momentOf(arm, force);
  return [
    `${capital(words)} ${effect}`,
    number("arm", arm, `${size(arm, 0)} mm`, of),
    `. A pull of ${Math.round(force)} N makes a moment of `,
    number("moment", moment, `${size(moment, 1)} N·m`, of),
    ".",
  ];
}

/**
 * The way from a distance to a moment, step by step; what is not needed is empty.
 * @param {{distance: number, sine: number} | null} lever  m; null where line and axis meet or run alike
 */
export function armSteps(arm, force, lever) {
  if (!lever) return [["The line of action meets the axis or runs along it, so it cannot turn anything about it."], [], []];
  const angle = ((Math.asin(Math.min(1, lever.sine)) * 180) / Math.PI).toFixed(0);
  const distance = (1000 * lever.distance).toFixed(0);
  const step = (question, answer) => [html("b", {}, `${question} `), answer];
  return [
    step("How far past the axis?", `The shortest distance between line of action and axis is ${distance} mm.`),
    step(
      "How squarely?",
      `They cross at ${angle}°. Only the part of the pull across the axis turns: ` +
        `${distance} mm × sin ${angle}° = ${size(arm, 0)} mm, the moment arm.`,
    ),
    step(
      "How strongly?",
      `Moment = force × moment arm = ${Math.round(force)} N × ${size(arm / 1000, 3)} m = ${size(momentOf(arm, force), 1)} N·m.`,
    ),
  ];
}

/** What became of a prediction; `arm` is that where it was made. */
export function compareArm({ turns, flexion }, arm, axis) {
  const [said, is] = [roleOfTurn(turns, axis), roleOf(axis.sign * arm)];
  const verb = (role) => (role === "none" ? "does neither" : axis[role].verb);
  const where = `at ${flexion}° of flexion it ${verb(is)}`;
  return said === is
    ? `As you said: ${where}. Now flex the hip: does it stay so?`
    : `You said that it ${verb(said)}; ${where}: look on which side of the axis its line passes.`;
}
