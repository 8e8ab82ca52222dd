// Moment arm: one muscle, one axis, the distance between its line of action and the axis, and what a pull does.
import { Vector3 } from "three";
import { Bar } from "./bar.js";
import { PRESETS } from "./camera.js";
import { radios, select } from "./controls.js";
import { html } from "./elements.js";
import { announcer, listen } from "./frame.js";
import { blendGrid, blendRows, place, readTables } from "./grid.js";
import { commonPerpendicular } from "./lever.js";
import { LegPose, MusclePaths } from "./pose.js";
import { predictForm, questionRadios } from "./predict.js";
import { slider } from "./slider.js";
import { createSceneView } from "./stage.js";
import { capital, roleOf } from "./words.js";

const COORDINATES = ["flexion", "adduction", "rotation"];

// Up on a chart is what physiotherapists train most: flexing, abducting, turning outward.
const AXES = {
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

function render({ model, el }) {
  const facts = model.get("facts");
  const tables = readTables(model);
  const paths = new MusclePaths(tables("points"), tables("bodies"), tables("moving"), facts.flexion);
  const pose = new LegPose();
  for (const body of ["tibia", "patella"])
    pose.setKnee(body, tables(`pose/${body}`), { low: 0, high: 1, t: 0 });

  const axis = () => AXES[model.get("axis")];
  const name = () => facts.labels[model.get("muscle")];

  const { root, request, signal, stage, scene, locked, start } = createSceneView({
    model,
    el,
    name: "moment-arm",
    draw,
    tables,
    presets: PRESETS,
    worksWithout: "The bar and the numbers work.",
    captionOf: (preset) => (PRESETS[preset].along ? "Along the axis: it is a point" : PRESETS[preset].caption),
    describe: () => `Bones of the right hip with ${name()}, the axis and the line of action.`,
  });
  const says = html("p", { class: "gl-sentence" });
  const outcome = html("div", { class: "gl-explanation", hidden: true });
  const plot = html("div", { class: "gl-bar-box" });
  const distanceStep = html("p", { class: "gl-step" });
  const armStep = html("p", { class: "gl-step" });
  const momentStep = html("p", { class: "gl-step" });
  const steps = html("div", { class: "gl-steps" }, distanceStep, armStep, momentStep);

  const angleSlider = (trait, label, speak) => slider({ model, trait, label, nodes: facts[trait], speak });
  const twoWays = (positive, negative) => (value) =>
    value === 0 ? "neutral" : `${Math.abs(Math.round(value))} degrees of ${value > 0 ? positive : negative}`;
  const sliders = [
    angleSlider("flexion", "Hip flexion", (value) => `${Math.round(value)} degrees of hip flexion`),
    angleSlider("adduction", "Adduction (− is abduction)", twoWays("adduction", "abduction")),
    angleSlider("rotation", "Rotation (+ inward, − outward)", twoWays("inward rotation", "outward rotation")),
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
  const axisRadios = radios({
    model,
    trait: "axis",
    label: "About which axis?",
    choices: Object.entries(AXES).map(([key, { option }]) => [key, option]),
  });
  const muscleSelect = select({
    model,
    trait: "muscle",
    label: "Muscle",
    choices: facts.muscles.map((muscle) => [muscle, facts.labels[muscle]]),
  });
  const controls = [...sliders, axisRadios, muscleSelect];

  const question = questionRadios({
    label: () => `When ${name()} pulls in this position, will it ${axis().question}?`,
    trait: "prediction-turns",
    choices: [
      ["up", ""],
      ["down", ""],
      ["none", "Neither: it pulls straight past the axis"],
    ],
  });
  const choiceWords = [...question.root.querySelectorAll("label span")];
  const form = predictForm({
    model,
    questions: [question],
    predicted: () => {
      const { sign } = axis();
      const turns = {
        up: sign > 0 ? "increase" : "decrease",
        down: sign > 0 ? "decrease" : "increase",
        none: "none",
      };
      const asked = ["muscle", "axis", "flexion"].map((trait) => [trait, model.get(trait)]);
      return { ...Object.fromEntries(asked), turns: turns[question.value()] };
    },
    first: () => sliders[0].input,
  });
  const main = html(
    "fieldset",
    { class: "gl-controls gl-angles" },
    ...sliders.map((control) => control.root),
  );
  const more = html(
    "fieldset",
    { class: "gl-controls" },
    html("div", { class: "gl-column" }, muscleSelect.root),
    axisRadios.root,
  );
  root.append(
    form.root,
    html(
      "div",
      { class: "gl-pictures" },
      stage.root,
      html("div", { class: "gl-side" }, plot, says, outcome, steps),
    ),
    main,
    more,
  );
  const announce = announcer(root, signal);

  scene?.setFits(
    Object.fromEntries(["pelvis", "femur", "tibia"].map((body) => [body, tables(`fit/${body}`).values])),
  );
  const { values } = tables("arms");
  const largest = values.reduce((most, arm) => Math.max(most, Math.abs(arm)), 0);
  const bar = new Bar(plot, { limit: Math.ceil(largest / 10) * 10, needsFrame: request, signal });

  function followControls() {
    for (const control of controls) control.follow();
    form.root.hidden = !locked();
    main.disabled = more.disabled = more.hidden = locked();
    steps.hidden = locked();
    root.dataset.stage = model.get("stage");
    root.dataset.anatomy = facts.anatomy.name;
    stage.button("down-the-femur").textContent = "Along the axis";
    form.ask();
    choiceWords[0].textContent = capital(`it ${axis().up.verb}`);
    choiceWords[1].textContent = capital(`it ${axis().down.verb}`);
  }

  function wheres() {
    return COORDINATES.map((trait) => place(facts[trait], model.get(trait)));
  }

  function axisDirection() {
    const at = wheres();
    const about = model.get("axis");
    if (about === "flexion") return new Vector3().fromArray(tables("axis/flexion").values);
    if (about === "adduction")
      return new Vector3().fromArray(blendRows(tables("axis/adduction").values, 3, at[0])).normalize();
    return new Vector3().fromArray(blendGrid(tables("axis/rotation"), at, 3)).normalize();
  }

  function readArm() {
    const count = facts.muscles.length * COORDINATES.length;
    const arms = blendGrid(tables("arms"), wheres(), count);
    return arms[
      facts.muscles.indexOf(model.get("muscle")) * COORDINATES.length + COORDINATES.indexOf(model.get("axis"))
    ];
  }

  /** How each axis is drawn, and how one looks along it. */
  function shownAxis(direction, role) {
    const thighUp = new Vector3(0, 1, 0).applyQuaternion(pose.femur);
    const long = model.get("axis") === "rotation";
    const side = long ? -1 : 1;
    const up = model.get("axis") === "flexion" ? new Vector3(0, 1, 0) : thighUp;
    const turn =
      locked() || role === "none"
        ? null
        : { words: axis()[role].name, role, positive: (role === "up") === axis().sign > 0 };
    return {
      direction,
      side,
      span: long ? [-0.14, 0.5] : [-0.12, 0.2],
      turnAt: long ? 0.17 : 0.12,
      words: axis().words,
      turn,
      forward: direction.clone().multiplyScalar(-side),
      up: long ? new Vector3(1, 0, 0).applyQuaternion(pose.femur) : up,
    };
  }

  function draw(now) {
    const arm = readArm();
    const up = axis().sign * arm;
    const role = roleOf(up);
    pose.femur.fromArray(blendGrid(tables("femur"), wheres(), 4)).normalize();
    const direction = axisDirection();
    const path = paths.at(facts.muscles.indexOf(model.get("muscle")), pose, model.get("flexion"));
    bar.draw({
      up,
      role,
      directions: { up: axis().up, down: axis().down },
      hidden: locked(),
      description: locked()
        ? "Moment arm, hidden until the prediction is made"
        : `Moment arm: ${Math.round(Math.abs(up))} mm`,
    });
    say(arm, up, role);
    showSteps(arm, commonPerpendicular(direction, path));
    if (!scene) return false;
    const key = model.get("muscle");
    const muscles = [
      {
        key,
        words: name(),
        path,
        up: locked() ? 0 : up / 1000,
        role: locked() ? "none" : role,
        force: model.get("force"),
      },
    ];
    return scene.draw(
      { pose, axis: shownAxis(direction, role), muscles, levers: locked() ? "never" : "always" },
      now,
    );
  }

  function say(arm, up, role) {
    if (locked()) {
      says.textContent = `The line of action of ${name()} is drawn on the bones. Where does it pass the axis?`;
      return;
    }
    const moment = (model.get("force") * arm) / 1000;
    const size = (value, digits) => Math.abs(value).toFixed(digits);
    const effect =
      role === "none"
        ? "pulls straight past this axis: no turning effect, with an arm of "
        : `${axis()[role].verb} with a moment arm of `;
    says.replaceChildren(
      `${capital(name())} ${effect}`,
      html(
        "span",
        { class: "gl-number", "data-quantity": "arm", "data-muscle": model.get("muscle"), "data-value": arm },
        `${size(arm, 0)} mm`,
      ),
      `. A pull of ${Math.round(model.get("force"))} N makes a moment of `,
      html(
        "span",
        {
          class: "gl-number",
          "data-quantity": "moment",
          "data-muscle": model.get("muscle"),
          "data-value": moment,
        },
        `${size(moment, 1)} N·m`,
      ),
      ".",
    );
    announce(says.textContent);
  }

  function showSteps(arm, lever) {
    const size = Math.abs(arm).toFixed(0);
    if (!lever) {
      distanceStep.textContent =
        "The line of action meets the axis or runs along it, so it cannot turn anything about it.";
      armStep.textContent = momentStep.textContent = "";
      return;
    }
    const angle = (Math.asin(Math.min(1, lever.sine)) * 180) / Math.PI;
    const distance = (1000 * lever.distance).toFixed(0);
    distanceStep.replaceChildren(
      html("b", {}, "How far past the axis? "),
      `The shortest distance between line of action and axis is ${distance} mm.`,
    );
    armStep.replaceChildren(
      html("b", {}, "How squarely? "),
      `They cross at ${angle.toFixed(0)}°. Only the part of the pull across the axis turns: ${distance} mm × sin ${angle.toFixed(0)}° = ${size} mm, the moment arm.`,
    );
    const force = Math.round(model.get("force"));
    momentStep.replaceChildren(
      html("b", {}, "How strongly? "),
      `Moment = force × moment arm = ${force} N × ${(Math.abs(arm) / 1000).toFixed(3)} m = ${Math.abs((model.get("force") * arm) / 1000).toFixed(1)} N·m.`,
    );
  }

  function explain() {
    const prediction = model.get("prediction");
    const fits =
      prediction &&
      prediction.muscle === model.get("muscle") &&
      prediction.axis === model.get("axis") &&
      !locked();
    outcome.hidden = !fits;
    if (!fits) return;
    const arm = armAt(prediction);
    const said = {
      increase: axis().sign > 0 ? "up" : "down",
      decrease: axis().sign > 0 ? "down" : "up",
      none: "none",
    }[prediction.turns];
    const is = roleOf(axis().sign * arm);
    const verb = (role) => (role === "none" ? "does neither" : axis()[role].verb);
    outcome.textContent =
      said === is
        ? `As you said: at ${prediction.flexion}° of flexion it ${verb(is)}. Now flex the hip: does it stay so?`
        : `You said that it ${verb(said)}; at ${prediction.flexion}° of flexion it ${verb(is)}: look on which side of the axis its line passes.`;
  }

  /** The arm where the prediction was made: with only flexion set, as the question was asked. */
  function armAt({ muscle, axis: about, flexion }) {
    const at = [
      place(facts.flexion, flexion),
      place(facts.adduction, asked.adduction),
      place(facts.rotation, asked.rotation),
    ];
    const arms = blendGrid(tables("arms"), at, facts.muscles.length * COORDINATES.length);
    return arms[facts.muscles.indexOf(muscle) * COORDINATES.length + COORDINATES.indexOf(about)];
  }

  const asked = { adduction: model.get("adduction"), rotation: model.get("rotation") };

  listen(
    model,
    ["flexion", "adduction", "rotation", "force"],
    () => {
      for (const control of sliders) control.follow();
      request();
    },
    signal,
  );
  listen(
    model,
    ["muscle", "axis", "stage", "prediction"],
    () => {
      followControls();
      explain();
      request();
    },
    signal,
  );

  return start("from-behind", followControls, explain);
}

export default { render };
