// How sure are you? Many virtual hips, and the flexion at which two muscles change sides in each.
import { radios, select, selectAnatomy, write } from "./controls.js";
import { html, number, svg } from "./elements.js";
import { announcer, createFrame, listen } from "./frame.js";
import { readCounts } from "./grid.js";
import { Histogram, whole } from "./histogram.js";
import { asDots, hundredHips } from "./hundred_hips.js";
import { predictForm, questionRange } from "./predict.js";
import { slider } from "./slider.js";
import { lookOf } from "./symbols.js";
import { AXES, capital } from "./words.js";

const SLIDERS = ["attachment_mm", "anteversion_deg", "pelvic_tilt_deg"];
const CONDITIONS = ["anatomy", "about", ...SLIDERS];
// As near as this a guess of a share is called right: what a hundred hips drawn anew would differ by.
const CLOSE = 5;

/** A share in whole percent, where neither some is called none nor most is called all. */
function percent(share) {
  if (share > 0 && share < 0.5) return "under 1\u00a0%";
  if (share >= 99.5 && share < 100) return "over 99\u00a0%";
  return `${Math.round(share)}\u00a0%`;
}

/** The counts that Python sent, for one stop of all controls. */
class Counts {
  constructor(model) {
    this.row = readCounts(model);
    this.facts = model.get("facts");
  }

  /** What is known of one muscle's hips: angles in degrees, shares in percent. */
  muscle(key, state) {
    const { facts } = this;
    const muscle = facts.muscles.indexOf(key);
    const [before, tilt] = this.places(state);
    const share = (count) => (100 * count) / facts.hips;
    const [median, low, high] = this.row("quantiles", ...before, tilt, muscle);
    const angle = (hundredths) => hundredths * facts.fineness;
    const histogram = this.row("histogram", ...before, muscle);
    // The histogram is that of the untilted pelvis; the tilt makes every angle smaller.
    const skipped = Math.round(
      (facts.flexion[0] + state.pelvic_tilt_deg - facts.bins.first) / facts.bins.width,
    );
    const bins = Math.round((facts.flexion[1] - facts.flexion[0]) / facts.bins.width);
    const anatomy = facts.anatomies.find(({ name }) => name === state.anatomy);
    return {
      key,
      words: facts.labels[key],
      look: lookOf(muscle),
      bars: Array.from(histogram.subarray(skipped, skipped + bins), share),
      interval:
        median === facts.absent ? null : { median: angle(median), low: angle(low), high: angle(high) },
      inside: share(this.row("inside", ...before, tilt, muscle)[0]),
      none: share(this.row("without", ...before, tilt, muscle)[0]),
      published: anatomy.published[state.about][muscle],
    };
  }

  /**
   * Of two muscles in the same hips: the share in which each switches before the other or without it, that in which
   * only one of them switches, and that in which neither does, in percent.
   */
  pair(one, other, state) {
    const { muscles, hips } = this.facts;
    const [before, tilt] = this.places(state);
    const places = [muscles.indexOf(one), muscles.indexOf(other)];
    const first = places.map((place, index) => this.row("before", ...before, tilt, place)[places[1 - index]]);
    const switching = places.map((place) => hips - this.row("without", ...before, tilt, place)[0]);
    // Whole hips until the end: shares would leave tiny rests. Those in which both switch count twice in `switching`.
    const either = first[0] + first[1];
    const both = switching[0] + switching[1] - either;
    const share = (count) => (100 * count) / hips;
    return { first: first.map(share), onlyOne: share(either - both), neither: share(hips - either) };
  }

  places(state) {
    const { facts } = this;
    const nearest = (stops, value) =>
      stops.reduce(
        (best, stop, index) => (Math.abs(stop - value) < Math.abs(stops[best] - value) ? index : best),
        0,
      );
    return [
      [
        facts.anatomies.findIndex(({ name }) => name === state.anatomy),
        facts.axes.indexOf(state.about),
        nearest(facts.attachment_mm, state.attachment_mm),
        nearest(facts.anteversion_deg, state.anteversion_deg),
      ],
      nearest(facts.pelvic_tilt_deg, state.pelvic_tilt_deg),
    ];
  }
}

/** A muscle's symbol, as on the histogram. */
function picture({ outline }) {
  const attributes = {
    class: "gl-symbol",
    viewBox: "-8 -8 16 16",
    width: 16,
    height: 16,
    "aria-hidden": "true",
  };
  return svg("svg", attributes, svg("path", { d: outline }));
}

/** One muscle's hundred hips with its numbers. */
function card() {
  const dots = hundredHips();
  const name = html("span", { class: "gl-card-name" });
  const mark = html("span", { class: "gl-card-mark" });
  const share = html("p", { class: "gl-card-share" });
  const numbers = html("p", { class: "gl-card-numbers" });
  const root = html("div", { class: "gl-card" }, html("p", {}, mark, name), dots.root, share, numbers);
  return { root, dots, name, mark, share, numbers };
}

function render({ model, el }) {
  const facts = model.get("facts");
  const counts = new Counts(model);
  const { from, to } = facts.window;
  // Never broken between two lines.
  const inside = `${from}\u2060–\u2060${to}°`;
  const { root, request, signal, locked, start } = createFrame({ model, el, name: "how-sure", draw });
  const thousands = facts.hips.toLocaleString("en");
  const state = () => Object.fromEntries(CONDITIONS.map((trait) => [trait, model.get(trait)]));
  const before = { upper: model.get("upper"), lower: model.get("lower") };

  const signed = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value)}°`;
  const turned = (more, less, none) => (value) =>
    value === 0 ? none : `${Math.abs(value)} degrees ${value > 0 ? more : less}`;
  const ranged = (trait, label, show, speak) =>
    slider({ model, trait, label, nodes: facts[trait], show, speak });
  const sliders = [
    ranged(
      "attachment_mm",
      "Attachment error",
      (value) => `${value} mm`,
      (value) => `${value} millimetres, standard deviation in each direction`,
    ),
    ranged(
      "anteversion_deg",
      "Femoral anteversion",
      signed,
      turned("more than published", "less than published", "as published"),
    ),
    ranged(
      "pelvic_tilt_deg",
      "Pelvic tilt",
      (value) => (value === 0 ? "0°" : `${Math.abs(value)}° ${value > 0 ? "forwards" : "backwards"}`),
      turned("forwards", "backwards", "as published"),
    ),
  ];
  const muscles = facts.muscles.map((key) => [key, facts.labels[key]]);
  const choices = [
    selectAnatomy({ model, facts }),
    select({ model, trait: "upper", label: "Upper muscle", choices: muscles }),
    select({ model, trait: "lower", label: "Lower muscle", choices: muscles }),
    radios({
      model,
      trait: "about",
      label: "Moment arms about the",
      choices: facts.axes.map((axis) => [axis, AXES[axis].option]),
    }),
  ];
  const question = questionRange({
    label: () =>
      `In how many of 100 such hips will ${facts.labels[model.get("upper")]} switch inside ${inside}?`,
    min: 0,
    max: 100,
    value: 50,
    trait: "prediction-share",
    show: (here) => `${here} of 100`,
    speak: (here) => `${here} of 100 hips`,
    changed: () => {
      guess();
      request();
    },
  });
  const form = predictForm({
    model,
    questions: [question],
    predicted: () => ({ share: question.value(), muscle: model.get("upper"), ...state() }),
    first: () => sliders[0].input,
  });
  const story = html("p", {});
  const guessed = hundredHips();
  question.root.before(story);
  question.root.after(guessed.root);

  const plot = html("div", { class: "gl-histogram-box" });
  const main = html("fieldset", { class: "gl-controls gl-three" }, ...sliders.map((control) => control.root));
  const says = html("p", { class: "gl-sentence" });
  const outcome = html("div", { class: "gl-explanation", hidden: true });
  const cards = [card(), card()];
  const results = html("div", { class: "gl-cards" }, ...cards.map((one) => one.root));
  const order = html("div", { class: "gl-order" });
  const more = html(
    "fieldset",
    { class: "gl-controls" },
    html("div", { class: "gl-column" }, choices[1].root, choices[2].root),
    html("div", { class: "gl-column" }, choices[0].root, choices[3].root),
  );
  const note = html("p", { class: "gl-note" });
  const key = legend(inside);
  root.append(form.root, plot, key, main, says, outcome, results, order, more, note);
  const announce = announcer(root, signal);
  const histogram = new Histogram(plot, {
    flexion: facts.flexion,
    width: facts.bins.width,
    window: facts.window,
    needsFrame: request,
    signal,
  });

  function followControls() {
    for (const control of [...sliders, ...choices]) control.follow();
    form.root.hidden = !locked();
    main.disabled = more.disabled = main.hidden = more.hidden = locked();
    key.hidden = results.hidden = order.hidden = locked();
    root.dataset.stage = model.get("stage");
    root.dataset.anatomy = model.get("anatomy");
    form.ask();
    const label = labelOf(model.get("anatomy"));
    story.textContent = `Make ${thousands} copies of the published hip (${label}). ${copying(state())}`;
    guess();
    note.textContent =
      `${thousands} virtual hips from ${label}. Each path point is moved by a random error in each of three ` +
      "directions, with the standard deviation of the slider. Anteversion and tilt are added to what the published hip " +
      "has; the knee is bent 90°. " +
      "The hips are made up to show how sure the geometry can be: nobody measured them.";
  }

  const labelOf = (name) => facts.anatomies.find((anatomy) => anatomy.name === name).label;

  function draw() {
    const now = state();
    const halves = ["upper", "lower"].map((trait) => counts.muscle(model.get(trait), now));
    histogram.draw({ halves, hidden: locked(), description: describe(halves) });
    if (!locked()) halves.forEach((half, index) => showCard(cards[index], half));
    if (locked()) {
      const published = halves.map(({ words, published: angle }) =>
        angle === null ? `${words} never switches` : `${words} switches at ${whole(angle)}`,
      );
      says.textContent =
        `In the published hip ${published.join(" and ")}. How sure is that? ` +
        "The other hips appear when you have made your prediction.";
    } else {
      say(halves, now);
      showOrder(halves, now);
    }
    explain();
    return false;
  }

  function describe(halves) {
    if (locked())
      return "Histograms of the hip flexion at which each role switches, empty until the prediction is made.";
    const parts = halves.map(({ words, interval, inside: within, none }) => {
      if (!interval) return `${words}: no switch in ${percent(none)}`;
      const range = `90 of 100 hips from ${whole(interval.low)} to ${whole(interval.high)}`;
      const missing = none ? `, no switch in ${percent(none)}` : "";
      const share = `${percent(within)} inside ${from} to ${to} degrees`;
      return `${words}: median ${whole(interval.median)}, ${range}, ${share}${missing}`;
    });
    return `Hip flexion at which the role switches, in ${facts.hips} virtual hips. ${parts.join(". ")}.`;
  }

  function guess() {
    const predicted = question.value();
    const words = `A hundred hips: you say ${predicted} switch inside ${inside}.`;
    guessed.draw({ counts: null, predicted, words });
  }

  function showCard(
    { dots, name, mark, share, numbers },
    { key, words, interval, inside: within, none, look },
  ) {
    name.textContent = capital(words);
    mark.replaceChildren(picture(look));
    const predicted = predictionFor(key)?.share ?? null;
    const theirs = predicted === null ? "" : ` You said ${predicted}.`;
    const about = `Of 100 hips ${Math.round(within)} switch inside ${inside}.${theirs}`;
    dots.draw({ counts: asDots(within, none), predicted, words: about });
    const said =
      predicted === null ? [] : [html("span", { class: "gl-said-words" }, `you said ${predicted}`)];
    const of = { "data-muscle": key };
    const angle = (quantity) => number(quantity, interval[quantity], whole(interval[quantity]), of);
    share.replaceChildren(
      number("share-inside", within, percent(within), of),
      ` of hips inside ${inside}`,
      ...said,
    );
    numbers.replaceChildren();
    if (interval) {
      const [median, low, high] = ["median", "low", "high"].map(angle);
      numbers.append("Middle hip ", median, "; 90 of 100 from ", low, " to ", high, ". ");
    }
    if (none)
      numbers.append(
        `No switch from 0 to ${facts.flexion[1]}° in `,
        number("share-none", none, percent(none), of),
        ".",
      );
  }

  /** The prediction, while its muscle is still the upper one. */
  function predictionFor(key) {
    const prediction = model.get("prediction");
    return prediction && prediction.muscle === key && key === model.get("upper") ? prediction : null;
  }

  function say([one, other], now) {
    const shares = counts.pair(one.key, other.key, now).first;
    const [first, second] = shares[0] > shares[1] ? [one, other] : [other, one];
    const most = Math.max(...shares);
    const pieces = [`${conditions(now)}, ${one.words} `];
    if (one.none === 100) pieces.push("never switches");
    else {
      pieces.push(`switches inside ${inside} in `);
      pieces.push(number("share-inside", one.inside, percent(one.inside), { "data-muscle": one.key }));
      pieces.push(" of these hips");
    }
    if (most)
      pieces.push(`. ${capital(first.words)} switches first in `, firstShare(first, second, most), ".");
    else pieces.push(`, and neither does ${other.words}.`);
    says.replaceChildren(...pieces);
    announce(says.textContent);
  }

  function firstShare(one, other, share) {
    const pair = { "data-muscle": one.key, "data-other": other.key };
    return number("share-first", share, percent(share), pair);
  }

  function showOrder(halves, now) {
    const [one, other] = halves;
    const { first, onlyOne, neither } = counts.pair(one.key, other.key, now);
    const part = (name, share) => html("span", { class: name, style: `flex-grow:${share}` });
    const words = halves.map((half, index) =>
      html(
        "p",
        { class: `gl-order-name-${index}` },
        picture(half.look),
        `${capital(half.words)}: `,
        firstShare(half, halves[1 - index], first[index]),
      ),
    );
    const pairs = { "data-muscle": one.key, "data-other": other.key };
    const missing = [
      `Where only one of the two switches from 0 to ${facts.flexion[1]}°, that one counts as first: `,
      number("share-only-one", onlyOne, percent(onlyOne), pairs),
      " of hips. Neither switches: ",
      number("share-neither", neither, percent(neither), pairs),
      ".",
    ];
    order.replaceChildren(
      html("p", { class: "gl-order-title" }, "Which of the two switches first?"),
      html(
        "div",
        { class: "gl-order-bar", "aria-hidden": "true" },
        part("gl-order-upper", first[0]),
        part("gl-order-lower", first[1]),
        ...(neither ? [part("gl-order-none", neither)] : []),
      ),
      html("div", { class: "gl-order-words" }, ...words),
      ...(onlyOne || neither ? [html("p", { class: "gl-order-missing" }, ...missing)] : []),
    );
  }

  /** How the hips differ from the published one, as the beginning of a sentence. */
  function conditions({ attachment_mm: error, ...bones }) {
    const start = error
      ? `With attachments known to about ${error} mm`
      : "With every attachment exactly as published";
    const parts = [start, ...boneChanges(bones)];
    return parts.length > 2 ? `${parts[0]}, ${parts[1]} and ${parts[2]}` : parts.join(" and ");
  }

  /** The same as an instruction. */
  function copying({ attachment_mm: error, ...bones }) {
    const start = error
      ? `In each, let every attachment lie a little elsewhere: by about ${error} mm in each direction.`
      : "Leave every attachment where it is.";
    const changes = boneChanges(bones).join(" and ");
    return changes ? `${start} All have ${changes}.` : start;
  }

  function boneChanges({ anteversion_deg: version, pelvic_tilt_deg: tilt }) {
    const changes = [];
    if (version) changes.push(`${Math.abs(version)}° ${version > 0 ? "more" : "less"} anteversion`);
    if (tilt) changes.push(`the pelvis tilted ${Math.abs(tilt)}° ${tilt > 0 ? "forwards" : "backwards"}`);
    return changes;
  }

  function explain() {
    const prediction = model.get("prediction");
    outcome.hidden = locked() || !prediction;
    if (outcome.hidden) return;
    const { words, inside: within } = counts.muscle(prediction.muscle, prediction);
    const is = Math.round(within);
    const apart = prediction.share - is;
    const here = CONDITIONS.every((trait) => model.get(trait) === prediction[trait]);
    const fewer = apart > 0 ? "Fewer" : "More";
    const answer = Math.abs(apart) <= CLOSE ? "You were close." : `${fewer} of them lie inside than that.`;
    const hips = here
      ? "such hips"
      : `hips (${labelOf(prediction.anatomy)}, ${prediction.attachment_mm} mm, before you moved anything)`;
    outcome.textContent =
      `You said that ${words} switches inside ${inside} in ${prediction.share} of 100 ${hips}; it does in ${is}. ` +
      `${answer} Make the error smaller or larger: how exact would one have to be, to be sure?`;
  }

  listen(
    model,
    [...CONDITIONS, "upper", "lower", "stage", "prediction"],
    () => {
      keepApart();
      followControls();
      request();
    },
    signal,
  );

  /** Whoever chooses the other half's muscle gets the two exchanged. */
  function keepApart() {
    const { upper, lower } = before;
    before.upper = model.get("upper");
    before.lower = model.get("lower");
    if (before.upper !== before.lower) return;
    if (before.upper !== upper) write(model, "lower", upper);
    else write(model, "upper", lower);
  }

  return start(followControls);
}

/** What the marks of the picture mean. */
function legend(inside) {
  const entry = (words, ...marks) =>
    html(
      "span",
      {},
      svg("svg", { viewBox: "0 0 34 16", width: 34, height: 16, "aria-hidden": "true" }, ...marks),
      words,
    );
  const bar = (name) => svg("rect", { class: `gl-hips ${name}`, x: 6, y: 2, width: 22, height: 12 });
  return html(
    "p",
    { class: "gl-legend" },
    entry(`inside ${inside}`, bar("gl-inside")),
    entry("elsewhere", bar("gl-outside")),
    entry(
      "90 of 100 hips, and the middle one",
      svg("path", { class: "gl-interval", d: "M2,2v12M32,2v12M2,8H32" }),
      svg("circle", { class: "gl-median", cx: 17, cy: 8, r: 5 }),
    ),
    entry("the published hip", svg("line", { class: "gl-published", x1: 17, x2: 17, y1: 0, y2: 16 })),
  );
}

export default { render };
