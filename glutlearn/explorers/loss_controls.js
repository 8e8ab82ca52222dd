// The controls of the view of losses: each has a line of words that says what stands behind its value.
import { select } from "./controls.js";
import { html } from "./elements.js";
import { NO_BAND } from "./loss_tables.js";
import { stopSlider } from "./slider.js";
import { capital } from "./words.js";

const LOSSES = ["part", "atrophy", "inhibition"];
const percent = (value) => `${value}\u00a0%`;

/** A control with a line of words below it. */
function noted(control, say) {
  const words = html("p", { class: "gl-stop-note" });
  const follow = () => {
    control.follow();
    words.textContent = say();
  };
  return { root: html("div", {}, control.root, words), input: control.input, follow };
}

/**
 * @param {{model: any, tables: import("./loss_tables.js").LossTables, state: () => object}} options
 */
export function lossControls({ model, tables, state }) {
  const { facts } = tables;
  const sliderOf = (trait, label, show, speak, say) => {
    const stops = tables.stopsOf(trait);
    const control = stopSlider({ model, trait, label, stops, show, speak });
    return noted(control, () => say(model.get(trait)));
  };
  const lost = (trait, label, what) =>
    sliderOf(
      trait,
      label,
      percent,
      (value) => `${value} percent of ${what} lost`,
      (value) => lossNote(trait, value),
    );

  function lossNote(trait, value) {
    if (!value) return "nothing lost";
    const found = facts.cases.find((one) => one[trait] === value);
    if (found) return `${trait === "atrophy" ? "measured in" : "assumed for"} ${found.label.toLowerCase()}`;
    if (trait === "inhibition" && value === 100) return "as after a complete nerve block";
    return "a thought experiment: nobody measured it";
  }

  function bandNote() {
    const found = tables.band(state());
    if (!found) return "none: only the weight of the leg";
    const [tension, closing] = [found.tension, found.closing].map((value) => value.toFixed(1));
    const spread = Math.round(100 * facts.band_spread);
    return `at the knees: ${tension}\u00a0N a strand, ${closing}\u00a0N·m against opening; sources differ by ${spread}\u00a0%`;
  }

  function cueNote(value) {
    if (!value) return "nothing makes posterior gluteus medius cheaper to use";
    const found = facts.aids.find(({ at }) => at === value);
    return found ? `as much as activity rose with ${found.label} (${found.study})` : "a thought experiment";
  }

  const sliders = {
    atrophy: lost("atrophy", "Size lost (atrophy)", "size"),
    inhibition: lost("inhibition", "Drive lost (inhibition)", "drive"),
    band: sliderOf(
      "band",
      "Elastic band",
      (value) => value,
      (value) => (value === NO_BAND ? "no band" : `${value} band`),
      bandNote,
    ),
    facilitation: sliderOf(
      "facilitation",
      "Cue (posterior)",
      percent,
      (value) => `posterior gluteus medius ${value} percent cheaper to use`,
      cueNote,
    ),
    flexion: sliderOf(
      "flexion",
      "Hip flexion",
      (value) => `${value}°`,
      (value) => `${value} degrees of hip flexion`,
      (value) => (value === 65 ? "where the document says to start" : ""),
    ),
  };

  // A patient is a name for three traits at once.
  const patient = select({
    model: {
      get: () => tables.caseOf(state())?.name ?? "own",
      set: (_, name) => {
        const found = facts.cases.find((one) => one.name === name);
        if (found) for (const trait of LOSSES) model.set(trait, found[trait]);
      },
      save_changes: () => model.save_changes(),
    },
    trait: "case",
    label: "Patient",
    choices: [...facts.cases.map(({ name, label }) => [name, label]), ["own", "Your own choice"]],
  });
  const part = select({
    model,
    trait: "part",
    label: "What has lost something",
    choices: facts.parts.map(({ name, label }) => [name, capital(label)]),
  });
  const nobody = "No study gives the size or the drive of one part of gluteus medius.";
  return {
    sliders,
    patient: noted(patient, () => tables.caseOf(state())?.short ?? nobody),
    part: noted(part, () => tables.part(state()).note),
  };
}
