// Predict first: the question before the controls unlock, and afterwards what became of the prediction.
import { OWN_KEYS, radioGroup, write } from "./controls.js";
import { html } from "./elements.js";
import { createRange } from "./slider.js";

/** A range with label and value that belongs to a question, not to a trait; of a hip flexion unless it is told otherwise. */
export function questionRange({
  label,
  min,
  max,
  value,
  changed,
  trait = "prediction-angle",
  show = (here) => `${here}°`,
  speak = (here) => `${here} degrees of hip flexion`,
}) {
  const { root, title, input, put } = createRange({ trait, min, max, step: 1, speak, show });
  root.classList.add("gl-question");
  input.addEventListener("input", () => {
    put(Number(input.value));
    changed();
  });
  put(value);
  return { root, set: put, value: () => Number(input.value), ask: () => (title.textContent = label()) };
}

/** Radio buttons that belong to a question. */
export function questionRadios({ label, choices, trait }) {
  const { root, legend, inputs } = radioGroup({ trait, choices, required: true });
  const value = () => inputs.find((input) => input.checked)?.value ?? null;
  return { root, value, ask: () => (legend.textContent = label()) };
}

/**
 * The form that stands before the controls, and unlocks them.
 * @param {{model: any, questions: {root: HTMLElement, ask: () => void}[], predicted: () => object,
 *   first: () => HTMLElement}} options  `predicted` is what the learner says; `first` the control to go on with
 */
export function predictForm({ model, questions, predicted, first }) {
  const unlock = () => {
    write(model, "stage", "explore");
    first().focus({ preventScroll: true });
  };
  const skip = html("button", { type: "button", class: "gl-predict-skip", ...OWN_KEYS }, "Skip");
  const form = html(
    "form",
    { class: "gl-predict" },
    html("p", { class: "gl-predict-title" }, "Predict first. The controls unlock when you have."),
    ...questions.map((question) => question.root),
    html(
      "div",
      { class: "gl-actions" },
      html("button", { type: "submit", class: "gl-predict-submit", ...OWN_KEYS }, "That is my prediction"),
      skip,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    model.set("prediction", predicted());
    unlock();
  });
  skip.addEventListener("click", unlock);
  const ask = () => questions.forEach((question) => question.ask());
  ask();
  return { root: form, ask };
}
