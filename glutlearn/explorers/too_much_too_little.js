// Too much, too little: the hip is stiffened or let go; the head shifts less or more, and presses more or less hard.
import { write } from "./controls.js";
import { html, kind, number } from "./elements.js";
import { announcer, firstMove, listen } from "./frame.js";
import { readTables } from "./grid.js";
import { createSceneView } from "./stage.js";
import { Valley } from "./valley.js";
import { createValleyControls, createValleyQuestion, STEP } from "./valley_controls.js";
import { insideOf } from "./valley_inside.js";
import { createGauges, legend, notes } from "./valley_parts.js";
import { makePresets, turnPresets, ValleyScene } from "./valley_scene.js";
import { ValleyTables } from "./valley_tables.js";
import * as words from "./valley_words.js";

const SETTING = ["exercise", "flexion", "control", "passive_stiffness"];

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

  const controls = createValleyControls({ model, facts, flexions: exercise().flexion, signal });
  const { play, main, more } = controls;
  const question = createValleyQuestion({ model, facts, setting, first: () => controls.control.input });
  root.append(
    question.root,
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
    const waits = locked();
    controls.flexion.setRange(exercise().flexion);
    for (const control of controls.all) control.follow();
    question.root.hidden = !waits;
    question.ask(exercise());
    main.disabled = more.disabled = main.hidden = more.hidden = means.hidden = waits;
    root.dataset.stage = model.get("stage");
    root.dataset.anatomy = facts.anatomy.name;
    if (waits) play.stop(false);
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

  /** Another exercise: at its own flexion if it has not the one before, and seen as it is done. */
  function changeExercise() {
    const { flexion, start: begins } = exercise();
    const now = model.get("flexion");
    if (now < flexion[0] || now > flexion.at(-1)) write(model, "flexion", begins);
    turnPresets(presets, model.get("exercise"));
    if (stage.button("in-position").getAttribute("aria-pressed") === "true") stage.choose("in-position");
  }

  const played = firstMove({ model, trait: "control", locked, then: explain, signal });
  const controlled = () => {
    controls.control.follow();
    request();
  };
  const changed = () => {
    followControls();
    explain();
    chart.invalidate();
    request();
  };
  listen(model, ["control"], controlled, signal);
  listen(model, ["exercise"], changeExercise, signal);
  listen(model, ["exercise", "flexion", "passive_stiffness", "stage", "prediction"], changed, signal);

  return start("in-position", followControls, explain);
}

export default { render };
