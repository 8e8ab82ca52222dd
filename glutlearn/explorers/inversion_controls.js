// The controls of role inversion, and the two questions before them.
import { checkboxes, radios, selectAnatomy } from "./controls.js";
import { html } from "./elements.js";
import { playButton } from "./play.js";
import { predictForm, questionRadios, questionRange } from "./predict.js";
import { slider } from "./slider.js";
import { sample } from "./symbols.js";
import { AXES } from "./words.js";

/** The two whose switches are compared. */
export const PAIR = ["piriformis", "gluteus_medius_posterior"];

/**
 * @param {{model: any, facts: object, look: (muscle: string) => object, available: () => string[],
 *   signal: AbortSignal}} options  how each muscle is drawn, and those of the anatomy that is shown
 */
export function createInversionControls({ model, facts, look, available, signal }) {
  const angle = (trait, label, spoken) =>
    slider({ model, trait, label, nodes: facts[trait], speak: (value) => `${Math.round(value)} degrees of ${spoken}` });
  const flexion = angle("flexion", "Hip flexion", "hip flexion");
  const knee = angle("knee_flexion", "Knee flexion", "knee flexion");
  const axis = radios({
    model,
    trait: "axis",
    label: "Moment arms about the",
    choices: Object.entries(AXES).map(([key, { option }]) => [key, option]),
  });
  const anatomy = selectAnatomy({ model, facts });
  const muscles = checkboxes({
    model,
    trait: "muscles",
    label: "Muscles",
    choices: facts.showable.map((key) => [key, facts.labels[key], sample(look(key))]),
    available,
  });
  const play = playButton({ model, trait: "flexion", label: "hip flexion", nodes: facts.flexion, signal });
  const main = html("fieldset", { class: "gl-main-controls" }, play.root, flexion.root);
  const column = html("div", { class: "gl-column" }, knee.root, anatomy.root);
  const more = html("fieldset", { class: "gl-controls" }, column, axis.root, muscles.root);
  return { flexion, play, all: [flexion, knee, axis, anatomy, muscles], main, more };
}

/**
 * The questions: where will piriformis switch, and which of the two will be first?
 * @param {{model: any, facts: object, moved: () => void, first: () => HTMLElement}} options
 *   `moved`: another angle is said; `first` is the control to go on with
 */
export function createInversionQuestion({ model, facts, moved, first }) {
  const angle = questionRange({
    label: () => `At which hip flexion will piriformis stop ${AXES[model.get("axis")].doing}?`,
    min: facts.flexion[0],
    max: facts.flexion.at(-1),
    value: 90,
    changed: moved,
  });
  const order = questionRadios({
    label: () => "Which of the two will switch first?",
    trait: "prediction-first",
    choices: [
      ...PAIR.map((muscle) => [muscle, facts.labels[muscle]]),
      ["together", "both together"],
      ["neither", "neither"],
    ],
  });
  const said = () => ({ axis: model.get("axis"), angle: angle.value() });
  const form = predictForm({
    model,
    questions: [angle, order],
    predicted: () => ({ ...said(), first: order.value() }),
    first,
  });
  return { root: form.root, ask: form.ask, said };
}
