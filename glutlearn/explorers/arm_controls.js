// The controls of the view of one moment arm, and the question before them.
import { AXES, turnOf } from "./arm_words.js";
import { radios, select } from "./controls.js";
import { html } from "./elements.js";
import { predictForm, questionRadios } from "./predict.js";
import { slider } from "./slider.js";
import { capital } from "./words.js";

/** @param {{model: any, facts: object}} options */
export function createArmControls({ model, facts }) {
  const angle = (trait, label, speak) => slider({ model, trait, label, nodes: facts[trait], speak });
  const twoWays = (positive, negative) => (value) =>
    value === 0 ? "neutral" : `${Math.abs(Math.round(value))} degrees of ${value > 0 ? positive : negative}`;
  const sliders = [
    angle("flexion", "Hip flexion", (value) => `${Math.round(value)} degrees of hip flexion`),
    angle("adduction", "Adduction (− is abduction)", twoWays("adduction", "abduction")),
    angle("rotation", "Rotation (+ inward, − outward)", twoWays("inward rotation", "outward rotation")),
    slider({
      model,
      trait: "force",
      label: "Pull of the muscle",
      nodes: facts.force,
      step: 10,
      speak: (value) => `${Math.round(value)} newtons`,
      show: (value) => `${Math.round(value)} N`,
    }),
  ];
  const axis = radios({
    model,
    trait: "axis",
    label: "About which axis?",
    choices: Object.entries(AXES).map(([key, { option }]) => [key, option]),
  });
  const muscle = select({
    model,
    trait: "muscle",
    label: "Muscle",
    choices: facts.muscles.map((key) => [key, facts.labels[key]]),
  });
  const main = html("fieldset", { class: "gl-controls gl-angles" }, ...sliders.map((one) => one.root));
  const column = html("div", { class: "gl-column" }, muscle.root);
  const more = html("fieldset", { class: "gl-controls" }, column, axis.root);
  return { sliders, all: [...sliders, axis, muscle], main, more };
}

/**
 * The question: which way will the muscle turn the hip?
 * @param {{model: any, facts: object, first: () => HTMLElement}} options  `first` is the control to go on with
 */
export function createArmQuestion({ model, facts, first }) {
  const axis = () => AXES[model.get("axis")];
  const question = questionRadios({
    label: () =>
      `When ${facts.labels[model.get("muscle")]} pulls in this position, will it ${axis().question}?`,
    trait: "prediction-turns",
    choices: [
      ["up", ""],
      ["down", ""],
      ["none", "Neither: it pulls straight past the axis"],
    ],
  });
  const choiceWords = question.root.querySelectorAll("label span");
  const form = predictForm({
    model,
    questions: [question],
    predicted: () => {
      const asked = ["muscle", "axis", "flexion"].map((trait) => [trait, model.get(trait)]);
      return { ...Object.fromEntries(asked), turns: turnOf(question.value(), axis()) };
    },
    first,
  });
  const ask = () => {
    form.ask();
    ["up", "down"].forEach((role, index) => {
      choiceWords[index].textContent = capital(`it ${axis()[role].verb}`);
    });
  };
  return { root: form.root, ask };
}
