// Too much, too little: the hip is stiffened or let go; the head shifts less or more, and presses more or less hard.
import { select, write } from "./controls.js";
import { html, kind, number } from "./elements.js";
import { announcer, firstMove, listen } from "./frame.js";
import { readTables } from "./grid.js";
import { playButton } from "./play.js";
import { predictForm, questionRadios } from "./predict.js";
import { slider, stopSlider } from "./slider.js";
import { createSceneView } from "./stage.js";
import { insideOf, percent, Valley } from "./valley.js";
import { createGauges, legend, notes } from "./valley_parts.js";
import { makePresets, turnPresets, ValleyScene } from "./valley_scene.js";
import { ValleyTables } from "./valley_tables.js";
import * as words from "./valley_words.js";

const SETTING = ["exercise", "flexion", "control", "passive_stiffness"];
const STEP = 0.1;

function render({ model, el }) {
  const facts = model.get("facts");
  const { yardsticks } = facts;
  const tables = readTables(model);
  const answers = new ValleyTables(tables, facts);
  const presets = makePresets(model.get("exercise"));
  const [lowest, highest] = [facts.control[0], facts.control.at(-1)];

  const setting = () => Object.fromEntries(SETTING.map((trait) => [trait, model.get(trait)]));
  const exercise = () => answers.exercise(model.get("exercise"));

  const { root, request, signal, stage, scene, locked, start } = createSceneView({
    model,
    el,
    name: "too-much-too-little",
    draw,
    tables,
    presets,
    worksWithout: "The chart and the numbers work.",
    describe: () => "Bones of the right hip with its muscles, the rim of the socket and the force on it.",
  });
  const picture = scene && new ValleyScene(scene, tables, facts);
  const plot = html("div", { class: "gl-plot" });
  const means = html("p", { class: "gl-means" });
  const says = html("p", { class: "gl-sentence" });
  const outcome = html("div", { class: "gl-explanation", hidden: true });
  const gauges = createGauges(yardsticks);

  const controlSlider = slider({
    model,
    trait: "control",
    label: "Control of the head",
    nodes: facts.control,
    step: STEP,
    speak: words.controlSpoken,
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
  const exerciseSelect = select({
    model,
    trait: "exercise",
    label: "Exercise",
    choices: facts.exercises.map(({ name, choice }) => [name, choice]),
  });
  const flexionSlider = slider({
    model,
    trait: "flexion",
    label: "Hip flexion (− is extension)",
    nodes: exercise().flexion,
    speak: (value) => `${words.flexionWords(value)} of the hip`,
  });
  const markOf = (stiffness) => facts.marks.find(({ at }) => at === stiffness)?.full;
  const stiffnessSlider = stopSlider({
    model,
    trait: "passive_stiffness",
    label: "Passive stiffness",
    stops: facts.passive_stiffness,
    speak: (value) =>
      [`${Math.round(value)} newtons per millimetre`, markOf(value)].filter(Boolean).join(", "),
    show: (value) => `${Math.round(value)}\u00a0N/mm`,
    marks: facts.marks.map(({ at, words: short }) => ({ at, words: [at, short] })),
  });
  const controls = [controlSlider, exerciseSelect, flexionSlider, stiffnessSlider];

  const choices = [
    ["smaller", "It becomes smaller"],
    ["same", "It stays about the same"],
    ["larger", "It becomes larger"],
  ];
  const shiftQuestion = questionRadios({
    label: () => "What happens to the shift of the femoral head in its socket?",
    trait: "prediction-shift",
    choices,
  });
  const forceQuestion = questionRadios({
    label: () => "And to the force with which it presses on the socket?",
    trait: "prediction-force",
    choices,
  });
  const form = predictForm({
    model,
    questions: [shiftQuestion, forceQuestion],
    predicted: () => {
      const { control, ...asked } = setting();
      return { shift: shiftQuestion.value(), force: forceQuestion.value(), ...asked };
    },
    first: () => controlSlider.input,
  });
  const story = html("p", {});
  shiftQuestion.root.before(story);

  const main = html("fieldset", { class: "gl-main-controls" }, play.root, controlSlider.root);
  const more = html(
    "fieldset",
    { class: "gl-controls" },
    html("div", { class: "gl-column" }, exerciseSelect.root, flexionSlider.root),
    stiffnessSlider.root,
  );
  root.append(
    form.root,
    html("div", { class: "gl-pictures" }, stage.root, plot),
    legend(yardsticks),
    main,
    means,
    gauges.root,
    more,
    says,
    outcome,
    notes(facts),
  );
  const announce = announcer(root, signal);
  const chart = new Valley(plot, {
    levels: facts.control,
    words: {
      shift: "shift of the head",
      load: "force on the socket",
      yardsticks: `1 = ${yardsticks.shift.value} mm, ${yardsticks.force.value.toFixed(1)} body weights`,
    },
    moved: (control) => {
      if (locked()) return;
      play.stop(false);
      const within = Math.min(Math.max(control, lowest), highest);
      write(model, "control", Number((Math.round(within / STEP) * STEP).toFixed(6)));
    },
    needsFrame: request,
    signal,
  });

  function followControls() {
    const { flexion, said } = exercise();
    flexionSlider.setRange(flexion);
    for (const control of controls) control.follow();
    form.root.hidden = !locked();
    main.disabled = more.disabled = main.hidden = more.hidden = means.hidden = locked();
    root.dataset.stage = model.get("stage");
    root.dataset.anatomy = facts.anatomy.name;
    if (locked()) play.stop(false);
    const stiffness = model.get("passive_stiffness");
    const mark = markOf(stiffness);
    story.textContent =
      `A patient holds still in ${said}, at ${words.flexionWords(model.get("flexion"))} of the hip. ` +
      `The passive stiffness of her joint is ${Math.round(stiffness)}\u00a0N/mm${mark ? `, ${mark}` : ""}. ` +
      "Her therapist says: “Make the hip as stiff as you can.”";
    form.ask();
  }

  function draw(now) {
    const here = setting();
    const answer = answers.at(here);
    const least = answers.at({ ...here, control: 0 });
    const curve = answers.along(here);
    const spans = insideOf(facts.control, curve);
    chart.draw({
      control: here.control,
      curve,
      now: answer.over,
      hidden: locked(),
      description: locked()
        ? "Shift and force against control, empty until the prediction is made."
        : words.describeValley(facts.control, curve, spans),
    });
    gauges.draw(answer, least);
    showMeaning(here.control, answer);
    if (locked()) ask(answer);
    else
      say(here, answer, least, words.verdict(here.control, answer.over, least.over, curve, spans.length > 0));
    return picture ? picture.draw(exercise(), here.flexion, answer, now) : false;
  }

  /** What the control asks for, or that it cannot be had. */
  function showMeaning(control, answer) {
    const missing = words.whatIsMissing(answer, Math.max(0, control) * facts.stiffest);
    root.dataset.held = String(!missing);
    if (!missing) {
      means.textContent = words.controlMeans(control, facts.stiffest);
      return;
    }
    const { before, quantity, value, shown, after } = missing;
    means.replaceChildren(before, number(quantity, value, shown), after);
  }

  const shiftOf = ({ distance }) => number("shift", distance, words.millimetres(distance));
  const forceOf = ({ weights }) => number("force", weights, words.bodyWeights(weights));

  function ask(answer) {
    const parts = ["Now the head shifts ", shiftOf(answer), " and presses with ", forceOf(answer)];
    says.replaceChildren(...parts, ". What will stiffening do to both?");
  }

  function say({ flexion, control }, answer, least, verdict) {
    const { shift, force } = yardsticks;
    const working = words
      .mostActive(answer.activation, facts.muscles)
      .flatMap((muscle, index, all) => [
        index === 0 ? "" : index === all.length - 1 ? " and " : ", ",
        `${muscle.words} `,
        number("activation", muscle.share, words.share(muscle.share), { "data-muscle": muscle.name }),
      ]);
    says.replaceChildren(
      kind("model"),
      ` ${words.situation(exercise().said, flexion, answer)} shifts `,
      shiftOf(answer),
      " and presses with ",
      forceOf(answer),
      "; most active: ",
      ...working,
      ". ",
      kind("measurement"),
      ` Healthy hips shift ${shift.low}–${shift.value} mm, walking peaks at ${force.value.toFixed(1)} body weights: `,
      `${verdict}. `,
      kind("claim"),
      ` ${words.claim(control, answer, least)}`,
    );
    if (!play.playing()) announce(`${answer.held ? "" : means.textContent} ${says.textContent}`);
  }

  function explain() {
    const prediction = model.get("prediction");
    outcome.hidden = locked() || !prediction;
    if (outcome.hidden) return;
    if (!played()) {
      outcome.textContent =
        "Now move the control to the right, to “too much”, and watch both curves. Then to the left.";
      return;
    }
    const [least, most] = [0, highest].map((control) => answers.at({ ...prediction, control }));
    outcome.textContent = words.compare(prediction, least, most);
  }

  const played = firstMove({ model, trait: "control", locked, then: explain, signal });
  listen(
    model,
    ["control"],
    () => {
      controlSlider.follow();
      request();
    },
    signal,
  );
  listen(
    model,
    ["exercise"],
    () => {
      const { flexion, start: begins } = exercise();
      const now = model.get("flexion");
      if (now < flexion[0] || now > flexion.at(-1)) write(model, "flexion", begins);
      turnPresets(presets, model.get("exercise"));
      if (stage.button("in-position").getAttribute("aria-pressed") === "true") stage.choose("in-position");
    },
    signal,
  );
  listen(
    model,
    ["exercise", "flexion", "passive_stiffness", "stage", "prediction"],
    () => {
      followControls();
      explain();
      chart.invalidate();
      request();
    },
    signal,
  );

  return start("in-position", followControls, explain);
}

export default { render };
