// Sliders: a native range with its label and its value, and what follows a trait by one.
import { OWN_KEYS, write } from "./controls.js";
import { html, uniqueId } from "./elements.js";

/** Degrees as they are written: −10°, 0°, 45°. */
export function degrees(value) {
  const whole = Math.round(value);
  return `${whole < 0 ? "−" : ""}${Math.abs(whole)}°`;
}

/**
 * A native range that shows and says where it stands. Whoever uses it writes its label into `title`.
 * @param {{trait: string, min: number, max: number, step: number, speak: (value: number) => string,
 *   show: (value: number) => string}} options
 */
export function createRange({ trait, min, max, step, speak, show }) {
  const id = uniqueId(trait);
  const input = html("input", { type: "range", id, min, max, step, "data-trait": trait, ...OWN_KEYS });
  const output = html("output", { for: id });
  const title = html("label", { for: id });
  const root = html("div", { class: "gl-slider" }, title, input, output);
  const share = (value) => (value - input.min) / (input.max - input.min);
  const put = (value) => {
    if (Number(input.value) !== value) input.value = value;
    input.setAttribute("aria-valuetext", speak(value));
    output.textContent = show(value);
    root.style.setProperty("--gl-filled", `${100 * share(value)}%`);
  };
  return { root, title, input, share, put };
}

/**
 * A slider for a trait, over evenly spaced `nodes`, from one to the next unless `step` says otherwise.
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
  const range = createRange({ trait, min: nodes[0], max: nodes.at(-1), step, speak, show });
  const { root, title, input, share, put } = range;
  title.textContent = label;
  const follow = () => put(model.get(trait));
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
