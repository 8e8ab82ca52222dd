// Role inversion: the hip flexes, and piriformis and its neighbours change sides.
import { Vector3 } from "three";
import { PRESETS } from "./camera.js";
import { Chart } from "./chart.js";
import { checkboxes, radios, selectAnatomy, write } from "./controls.js";
import { html } from "./elements.js";
import { announcer, firstMove, listen } from "./frame.js";
import { place, readTables, zeroCrossings } from "./grid.js";
import { HipTables } from "./hip_tables.js";
import { playButton } from "./play.js";
import { LegPose } from "./pose.js";
import { predictForm, questionRadios, questionRange } from "./predict.js";
import { slider } from "./slider.js";
import { createSceneView } from "./stage.js";
import { lookOf, sample } from "./symbols.js";
import { AXES, compare, describeChart, roleOf, sentence } from "./words.js";

const PAIR = ["piriformis", "gluteus_medius_posterior"];
const UNKNOWN_CHART = "Chart of moment arms against hip flexion, empty until the prediction is made.";

function render({ model, el }) {
  const facts = model.get("facts");
  const tables = readTables(model);
  const hips = new Map();
  const pose = new LegPose();

  const hip = () => {
    const name = model.get("anatomy");
    if (!hips.has(name)) hips.set(name, new HipTables(tables, facts, name));
    return hips.get(name);
  };
  const axis = () => AXES[model.get("axis")];
  const look = (muscle) => lookOf(facts.showable.indexOf(muscle));
  const shownMuscles = () => {
    const here = hip().anatomy.muscles;
    return here.filter((muscle) => model.get("muscles").includes(muscle));
  };

  const { root, request, signal, stage, scene, locked, start } = createSceneView({
    model,
    el,
    name: "role-inversion",
    draw,
    tables,
    presets: PRESETS,
    worksWithout: "The chart and the numbers work.",
    describe: () => "Bones of the right hip and leg with the chosen muscles.",
  });
  const plot = html("div", { class: "gl-plot" });
  const says = html("p", { class: "gl-sentence" });
  const outcome = html("div", { class: "gl-explanation", hidden: true });
  const note = html("p", { class: "gl-note" });

  const flexionSlider = slider({
    model,
    trait: "flexion",
    label: "Hip flexion",
    nodes: facts.flexion,
    speak: (value) => `${Math.round(value)} degrees of hip flexion`,
  });
  const kneeSlider = slider({
    model,
    trait: "knee_flexion",
    label: "Knee flexion",
    nodes: facts.knee_flexion,
    speak: (value) => `${Math.round(value)} degrees of knee flexion`,
  });
  const play = playButton({
    model,
    trait: "flexion",
    label: "hip flexion",
    nodes: facts.flexion,
    signal,
  });
  const controls = [
    flexionSlider,
    kneeSlider,
    radios({
      model,
      trait: "axis",
      label: "Moment arms about the",
      choices: Object.entries(AXES).map(([key, { option }]) => [key, option]),
    }),
    selectAnatomy({ model, facts }),
    checkboxes({
      model,
      trait: "muscles",
      label: "Muscles",
      choices: facts.showable.map((key) => [key, facts.labels[key], sample(look(key))]),
      available: () => hip().anatomy.muscles,
    }),
  ];
  const [, , axisRadios, anatomySelect, muscleBoxes] = controls;
  // A prediction holds for the axis it was made about; until then it is drawn as it is being made.
  const angle = questionRange({
    label: () => `At which hip flexion will piriformis stop ${axis().doing}?`,
    min: facts.flexion[0],
    max: facts.flexion.at(-1),
    value: 90,
    changed: () => {
      chart.invalidate();
      request();
    },
  });
  const first = questionRadios({
    label: () => "Which of the two will switch first?",
    trait: "prediction-first",
    choices: [
      [PAIR[0], facts.labels[PAIR[0]]],
      [PAIR[1], facts.labels[PAIR[1]]],
      ["together", "both together"],
      ["neither", "neither"],
    ],
  });
  const form = predictForm({
    model,
    questions: [angle, first],
    predicted: () => ({ axis: model.get("axis"), angle: angle.value(), first: first.value() }),
    first: () => flexionSlider.input,
  });
  const main = html("fieldset", { class: "gl-main-controls" }, play.root, flexionSlider.root);
  const more = html(
    "fieldset",
    { class: "gl-controls" },
    html("div", { class: "gl-column" }, kneeSlider.root, anatomySelect.root),
    axisRadios.root,
    muscleBoxes.root,
  );
  root.append(
    form.root,
    html("div", { class: "gl-pictures" }, stage.root, plot),
    main,
    says,
    outcome,
    more,
    note,
  );
  const announce = announcer(root, signal);

  const chart = new Chart(plot, {
    flexion: facts.flexion,
    window: facts.window,
    moved: (flexion) => {
      if (locked()) return;
      play.stop();
      write(model, "flexion", Math.min(Math.max(flexion, facts.flexion[0]), facts.flexion.at(-1)));
    },
    needsFrame: request,
    signal,
  });

  function followControls() {
    for (const control of controls) control.follow();
    form.root.hidden = !locked();
    main.disabled = more.disabled = more.hidden = locked();
    root.dataset.stage = model.get("stage");
    root.dataset.anatomy = model.get("anatomy");
    if (locked()) play.stop(false);
    const words = axis().words;
    const along = stage.button("down-the-femur");
    along.textContent =
      model.get("axis") === "thigh" ? PRESETS["down-the-femur"].label : "Down the clam axis";
    along.title = `Look along the ${words}, from the leg up to the hip`;
    const { leg, label } = hip().anatomy;
    note.textContent = leg
      ? `${label} has no leg: knee, heel and with them the clam axis are borrowed from ${labelOf(leg)}.`
      : "";
    note.hidden = !leg;
    form.ask();
  }

  const labelOf = (name) => facts.anatomies.find((anatomy) => anatomy.name === name)?.label ?? name;

  function stateOfMuscles() {
    const flexion = model.get("flexion"),
      knee = model.get("knee_flexion"),
      about = model.get("axis");
    return shownMuscles().map((key) => {
      const arm = hip().arm(key, about, flexion, knee);
      return { key, words: facts.labels[key], arm, up: axis().sign * arm };
    });
  }

  function drawScene(muscles, now) {
    if (!scene) return false;
    const flexion = model.get("flexion"),
      knee = model.get("knee_flexion"),
      about = model.get("axis");
    const tablesHere = hip();
    const whereKnee = place(facts.knee_flexion, knee);
    pose.setFemur(tables("femur"), place(facts.drawn_flexion, flexion));
    pose.setKnee("tibia", tablesHere.table("pose/tibia"), whereKnee);
    pose.setKnee("patella", tablesHere.table("pose/patella"), whereKnee);
    scene.setFits({
      pelvis: tablesHere.table("fit/pelvis").values,
      femur: tablesHere.table("fit/femur").values,
      tibia: tablesHere.table("fit/tibia").values,
    });
    return scene.draw(
      {
        pose,
        axis: shownAxis(tablesHere.axisInThigh(about, knee).applyQuaternion(pose.femur)),
        muscles: muscles.map(({ key, words, up }) => ({
          key,
          words,
          path: tablesHere.paths.at(tablesHere.anatomy.muscles.indexOf(key), pose, flexion),
          up: locked() ? 0 : up / 1000,
          role: locked() ? "none" : roleOf(up),
        })),
        levers: locked() ? "never" : "along",
      },
      now,
    );
  }

  /** The thigh's axis points up from the knee, the clam axis down to the heels; one looks from the leg to the hip. */
  function shownAxis(direction) {
    const side = model.get("axis") === "thigh" ? -1 : 1;
    return {
      direction,
      side,
      span: [-0.14, 0.52],
      turnAt: 0.29,
      words: axis().words,
      turn: { words: axis().turn, role: "up", positive: axis().sign > 0 },
      forward: direction.clone().multiplyScalar(-side),
      up: new Vector3(1, 0, 0).applyQuaternion(pose.femur),
    };
  }

  function drawChart(muscles) {
    const knee = model.get("knee_flexion"),
      about = model.get("axis");
    const prediction = locked() ? { axis: about, angle: angle.value() } : model.get("prediction");
    const sign = axis().sign;
    const curves = muscles.map(({ key, words, up }) => {
      const curve = hip().curve(key, about, knee);
      return {
        key,
        words,
        up: curve.map((arm) => sign * arm),
        crossings: zeroCrossings(facts.flexion, curve),
        look: look(key),
        now: up,
        role: roleOf(up),
      };
    });
    const measured =
      about === "thigh" ? facts.measured.filter(({ muscle }) => shownMuscles().includes(muscle)) : [];
    chart.draw({
      flexion: model.get("flexion"),
      hidden: locked(),
      curves: locked() ? [] : curves,
      directions: { up: axis().up.verb, down: axis().down.verb },
      measured: measured.map(({ flexion, arm }) => ({ flexion, up: sign * arm })),
      measuredWords: ["cadavers", "(Delp 1999)"],
      prediction:
        prediction && prediction.axis === about
          ? { flexion: prediction.angle, words: `${locked() ? "you say" : "you said"} ${prediction.angle}°` }
          : null,
      description: locked() ? UNKNOWN_CHART : describeChart(curves, axis()),
    });
  }

  function say(muscles) {
    if (locked()) {
      says.replaceChildren(`At ${Math.round(model.get("flexion"))}° of flexion: what will each muscle do?`);
      return;
    }
    const pieces = sentence(model.get("flexion"), muscles, axis());
    says.replaceChildren(
      ...pieces.map((piece) =>
        typeof piece === "string"
          ? piece
          : html(
              "span",
              {
                class: "gl-number",
                "data-quantity": "arm",
                "data-muscle": piece.key,
                "data-value": piece.arm,
              },
              piece.words,
            ),
      ),
    );
    if (!play.playing()) announce(says.textContent);
  }

  function explain() {
    const prediction = model.get("prediction");
    outcome.hidden = locked() || !prediction;
    if (outcome.hidden) return;
    if (!played()) {
      outcome.replaceChildren(html("p", {}, "Now flex the hip, and watch where each curve changes sides."));
      return;
    }
    const knee = model.get("knee_flexion");
    const switches = PAIR.map((muscle) => hip().firstSwitch(muscle, prediction.axis, knee));
    const elsewhere = prediction.axis === model.get("axis") ? "" : AXES[prediction.axis].words;
    outcome.replaceChildren(
      html(
        "p",
        {},
        compare(
          prediction,
          switches,
          PAIR.map((muscle) => facts.labels[muscle]),
          elsewhere,
        ),
      ),
    );
  }

  function draw(now) {
    const muscles = stateOfMuscles();
    const moving = drawScene(muscles, now);
    drawChart(muscles);
    say(muscles);
    return moving;
  }

  const played = firstMove({ model, trait: "flexion", locked, then: explain, signal });
  listen(
    model,
    ["flexion"],
    () => {
      flexionSlider.follow();
      request();
    },
    signal,
  );
  listen(
    model,
    ["knee_flexion", "axis", "anatomy", "muscles", "stage", "prediction"],
    () => {
      followControls();
      explain();
      chart.invalidate();
      request();
    },
    signal,
  );

  return start("side-lying", followControls, explain);
}

export default { render };
