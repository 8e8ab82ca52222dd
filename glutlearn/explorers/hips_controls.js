// The controls of the view of many hips, and the question before them.
import { radios, select, selectAnatomy, write } from "./controls.js";
import { html } from "./elements.js";
import { listen } from "./frame.js";
import { hundredHips } from "./hundred_hips.js";
import { predictForm, questionRange } from "./predict.js";
import { slider } from "./slider.js";
import { AXES } from "./words.js";

const signed = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value)}°`;
const tilted = (value) => (value === 0 ? "0°" : `${Math.abs(value)}° ${value > 0 ? "forwards" : "backwards"}`);
const spoken = (more, less) => (value) =>
  value === 0 ? "as published" : `${Math.abs(value)} degrees ${value > 0 ? more : less}`;

/** @param {{model: any, facts: object, signal: AbortSignal}} options */
export function createHipsControls({ model, facts, signal }) {
  const ranged = (trait, label, show, speak) => slider({ model, trait, label, nodes: facts[trait], show, speak });
  const attachment = ranged(
    "attachment_mm",
    "Attachment error",
    (value) => `${value} mm`,
    (value) => `${value} millimetres, standard deviation in each direction`,
  );
  const anteversion = ranged(
    "anteversion_deg",
    "Femoral anteversion",
    signed,
    spoken("more than published", "less than published"),
  );
  const tilt = ranged("pelvic_tilt_deg", "Pelvic tilt", tilted, spoken("forwards", "backwards"));
  const muscles = facts.muscles.map((key) => [key, facts.labels[key]]);
  const upper = select({ model, trait: "upper", label: "Upper muscle", choices: muscles });
  const lower = select({ model, trait: "lower", label: "Lower muscle", choices: muscles });
  keepApart(model, signal);
  const anatomy = selectAnatomy({ model, facts });
  const about = radios({
    model,
    trait: "about",
    label: "Moment arms about the",
    choices: facts.axes.map((axis) => [axis, AXES[axis].option]),
  });
  const column = (...controls) => html("div", { class: "gl-column" }, ...controls.map(({ root }) => root));
  const sliders = [attachment, anteversion, tilt];
  return {
    first: attachment,
    all: [...sliders, upper, lower, anatomy, about],
    main: html("fieldset", { class: "gl-controls gl-three" }, ...sliders.map(({ root }) => root)),
    more: html("fieldset", { class: "gl-controls" }, column(upper, lower), column(anatomy, about)),
  };
}

/** Whoever chooses the other half's muscle gets the two exchanged. */
function keepApart(model, signal) {
  let before = {};
  const remember = () => (before = { upper: model.get("upper"), lower: model.get("lower") });
  const exchange = () => {
    const { upper, lower } = before;
    const now = remember();
    if (now.upper !== now.lower) return;
    if (now.upper !== upper) write(model, "lower", upper);
    else write(model, "upper", lower);
  };
  remember();
  listen(model, ["upper", "lower"], exchange, signal);
}

/**
 * The question, with a hundred hips to show the guess on.
 * @param {{model: any, facts: object, inside: string, conditions: () => object, guessed: () => void,
 *   first: () => HTMLElement}} options  `inside` are the words for the window; `conditions` what the hips are made with;
 *   `guessed`: another number is said
 */
export function createHipsQuestion({ model, facts, inside, conditions, guessed, first }) {
  const question = questionRange({
    label: () =>
      `In how many of 100 such hips will ${facts.labels[model.get("upper")]} switch inside ${inside}?`,
    min: 0,
    max: 100,
    value: 50,
    trait: "prediction-share",
    show: (here) => `${here} of 100`,
    speak: (here) => `${here} of 100 hips`,
    changed: () => {
      showGuess();
      guessed();
    },
  });
  const form = predictForm({
    model,
    questions: [question],
    predicted: () => ({ share: question.value(), muscle: model.get("upper"), ...conditions() }),
    first,
  });
  const story = html("p", {});
  const dots = hundredHips();
  question.root.before(story);
  question.root.after(dots.root);
  function showGuess() {
    const predicted = question.value();
    const words = `A hundred hips: you say ${predicted} switch inside ${inside}.`;
    dots.draw({ counts: null, predicted, words });
  }
  return {
    root: form.root,
    ask(words) {
      story.textContent = words;
      form.ask();
      showGuess();
    },
  };
}
