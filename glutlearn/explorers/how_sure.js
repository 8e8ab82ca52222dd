// How sure are you? Many virtual hips, and the flexion at which two muscles change sides in each.
import { anatomyOf } from "./anatomies.js";
import { html, svg } from "./elements.js";
import { announcer, createFrame, listen } from "./frame.js";
import { createCard, createOrder } from "./hips_cards.js";
import { createHipsControls, createHipsQuestion } from "./hips_controls.js";
import { HipCounts } from "./hips_counts.js";
import * as words from "./hips_words.js";
import { Histogram } from "./histogram.js";
import { createLegend } from "./legend.js";

const CONDITIONS = ["anatomy", "about", "attachment_mm", "anteversion_deg", "pelvic_tilt_deg"];
const HALVES = ["upper", "lower"];
const UNKNOWN_HISTOGRAM =
  "Histograms of the hip flexion at which each role switches, empty until the prediction is made.";

function render({ model, el }) {
  const facts = model.get("facts");
  const { window, hips } = facts;
  const last = facts.flexion[1];
  const inside = words.windowWords(window);
  const counts = new HipCounts(model);
  const { root, request, signal, locked, start } = createFrame({ model, el, name: "how-sure", draw });
  const state = () => Object.fromEntries(CONDITIONS.map((trait) => [trait, model.get(trait)]));
  const labelOf = (name) => anatomyOf(facts, name).label;

  const controls = createHipsControls({ model, facts, signal });
  const { main, more } = controls;
  const question = createHipsQuestion({
    model,
    facts,
    inside,
    conditions: state,
    guessed: request,
    first: () => controls.first.input,
  });
  const plot = html("div", { class: "gl-histogram-box" });
  const key = legend(inside);
  const says = html("p", { class: "gl-sentence" });
  const outcome = html("div", { class: "gl-explanation", hidden: true });
  const cards = HALVES.map(() => createCard({ inside, last }));
  const results = html("div", { class: "gl-cards" }, ...cards.map((card) => card.root));
  const order = createOrder({ last });
  const note = html("p", { class: "gl-note" });
  root.append(question.root, plot, key, main, says, outcome, results, order.root, more, note);
  const announce = announcer(root, signal);
  const histogram = new Histogram(plot, {
    flexion: facts.flexion,
    width: facts.bins.width,
    window,
    needsFrame: request,
    signal,
  });

  function followControls() {
    const waits = locked();
    const label = labelOf(model.get("anatomy"));
    for (const control of controls.all) control.follow();
    question.root.hidden = !waits;
    question.ask(words.story(state(), label, hips));
    for (const part of [main, more]) part.disabled = part.hidden = waits;
    for (const part of [key, results, order.root]) part.hidden = waits;
    root.dataset.stage = model.get("stage");
    root.dataset.anatomy = model.get("anatomy");
    note.textContent = words.madeOf(label, hips);
  }

  function draw() {
    const now = state();
    const hidden = locked();
    const halves = HALVES.map((trait) => counts.muscle(model.get(trait), now));
    const description = hidden ? UNKNOWN_HISTOGRAM : words.describeHips(halves, hips, window);
    histogram.draw({ halves, hidden, description });
    if (hidden) says.textContent = words.publishedSays(halves);
    else tell(halves, now);
    explain();
    return false;
  }

  function tell(halves, now) {
    const [one, other] = halves;
    const pair = counts.pair(one.key, other.key, now);
    halves.forEach((half, index) => cards[index].draw(half, saidOf(half.key)));
    order.draw(halves, pair);
    says.replaceChildren(...words.hipsSay(halves, pair.first, now, window));
    announce(says.textContent);
  }

  /** The share that was predicted of a muscle, while it is the upper one. */
  function saidOf(muscle) {
    const prediction = model.get("prediction");
    return prediction?.muscle === muscle && muscle === model.get("upper") ? prediction.share : null;
  }

  function explain() {
    const prediction = model.get("prediction");
    outcome.hidden = locked() || !prediction;
    if (outcome.hidden) return;
    const isHere = CONDITIONS.every((trait) => model.get(trait) === prediction[trait]);
    const label = isHere ? null : labelOf(prediction.anatomy);
    const is = counts.muscle(prediction.muscle, prediction);
    outcome.textContent = words.compareShare(prediction, is, window, label);
  }

  const changed = () => {
    followControls();
    request();
  };
  listen(model, [...CONDITIONS, ...HALVES, "stage", "prediction"], changed, signal);

  return start(followControls);
}

function legend(inside) {
  const bar = (name) => svg("rect", { class: `gl-hips ${name}`, x: 6, y: 2, width: 22, height: 12 });
  const line = svg("line", { class: "gl-published", x1: 17, x2: 17, y1: 0, y2: 16 });
  const interval = [
    svg("path", { class: "gl-interval", d: "M2,2v12M32,2v12M2,8H32" }),
    svg("circle", { class: "gl-median", cx: 17, cy: 8, r: 5 }),
  ];
  return createLegend([
    { words: `inside ${inside}`, marks: [bar("gl-inside")] },
    { words: "elsewhere", marks: [bar("gl-outside")] },
    { words: "90 of 100 hips, and the middle one", marks: interval },
    { words: "the published hip", marks: [line] },
  ]);
}

export default { render };
