// What is left: gluteus medius has lost size or drive. What it does in a clam, who takes over, what the joint bears.
import { html, kind } from "./elements.js";
import { announcer, createFrame, listen } from "./frame.js";
import { handOver } from "./hand_over.js";
import { lossControls } from "./loss_controls.js";
import { LossTables } from "./loss_tables.js";
import { clam, compare, describe, loss, measured, price, reason, sentence } from "./loss_words.js";
import { MuscleBars } from "./muscle_bars.js";
import { predictForm, questionRadios } from "./predict.js";

const STATE = ["part", "atrophy", "inhibition", "facilitation", "band", "flexion"];

function render({ model, el }) {
  const facts = model.get("facts");
  const tables = new LossTables(model);
  const { root, request, signal, locked, start } = createFrame({ model, el, name: "what-is-left", draw });
  const state = () => Object.fromEntries(STATE.map((trait) => [trait, model.get(trait)]));
  const leaderOf = (one) => tables.part(one).groups[0];
  const caseNow = () => tables.caseOf(state());
  const labelOf = (key) => facts.groups.find(({ name }) => name === key).label;

  const controls = lossControls({ model, tables, state });
  const { atrophy, inhibition, band, flexion, facilitation } = controls.sliders;
  const form = makeForm();
  const plot = html("div", { class: "gl-bars-box" });
  const who = html("fieldset", { class: "gl-controls gl-who" }, controls.patient.root, controls.part.root);
  const main = html(
    "fieldset",
    { class: "gl-controls" },
    ...[atrophy, inhibition, band, facilitation, flexion].map((control) => control.root),
  );
  const key = legend(facts.threshold);
  const says = html("p", { class: "gl-sentence" });
  const outcome = html("div", { class: "gl-explanation", hidden: true });
  const exchanged = handOver();
  const kinds = makeKinds();
  const patient = html("div", { class: "gl-patient" });
  const note = html("p", { class: "gl-note" });
  root.append(form.root, who, plot, key, main, says, outcome, exchanged.root, kinds.root, patient, note);
  const announce = announcer(root, signal);
  const { threshold, walking } = facts;
  const bars = new MuscleBars(plot, { threshold, walking, needsFrame: request, signal });

  function makeForm() {
    const asked = () => labelOf(leaderOf(state()));
    const share = questionRadios({
      label: () => `In the same clam, at which share of its full activation will ${asked()} work?`,
      trait: "prediction-share",
      choices: [
        ["higher", "A higher one than before"],
        ["lower", "A lower one"],
        ["same", "The same"],
      ],
    });
    const helper = questionRadios({
      label: () => "Who takes over most of what it no longer does?",
      trait: "prediction-helper",
      choices: [
        ["gluteus_medius", "The rest of gluteus medius"],
        ["gluteus_maximus", "Gluteus maximus"],
        ["piriformis", "Piriformis"],
        ["nobody", "Nobody: it does what it did"],
      ],
    });
    const made = predictForm({
      model,
      questions: [share, helper],
      predicted: () => ({ share: share.value(), helper: helper.value(), ...state() }),
      first: () => atrophy.input,
    });
    const story = html("p", {});
    share.root.before(story);
    return { ...made, story };
  }

  /** The standing of what is said, line by line. */
  function makeKinds() {
    const line = (mark) => {
      const words = html("dd", {});
      return { words, nodes: [html("dt", {}, mark), words] };
    };
    const lines = ["claim", "model", "measurement"].map((name) => line(kind(name)));
    const cost = line("Price");
    const all = [...lines, cost];
    const list = html("dl", { class: "gl-kinds" }, ...all.flatMap((one) => one.nodes));
    return {
      root: list,
      say: (...said) => all.forEach(({ words }, at) => words.replaceChildren(...said[at])),
    };
  }

  function followControls() {
    for (const control of [...Object.values(controls.sliders), controls.patient, controls.part])
      control.follow();
    form.root.hidden = !locked();
    who.disabled = main.disabled = locked();
    for (const one of [who, main, key, exchanged.root, kinds.root]) one.hidden = locked();
    patient.hidden ||= locked();
    root.dataset.stage = model.get("stage");
    root.dataset.anatomy = facts.anatomy.name;
    form.ask();
    note.textContent =
      `Strengths and lines of pull from ${facts.anatomy.label}. The thigh is opened by ${facts.opening}°, the knee bent ` +
      "90°, all held still. That the sum of squared activations is kept least is an assumption. Pain is not in the " +
      "model, nor what training changes. A bar that stands for several muscles or parts shows the one that works " +
      "hardest, and what all pull together.";
  }

  function draw() {
    const here = state();
    const [before, now] = [tables.healthy(here), tables.at(here)];
    const leader = leaderOf(here);
    const shown = locked() ? null : now;
    bars.draw({
      before,
      now: shown,
      asked: locked() ? tables.part(here).groups : [],
      description: describe(before, shown),
    });
    if (locked()) ask(here, before, leader);
    else {
      says.replaceChildren(kind("model"), " ", ...sentence(here, leader, before, now));
      announce(says.textContent);
      exchanged.draw(before, now);
      showKinds(here, leader, before, now);
      showPatient();
    }
    explain();
    return false;
  }

  function ask(here, before, leader) {
    const was = before.bars.find(({ key: name }) => name === leader);
    const lost = loss(here);
    form.story.textContent =
      `${clam(here)}, a healthy ${was.label} works at ${Math.round(was.activation)}\u00a0% of its full activation. ` +
      (lost
        ? `Now ${tables.part(here).label} ${tables.part(here).groups.length > 1 ? "are" : "is"} ${lost}.`
        : "Now nothing is lost.");
    says.textContent =
      "The bars show the healthy hip. Those of the patient appear when you have made your prediction.";
  }

  function explain() {
    const prediction = model.get("prediction");
    outcome.hidden = locked() || !prediction;
    if (outcome.hidden) return;
    const [before, now] = [tables.healthy(prediction), tables.at(prediction)];
    outcome.textContent = compare(prediction, leaderOf(prediction), before, now);
  }

  function showKinds(here, leader, before, now) {
    const { study, from, to } = facts.threshold;
    const name = caseNow()?.name ?? "own";
    const found = facts.emg.find((one) => one.case === name);
    const grown = `The shade, ${from}\u2060–\u2060${to}\u00a0% of what a muscle can reach, sorts exercises (${study}); `;
    const claimed =
      "Long pain may inhibit or shrink a part of gluteus medius; then it needs more load or a cue";
    kinds.say(
      [`${claimed} (the document, third problem).`],
      [reason(here, leader, before, now)],
      [measured(name, found), grown, "that a muscle grows above it was not tested."],
      price(before, now, facts.walking),
    );
  }

  function showPatient() {
    const found = caseNow();
    patient.hidden = !found?.study;
    if (patient.hidden) return;
    const line = (title, words) => html("p", {}, html("b", {}, `${title} `), words);
    const whole = (words) => `${words.replace(/\.$/, "")}`;
    patient.replaceChildren(
      line(`${found.label}, measured:`, `${whole(found.measured)} (${found.study}; read: ${found.read}).`),
      line("Not measured:", `${whole(found.not_measured)}.`),
    );
  }

  listen(
    model,
    [...STATE, "stage", "prediction"],
    () => {
      followControls();
      request();
    },
    signal,
  );

  return start(followControls);
}

/** What the marks of the picture mean. */
function legend({ from, to }) {
  const entry = (mark, words) =>
    html("span", {}, html("i", { class: `gl-key ${mark}`, "aria-hidden": "true" }), words);
  return html(
    "p",
    { class: "gl-legend" },
    entry("gl-key-before", "healthy hip"),
    entry("gl-key-own", "now, gluteus medius"),
    entry("gl-key-other", "now, others"),
    entry("gl-key-lost", "lost"),
    entry("gl-key-shade", `${from}–${to} % of what it can still reach`),
    html("span", {}, html("b", { "aria-hidden": "true" }, "(…)"), "share of what it can still reach"),
    entry("gl-key-limit", "does all it can"),
  );
}

export default { render };
