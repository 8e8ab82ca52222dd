// Moment arm: one muscle, one axis, the distance between its line of action and the axis, and what a pull does.
import { Vector3 } from "three";
import { createArmControls, createArmQuestion } from "./arm_controls.js";
import { ArmTables, COORDINATES } from "./arm_tables.js";
import { armSays, armSteps, AXES, compareArm } from "./arm_words.js";
import { Bar } from "./bar.js";
import { PRESETS } from "./camera.js";
import { html } from "./elements.js";
import { announcer, listen } from "./frame.js";
import { readTables } from "./grid.js";
import { commonPerpendicular } from "./lever.js";
import { createSceneView } from "./stage.js";
import { roleOf } from "./words.js";

function render({ model, el }) {
  const facts = model.get("facts");
  const tables = readTables(model);
  const arms = new ArmTables(tables, facts);
  const { pose } = arms;

  const axis = () => AXES[model.get("axis")];
  const name = () => facts.labels[model.get("muscle")];
  const posture = () => Object.fromEntries(COORDINATES.map((trait) => [trait, model.get(trait)]));
  // The question is about the posture that the view opens with, at any flexion.
  const asked = posture();

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
  const fits = ["pelvis", "femur", "tibia"].map((body) => [body, tables(`fit/${body}`).values]);
  scene?.setFits(Object.fromEntries(fits));

  const controls = createArmControls({ model, facts });
  const question = createArmQuestion({ model, facts, first: () => controls.sliders[0].input });
  const { main, more } = controls;
  const says = html("p", { class: "gl-sentence" });
  const outcome = html("div", { class: "gl-explanation", hidden: true });
  const plot = html("div", { class: "gl-bar-box" });
  const stepWords = [1, 2, 3].map(() => html("p", { class: "gl-step" }));
  const steps = html("div", { class: "gl-steps" }, ...stepWords);
  const side = html("div", { class: "gl-side" }, plot, says, outcome, steps);
  root.append(question.root, html("div", { class: "gl-pictures" }, stage.root, side), main, more);
  const announce = announcer(root, signal);
  const limit = Math.ceil(arms.largest / 10) * 10;
  const bar = new Bar(plot, { limit, needsFrame: request, signal });

  function followControls() {
    for (const control of controls.all) control.follow();
    question.root.hidden = !locked();
    main.disabled = more.disabled = more.hidden = locked();
    steps.hidden = locked();
    root.dataset.stage = model.get("stage");
    root.dataset.anatomy = facts.anatomy.name;
    stage.button("down-the-femur").textContent = "Along the axis";
    question.ask();
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
    const [key, here] = [model.get("muscle"), posture()];
    const arm = arms.arm(key, model.get("axis"), here);
    const direction = arms.axis(model.get("axis"), here);
    const path = arms.putLeg(key, here);
    drawBar(arm);
    say({ key, words: name(), arm, force: model.get("force") }, commonPerpendicular(direction, path));
    return drawScene({ key, path, arm, direction }, now);
  }

  function drawBar(arm) {
    const up = axis().sign * arm;
    const hidden = locked();
    const description = hidden
      ? "Moment arm, hidden until the prediction is made"
      : `Moment arm: ${Math.round(Math.abs(up))} mm`;
    const { up: upwards, down: downwards } = axis();
    bar.draw({ up, role: roleOf(up), directions: { up: upwards, down: downwards }, hidden, description });
  }

  function drawScene({ key, path, arm, direction }, now) {
    if (!scene) return false;
    const up = axis().sign * arm;
    const told = locked() ? { up: 0, role: "none" } : { up: up / 1000, role: roleOf(up) };
    const muscles = [{ key, words: name(), path, force: model.get("force"), ...told }];
    const levers = locked() ? "never" : "always";
    return scene.draw({ pose, axis: shownAxis(direction, roleOf(up)), muscles, levers }, now);
  }

  function say(muscle, lever) {
    armSteps(muscle.arm, muscle.force, lever).forEach((step, index) => stepWords[index].replaceChildren(...step));
    if (locked()) {
      says.textContent = `The line of action of ${name()} is drawn on the bones. Where does it pass the axis?`;
      return;
    }
    says.replaceChildren(...armSays(muscle, axis()));
    announce(says.textContent);
  }

  function explain() {
    const prediction = model.get("prediction");
    const isAbout = (trait) => prediction[trait] === model.get(trait);
    outcome.hidden = locked() || !prediction || !isAbout("muscle") || !isAbout("axis");
    if (outcome.hidden) return;
    const { muscle, axis: about, flexion } = prediction;
    outcome.textContent = compareArm(prediction, arms.arm(muscle, about, { ...asked, flexion }), axis());
  }

  const posed = () => {
    for (const control of controls.sliders) control.follow();
    request();
  };
  const changed = () => {
    followControls();
    explain();
    request();
  };
  listen(model, [...COORDINATES, "force"], posed, signal);
  listen(model, ["muscle", "axis", "stage", "prediction"], changed, signal);

  return start("from-behind", followControls, explain);
}

export default { render };
