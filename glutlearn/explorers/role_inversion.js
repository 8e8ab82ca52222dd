// Role inversion: the hip flexes, and piriformis and its neighbours change sides.
import { anatomyOf } from "./anatomies.js";
import { PRESETS } from "./camera.js";
import { Chart } from "./chart.js";
import { write } from "./controls.js";
import { html, number } from "./elements.js";
import { announcer, firstMove, listen } from "./frame.js";
import { readTables, zeroCrossings } from "./grid.js";
import { HipTables } from "./hip_tables.js";
import { createInversionControls, createInversionQuestion, PAIR } from "./inversion_controls.js";
import { InversionScene } from "./inversion_scene.js";
import { createSceneView } from "./stage.js";
import { lookOf } from "./symbols.js";
import { AXES, compare, describeChart, roleOf, sentence } from "./words.js";

const UNKNOWN_CHART = "Chart of moment arms against hip flexion, empty until the prediction is made.";

function render({ model, el }) {
  const facts = model.get("facts");
  const tables = readTables(model);
  const hips = new Map();

  const hip = () => {
    const name = model.get("anatomy");
    if (!hips.has(name)) hips.set(name, new HipTables(tables, facts, name));
    return hips.get(name);
  };
  const labelOf = (name) => anatomyOf(facts, name)?.label ?? name;
  const axis = () => AXES[model.get("axis")];
  const look = (muscle) => lookOf(facts.showable.indexOf(muscle));
  const setting = () => ({
    flexion: model.get("flexion"),
    knee: model.get("knee_flexion"),
    about: model.get("axis"),
  });

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
  const picture = scene && new InversionScene(scene, tables, facts);
  const plot = html("div", { class: "gl-plot" });
  const says = html("p", { class: "gl-sentence" });
  const outcome = html("div", { class: "gl-explanation", hidden: true });
  const note = html("p", { class: "gl-note" });

  const available = () => hip().anatomy.muscles;
  const controls = createInversionControls({ model, facts, look, available, signal });
  const { play, main, more } = controls;
  const redraw = () => {
    chart.invalidate();
    request();
  };
  const question = createInversionQuestion({ model, facts, moved: redraw, first: () => controls.flexion.input });
  const pictures = html("div", { class: "gl-pictures" }, stage.root, plot);
  root.append(question.root, pictures, main, says, outcome, more, note);
  const announce = announcer(root, signal);

  const [least, most] = [facts.flexion[0], facts.flexion.at(-1)];
  const chart = new Chart(plot, {
    flexion: facts.flexion,
    window: facts.window,
    moved: (flexion) => {
      if (locked()) return;
      play.stop();
      write(model, "flexion", Math.min(Math.max(flexion, least), most));
    },
    needsFrame: request,
    signal,
  });

  function followControls() {
    for (const control of controls.all) control.follow();
    question.root.hidden = !locked();
    main.disabled = more.disabled = more.hidden = locked();
    root.dataset.stage = model.get("stage");
    root.dataset.anatomy = model.get("anatomy");
    if (locked()) play.stop(false);
    const along = stage.button("down-the-femur");
    along.textContent =
      model.get("axis") === "thigh" ? PRESETS["down-the-femur"].label : "Down the clam axis";
    along.title = `Look along the ${axis().words}, from the leg up to the hip`;
    const { leg, label } = hip().anatomy;
    note.textContent = leg
      ? `${label} has no leg: knee, heel and with them the clam axis are borrowed from ${labelOf(leg)}.`
      : "";
    note.hidden = !leg;
    question.ask();
  }

  /** The muscles that are shown, with their leverage: `arm` in the library's sign, `up` as on the chart. */
  function musclesAt({ flexion, knee, about }) {
    const chosen = model.get("muscles");
    return available()
      .filter((muscle) => chosen.includes(muscle))
      .map((key) => {
        const arm = hip().arm(key, about, flexion, knee);
        return { key, words: facts.labels[key], arm, up: axis().sign * arm };
      });
  }

  function draw(now) {
    const here = setting();
    const muscles = musclesAt(here);
    const moving = picture ? picture.draw(hip(), here, muscles, locked(), now) : false;
    drawChart(here, muscles);
    say(muscles);
    return moving;
  }

  function drawChart({ flexion, knee, about }, muscles) {
    const hidden = locked();
    const { sign, up: upwards, down: downwards } = axis();
    const curves = muscles.map(({ key, words, up }) => {
      const arms = hip().curve(key, about, knee);
      const crossings = zeroCrossings(facts.flexion, arms);
      return { key, words, up: arms.map((arm) => sign * arm), crossings, look: look(key), now: up, role: roleOf(up) };
    });
    const isShown = ({ muscle }) => about === "thigh" && muscles.some(({ key }) => key === muscle);
    chart.draw({
      flexion,
      hidden,
      curves: hidden ? [] : curves,
      directions: { up: upwards.verb, down: downwards.verb },
      measured: facts.measured.filter(isShown).map((point) => ({ flexion: point.flexion, up: sign * point.arm })),
      measuredWords: ["cadavers", "(Delp 1999)"],
      prediction: predictionAbout(about),
      description: hidden ? UNKNOWN_CHART : describeChart(curves, axis()),
    });
  }

  /** A prediction holds for the axis it was made about; until then it is drawn as it is being made. */
  function predictionAbout(about) {
    const prediction = locked() ? question.said() : model.get("prediction");
    if (prediction?.axis !== about) return null;
    return { flexion: prediction.angle, words: `${locked() ? "you say" : "you said"} ${prediction.angle}°` };
  }

  function say(muscles) {
    if (locked()) {
      says.replaceChildren(`At ${Math.round(model.get("flexion"))}° of flexion: what will each muscle do?`);
      return;
    }
    const armOf = ({ key, arm, words }) => number("arm", arm, words, { "data-muscle": key });
    const pieces = sentence(model.get("flexion"), muscles, axis());
    says.replaceChildren(...pieces.map((piece) => (typeof piece === "string" ? piece : armOf(piece))));
    if (!play.playing()) announce(says.textContent);
  }

  function explain() {
    const prediction = model.get("prediction");
    outcome.hidden = locked() || !prediction;
    if (outcome.hidden) return;
    const { axis: about } = prediction;
    const knee = model.get("knee_flexion");
    const switches = PAIR.map((muscle) => hip().firstSwitch(muscle, about, knee));
    const names = PAIR.map((muscle) => facts.labels[muscle]);
    const elsewhere = about === model.get("axis") ? "" : AXES[about].words;
    const words = played()
      ? compare(prediction, switches, names, elsewhere)
      : "Now flex the hip, and watch where each curve changes sides.";
    outcome.replaceChildren(html("p", {}, words));
  }

  const played = firstMove({ model, trait: "flexion", locked, then: explain, signal });
  const flexed = () => {
    controls.flexion.follow();
    request();
  };
  const changed = () => {
    followControls();
    explain();
    redraw();
  };
  listen(model, ["flexion"], flexed, signal);
  listen(model, ["knee_flexion", "axis", "anatomy", "muscles", "stage", "prediction"], changed, signal);

  return start("side-lying", followControls, explain);
}

export default { render };
