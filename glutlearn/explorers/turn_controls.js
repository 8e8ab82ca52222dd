// The controls of the rolling pelvis, and the question before them.
import { checkbox, OWN_KEYS, selectAnatomy } from "./controls.js";
import { html } from "./elements.js";
import { playButton } from "./play.js";
import { predictForm, questionRange } from "./predict.js";
import { slider } from "./slider.js";
import { shownDegrees } from "./turn_words.js";

/** @param {{model: any, facts: object, signal: AbortSignal}} options */
export function createTurnControls({ model, facts, signal }) {
  const angleSlider = (trait, label, spoken) =>
    slider({
      model,
      trait,
      label,
      nodes: facts[trait],
      speak: (value) => `${shownDegrees(value).replace("°", "")} degrees of ${spoken}`,
      show: shownDegrees,
    });
  const opening = angleSlider("opening", "Knee opening, as seen", "opening");
  const roll = angleSlider("pelvic_roll", "Pelvis rolled back by", "pelvic roll");
  const range = angleSlider(
    "controlled_range",
    "Controlled range: pelvis held to",
    "opening with a held pelvis",
  );
  const flexion = angleSlider("flexion", "Hip flexion at the start", "hip flexion");
  const part = facts.share === 0.5 ? "half" : `${100 * facts.share} %`;
  const follow = checkbox({
    model,
    trait: "follow",
    label: `Let the pelvis follow: ${part} of what opens beyond that range is roll`,
  });
  const anatomy = selectAnatomy({ model, facts });
  const play = playButton({
    model,
    trait: "opening",
    label: "opening of the knee",
    nodes: facts.opening,
    signal,
    unit: 0.6,
    rest: facts.opening[1] - facts.opening[0],
  });
  // The hand on the roll takes it from a pelvis that follows; before the slider writes, so that one message says both.
  roll.input.addEventListener("input", () => model.set("follow", false), { capture: true });
  const column = (...parts) => html("div", { class: "gl-column" }, ...parts.map((one) => one.root));
  const panels = {
    main: html("fieldset", { class: "gl-main-controls" }, play.root, opening.root),
    rolling: html("fieldset", { class: "gl-controls" }, column(roll), column(range, follow)),
    more: html("fieldset", { class: "gl-controls" }, column(flexion), column(anatomy)),
  };
  return { opening, roll, range, follow, flexion, anatomy, play, panels };
}

/**
 * The question: of two clams with the knee as high, how far did the hip turn in the one whose pelvis has rolled?
 * @param {{model: any, asked: {opening: number, pelvic_roll: number}, looked: (rolled: boolean) => void,
 *   moved: () => void, first: () => HTMLElement}} options  `looked`: one of the two is to be shown
 */
export function createTurnQuestion({ model, asked, looked, moved, first }) {
  const question = questionRange({
    label: () => `In the clam with the rolled pelvis, how much of the ${asked.opening}° did the hip itself turn?`,
    min: 0,
    max: 40,
    value: asked.opening,
    speak: (value) => `${value} degrees turned by the hip`,
    changed: moved,
  });
  const form = predictForm({
    model,
    questions: [question],
    predicted: () => {
      const [anatomy, flexion] = [model.get("anatomy"), model.get("flexion")];
      return { angle: question.value(), anatomy, flexion, ...asked };
    },
    first,
  });
  const looks = [false, true].map((rolled) => {
    const name = rolled ? `Pelvis rolled back by ${asked.pelvic_roll}°` : "Pelvis held";
    const button = html(
      "button",
      { type: "button", "data-rolled": String(rolled), "aria-pressed": String(!rolled), ...OWN_KEYS },
      name,
    );
    button.addEventListener("click", () => {
      for (const one of looks) one.setAttribute("aria-pressed", String(one === button));
      looked(rolled);
    });
    return button;
  });
  question.root.before(
    html(
      "p",
      {},
      `Two clams. In both the knee has opened by ${asked.opening}° and stands as high. ` +
        `In one the pelvis is held, in the other it has rolled back by ${asked.pelvic_roll}°. Look at both:`,
    ),
    html("div", { class: "gl-presets gl-looks", role: "group", "aria-label": "Which of the two clams" }, ...looks),
  );
  return { root: form.root, ask: form.ask, value: question.value };
}
