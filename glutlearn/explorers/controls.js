// Native, labelled controls that follow a trait of the model and write it back.
import { html, uniqueId } from "./elements.js";
import { prefersLessMotion } from "./theme.js";

/** Write a trait, and send it to the kernel where there is one. */
export function write(model, trait, value) {
  model.set(trait, value);
  model.save_changes();
}

// JupyterLab takes keys from a control unless the control itself says not to.
export const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

/** Degrees as they are written: −10°, 0°, 45°. */
export function degrees(value) {
  const whole = Math.round(value);
  return `${whole < 0 ? "−" : ""}${Math.abs(whole)}°`;
}

/**
 * A slider with its label and value, over evenly spaced `nodes`, from one to the next unless `step` says otherwise.
 * @param {{model: any, trait: string, label: string, nodes: number[], step?: number,
 *   speak: (value: number) => string, show?: (value: number) => string,
 *   marks?: {at: number, words: string | string[]}[]}} options  `marks` are written under their places
 */
export function slider({
  model,
  trait,
  label,
  nodes,
  step = nodes[1] - nodes[0],
  speak,
  show = degrees,
  marks = [],
}) {
  const id = uniqueId(trait);
  const [min, max] = [nodes[0], nodes.at(-1)];
  const input = html("input", { type: "range", id, min, max, step, "data-trait": trait, ...OWN_KEYS });
  const output = html("output", { for: id });
  const root = html("div", { class: "gl-slider" }, html("label", { for: id }, label), input, output);
  const share = (value) => (value - input.min) / (input.max - input.min);
  const follow = () => {
    const value = model.get(trait);
    if (Number(input.value) !== value) input.value = value;
    input.setAttribute("aria-valuetext", speak(value));
    output.textContent = show(value);
    root.style.setProperty("--gl-filled", `${100 * share(value)}%`);
  };
  const setRange = (others) => {
    Object.assign(input, { min: others[0], max: others.at(-1) });
    follow();
  };
  input.addEventListener("input", () => write(model, trait, Number(input.value)));
  if (marks.length) root.append(markRow(marks.map(({ at, words }) => ({ share: share(at), words }))));
  follow();
  return { root, input, follow, setRange };
}

/**
 * Words (or several lines of them) under places of a slider, for those who see it; `share` is 0 at its left end and 1
 * at its right.
 */
function markRow(marks) {
  return html(
    "div",
    { class: "gl-marks", "aria-hidden": "true" },
    ...marks.map(({ share, words }) => {
      const side = share < 0.1 ? "start" : share > 0.9 ? "end" : "middle";
      const lines = [words].flat().map((line) => html("span", {}, line));
      return html("span", { class: `gl-mark gl-mark-${side}`, style: `--gl-at:${share}` }, ...lines);
    }),
  );
}

/**
 * A slider over values that are not evenly spaced: it goes from stop to stop, and writes the value of the stop.
 * The input's own value is the number of the stop; its `data-value` is that of the trait.
 */
export function stopSlider({ model, trait, stops, speak, show, marks = [], ...options }) {
  // Where a value lies among the stops, in stops.
  const placeOf = (value) => {
    if (stops.includes(value)) return stops.indexOf(value);
    const after = stops.findIndex((stop) => stop >= value);
    if (after < 0) return stops.length - 1;
    if (after === 0) return after;
    return after - (stops[after] - value) / (stops[after] - stops[after - 1]);
  };
  const nearest = {
    get: () => placeOf(model.get(trait)),
    set: (_, place) => model.set(trait, stops[Math.round(place)]),
    save_changes: () => model.save_changes(),
  };
  const said = (say) => () => say(model.get(trait));
  const control = slider({
    model: nearest,
    trait,
    nodes: [...stops.keys()],
    speak: said(speak),
    show: said(show),
    marks: marks.map(({ at, words }) => ({ at: placeOf(at), words })),
    ...options,
  });
  const follow = () => {
    control.follow();
    control.input.dataset.value = model.get(trait);
  };
  follow();
  return { ...control, follow };
}

/** A group of radio buttons. */
export function radios({ model, trait, label, choices }) {
  const name = uniqueId(trait);
  const inputs = choices.map(([value]) =>
    html("input", { type: "radio", name, value, id: uniqueId(trait), "data-trait": trait, ...OWN_KEYS }),
  );
  const root = html(
    "fieldset",
    { class: "gl-choices" },
    html("legend", {}, label),
    ...choices.map(([, words], index) =>
      html("label", { for: inputs[index].id }, inputs[index], html("span", {}, words)),
    ),
  );
  const follow = () => inputs.forEach((input) => (input.checked = input.value === model.get(trait)));
  inputs.forEach((input) =>
    input.addEventListener("change", () => input.checked && write(model, trait, input.value)),
  );
  follow();
  return { root, follow };
}

/** A drop-down list. */
export function select({ model, trait, label, choices }) {
  const id = uniqueId(trait);
  const input = html(
    "select",
    { id, "data-trait": trait, ...OWN_KEYS },
    ...choices.map(([value, words]) => html("option", { value }, words)),
  );
  const root = html("div", { class: "gl-select" }, html("label", { for: id }, label), input);
  const follow = () => (input.value = model.get(trait));
  input.addEventListener("change", () => write(model, trait, input.value));
  follow();
  return { root, follow };
}

/** The drop-down list of the anatomies that a view knows. */
export function selectAnatomy({ model, facts }) {
  const choices = facts.anatomies.map(({ name, label }) => [name, label]);
  return select({ model, trait: "anatomy", label: "Anatomy", choices });
}

/** One check box, for a trait that is true or false. */
export function checkbox({ model, trait, label }) {
  const input = html("input", { type: "checkbox", id: uniqueId(trait), "data-trait": trait, ...OWN_KEYS });
  const root = html(
    "div",
    { class: "gl-choices" },
    html("label", { for: input.id }, input, html("span", {}, label)),
  );
  const follow = () => (input.checked = model.get(trait));
  input.addEventListener("change", () => write(model, trait, input.checked));
  follow();
  return { root, input, follow };
}

/** Check boxes for a list of names, in the order of the choices. */
export function checkboxes({ model, trait, label, choices, available }) {
  const boxes = choices.map(([value, words, picture]) => {
    const input = html("input", {
      type: "checkbox",
      id: uniqueId(trait),
      value,
      "data-trait": trait,
      ...OWN_KEYS,
    });
    return { value, input, root: html("label", { for: input.id }, input, picture, html("span", {}, words)) };
  });
  const root = html(
    "fieldset",
    { class: "gl-choices gl-muscles" },
    html("legend", {}, label),
    ...boxes.map((box) => box.root),
  );
  const follow = () => {
    const chosen = new Set(model.get(trait));
    const here = available();
    for (const { value, input, root: row } of boxes) {
      input.checked = chosen.has(value);
      row.hidden = !here.includes(value);
    }
  };
  root.addEventListener("change", () => {
    const chosen = new Set(model.get(trait));
    for (const { value, input } of boxes) input.checked ? chosen.add(value) : chosen.delete(value);
    write(
      model,
      trait,
      choices.map(([value]) => value).filter((value) => chosen.has(value)),
    );
  });
  follow();
  return { root, follow };
}

// Degrees in each second of play, and the stride for those who want less motion.
const PACE = 24;
const STRIDE = 5;

/**
 * A button that runs a trait from the first of its nodes to the last. `unit` is what counts as a degree for the pace;
 * where it is stopped, the trait rests at a whole number of `rest`.
 */
export function playButton({ model, trait, label, nodes, signal, unit = 1, rest = 1 }) {
  const [min, max] = [nodes[0], nodes.at(-1)];
  const button = html("button", {
    type: "button",
    class: "gl-play",
    "aria-label": `Play: ${label}`,
    ...OWN_KEYS,
  });
  let handle = 0,
    last = 0;
  const playing = () => handle !== 0;
  const stop = (round = true) => {
    if (!playing()) return;
    cancelAnimationFrame(handle);
    handle = 0;
    button.dataset.playing = "false";
    button.setAttribute("aria-label", `Play: ${label}`);
    if (round) write(model, trait, Number((Math.round(model.get(trait) / rest) * rest).toFixed(6)));
  };
  const step = (now) => {
    const elapsed = now - last;
    const stride = prefersLessMotion()
      ? elapsed >= 700
        ? STRIDE * unit
        : 0
      : (PACE * unit * Math.min(elapsed, 100)) / 1000;
    handle = requestAnimationFrame(step);
    if (stride === 0) return;
    last = now;
    const next = model.get(trait) + stride;
    write(model, trait, Math.min(next, max));
    if (next >= max) stop();
  };
  const start = () => {
    if (model.get(trait) >= max) write(model, trait, min);
    last = performance.now();
    handle = requestAnimationFrame(step);
    button.dataset.playing = "true";
    button.setAttribute("aria-label", `Pause: ${label}`);
  };
  button.addEventListener("click", () => (playing() ? stop() : start()));
  signal.addEventListener("abort", () => stop(false));
  button.dataset.playing = "false";
  return { root: button, stop, playing };
}

/** Buttons for the views of the scene. */
export function presetButtons({ presets, choose }) {
  const buttons = Object.entries(presets).map(([name, { label }]) => {
    const button = html(
      "button",
      { type: "button", "data-preset": name, "aria-pressed": "false", ...OWN_KEYS },
      label,
    );
    button.addEventListener("click", () => choose(name));
    return button;
  });
  return {
    root: html("div", { class: "gl-presets", role: "group", "aria-label": "View" }, ...buttons),
    follow: (current) => {
      for (const button of buttons)
        button.setAttribute("aria-pressed", String(button.dataset.preset === current));
    },
  };
}
