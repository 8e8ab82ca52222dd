// The controls of the view of control, and the two questions before them.
import { select } from "./controls.js";
import { html } from "./elements.js";
import { playButton } from "./play.js";
import { predictForm, questionRadios } from "./predict.js";
import { slider, stopSlider } from "./slider.js";
import { controlSpoken, flexionWords, percent } from "./valley_words.js";

/** From one stop of the control to the next. */
export const STEP = 0.1;

/** @param {{model: any, facts: object, flexions: number[], signal: AbortSignal}} options  flexions of the exercise, degrees */
export function createValleyControls({ model, facts, flexions, signal }) {
  const [lowest, highest] = [facts.control[0], facts.control.at(-1)];
  const control = slider({
    model,
    trait: "control",
    label: "Control of the head",
    nodes: facts.control,
    step: STEP,
    speak: controlSpoken,
    show: percent,
    marks: [
      { at: lowest, words: "too little" },
      { at: 0, words: "least effort" },
      { at: highest, words: "too much" },
    ],
  });
  const play = playButton({
    model,
    trait: "control",
    label: "control from too little to too much",
    nodes: facts.control,
    signal,
    unit: STEP / 5,
    rest: STEP,
  });
  const exercise = select({
    model,
    trait: "exercise",
    label: "Exercise",
    choices: facts.exercises.map(({ name, choice }) => [name, choice]),
  });
  const flexion = slider({
    model,
    trait: "flexion",
    label: "Hip flexion (− is extension)",
    nodes: flexions,
    speak: (value) => `${flexionWords(value)} of the hip`,
  });
  const stiffness = stopSlider({
    model,
    trait: "passive_stiffness",
    label: "Passive stiffness",
    stops: facts.passive_stiffness,
    speak: (value) =>
      [`${Math.round(value)} newtons per millimetre`, meaningOf(value, facts)].filter(Boolean).join(", "),
    show: (value) => `${Math.round(value)}\u00a0N/mm`,
    marks: facts.marks.map(({ at, words: short }) => ({ at, words: [at, short] })),
  });
  const column = html("div", { class: "gl-column" }, exercise.root, flexion.root);
  return {
    control,
    flexion,
    play,
    all: [control, exercise, flexion, stiffness],
    main: html("fieldset", { class: "gl-main-controls" }, play.root, control.root),
    more: html("fieldset", { class: "gl-controls" }, column, stiffness.root),
  };
}

/** What a passive stiffness stands for, if it is one of those that have a name. */
const meaningOf = (stiffness, { marks }) => marks.find(({ at }) => at === stiffness)?.full;

/**
 * The questions: what does stiffening do to shift and force?
 * @param {{model: any, facts: object, setting: () => object, first: () => HTMLElement}} options
 *   `setting` is what the answer holds for; `first` the control to go on with
 */
export function createValleyQuestion({ model, facts, setting, first }) {
  const about = (label, trait) =>
    questionRadios({
      label: () => label,
      trait,
      choices: [
        ["smaller", "It becomes smaller"],
        ["same", "It stays about the same"],
        ["larger", "It becomes larger"],
      ],
    });
  const shift = about("What happens to the shift of the femoral head in its socket?", "prediction-shift");
  const force = about("And to the force with which it presses on the socket?", "prediction-force");
  const form = predictForm({
    model,
    questions: [shift, force],
    predicted: () => {
      const { control, ...asked } = setting();
      return { shift: shift.value(), force: force.value(), ...asked };
    },
    first,
  });
  const story = html("p", {});
  shift.root.before(story);
  return {
    root: form.root,
    /** @param {{said: string}} exercise */
    ask({ said }) {
      const { flexion, passive_stiffness: stiffness } = setting();
      const meaning = meaningOf(stiffness, facts);
      story.textContent =
        `A patient holds still in ${said}, at ${flexionWords(flexion)} of the hip. ` +
        `The passive stiffness of her joint is ${Math.round(stiffness)}\u00a0N/mm${meaning ? `, ${meaning}` : ""}. ` +
        "Her therapist says: “Make the hip as stiff as you can.”";
      form.ask();
    },
  };
}
