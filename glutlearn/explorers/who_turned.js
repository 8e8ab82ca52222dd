// Who turned?: the pelvis rolls along, the knee stays up, and less and less of the turn is the hip's.
import { anatomyOf } from "./anatomies.js";
import { write } from "./controls.js";
import { html, kind } from "./elements.js";
import { announcer, firstMove, listen } from "./frame.js";
import { readTables } from "./grid.js";
import { createLeverTable } from "./lever_table.js";
import { createSplitBar } from "./split_bar.js";
import { createSceneView } from "./stage.js";
import { TurnChart } from "./turn_chart.js";
import { createTurnControls, createTurnQuestion } from "./turn_controls.js";
import { PRESETS, TurnScene } from "./turn_scene.js";
import { TurnTables } from "./turn_tables.js";
import * as words from "./turn_words.js";

const POSTURE = ["anatomy", "flexion", "opening", "pelvic_roll"];
const UNKNOWN_CHART =
  "Chart of the hip's own turn against the opening of the knee, empty until the prediction is made.";

function render({ model, el }) {
  const facts = model.get("facts");
  const tables = readTables(model);
  const turns = new TurnTables(tables, facts);
  const picture = new TurnScene({ facts, tables, turns });
  let lookingAtRolled = false;

  const labelOf = (name) => anatomyOf(facts, name).label;
  /** What is shown: before the prediction the clam that it is about, with or without the roll. */
  const setting = () => {
    const chosen = Object.fromEntries(POSTURE.map((trait) => [trait, model.get(trait)]));
    if (!locked()) return chosen;
    return { ...chosen, ...facts.asked, ...(lookingAtRolled ? {} : { pelvic_roll: 0 }) };
  };

  const { root, request, signal, stage, scene, locked, start } = createSceneView({
    model,
    el,
    name: "who-turned",
    draw,
    tables,
    presets: PRESETS,
    worksWithout: "The chart, the bar and the numbers work.",
    describe: () =>
      "Bones of both legs in side-lying, four muscles, the height of the knee and the axis of the hip's own turn.",
  });
  picture.use(scene);
  const plot = html("div", { class: "gl-plot" });
  const says = html("p", { class: "gl-sentence" });
  const outcome = html("div", { class: "gl-explanation", hidden: true });
  const split = createSplitBar({ limit: facts.opening.at(-1) });
  const levers = createLeverTable({ muscles: facts.muscles });
  const controls = createTurnControls({ model, facts, signal });
  const { play, panels } = controls;
  const redraw = () => {
    chart.invalidate();
    request();
  };
  const question = createTurnQuestion({
    model,
    asked: facts.asked,
    looked: (rolled) => {
      lookingAtRolled = rolled;
      request();
    },
    moved: redraw,
    first: () => controls.roll.input,
  });
  const note = html("p", { class: "gl-note" }, ...knownAndNot());
  root.append(
    question.root,
    html("div", { class: "gl-pictures" }, stage.root, plot),
    panels.main,
    panels.rolling,
    split.root,
    says,
    outcome,
    levers.root,
    panels.more,
    note,
  );
  const announce = announcer(root, signal);
  const chart = new TurnChart(plot, {
    opening: facts.opening,
    moved: (opening) => {
      if (locked()) return;
      play.stop(false);
      const [least, next] = facts.opening;
      const rounded = Math.round(opening / (next - least)) * (next - least);
      write(model, "opening", Math.min(Math.max(rounded, least), facts.opening.at(-1)));
    },
    needsFrame: request,
    signal,
  });

  function knownAndNot() {
    const { study, read } = facts.measured;
    return [
      kind("claim"),
      " A pelvis that rolls along changes the axis and may take the work from posterior gluteus medius. ",
      kind("measurement"),
      ` In a clam, gluteus medius was more active with the pelvis neutral than reclined (${study}, ${read}): `,
      "the pelvis was placed, it did not roll along. How far it rolls along has to be measured on the person. ",
      kind("model"),
      " The leg is held still with the least effort; the picture holds the upper hip in its place.",
    ];
  }

  function followControls() {
    const waits = locked();
    for (const name of ["opening", "roll", "range", "follow", "flexion", "anatomy"]) controls[name].follow();
    for (const panel of Object.values(panels)) panel.disabled = panel.hidden = waits;
    for (const one of [split, levers]) one.root.hidden = waits;
    note.hidden = waits;
    question.root.hidden = !waits;
    question.ask();
    stage.button("down-the-axis").hidden = waits;
    root.dataset.stage = model.get("stage");
    root.dataset.anatomy = model.get("anatomy");
    if (waits) play.stop(false);
  }

  /** The roll of a pelvis that follows; whoever changed the opening saves both. */
  function rollAlong() {
    if (model.get("follow"))
      model.set("pelvic_roll", turns.following(model.get("opening"), model.get("controlled_range")));
  }

  function draw(now) {
    const here = setting();
    const turn = turns.at(here);
    picture.place(here);
    drawChart(here, turn);
    if (locked()) {
      says.textContent = words.questionSays(turn);
    } else {
      tell(here, turn);
    }
    return picture.draw(here, turn, locked(), now);
  }

  function tell(here, turn) {
    const held = here.pelvic_roll === 0 ? turn : turns.at({ ...here, pelvic_roll: 0 });
    const range = model.get("controlled_range");
    split.draw({
      opening: here.opening,
      roll: here.pelvic_roll,
      turn: turn.angle,
      height: turn.height,
      range,
    });
    levers.draw(turn, held);
    says.replaceChildren(
      kind("model"),
      " ",
      ...words.modelSays(here, turn, held, picture.toThigh(turn, held), facts),
      " ",
      kind("claim"),
      ` ${words.claimSays(here, range)}`,
    );
    if (!play.playing()) announce(says.textContent);
  }

  function drawChart(here, turn) {
    const hidden = locked();
    const range = model.get("controlled_range");
    const prediction = hidden
      ? { ...facts.asked, angle: question.value(), words: `you say ${question.value()}°` }
      : model.get("prediction");
    const curve = chart.dirty && !hidden ? turns.alongFollowing(here, range) : [];
    chart.draw({
      opening: here.opening,
      turn: turn.angle,
      curve: curve.map(({ angle }) => angle),
      range,
      follow: model.get("follow"),
      hidden,
      prediction: prediction && { words: `you said ${prediction.angle}°`, ...prediction },
      description: curve.length ? words.describeTurns(facts.opening, curve, range) : UNKNOWN_CHART,
    });
  }

  function explain() {
    const prediction = model.get("prediction");
    outcome.hidden = locked() || !prediction;
    if (outcome.hidden) return;
    outcome.textContent = played()
      ? words.compareTurn(prediction, turns.at(prediction).angle, labelOf(prediction.anatomy))
      : `Now roll the pelvis back to ${prediction.pelvic_roll}°: the knee stays where it is. Watch the bar.`;
  }

  listen(model, ["opening", "controlled_range", "follow"], rollAlong, signal);
  listen(
    model,
    ["opening", "pelvic_roll"],
    () => {
      controls.opening.follow();
      controls.roll.follow();
      request();
    },
    signal,
  );
  const played = firstMove({ model, trait: "pelvic_roll", locked, then: explain, signal });
  listen(
    model,
    ["flexion", "controlled_range", "follow"],
    () => {
      for (const name of ["flexion", "range", "follow"]) controls[name].follow();
      redraw();
    },
    signal,
  );
  listen(
    model,
    ["anatomy", "stage", "prediction"],
    () => {
      followControls();
      explain();
      redraw();
    },
    signal,
  );

  return start("side-lying", followControls, explain);
}

export default { render };
