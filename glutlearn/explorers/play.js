// A button that runs a trait through its range.
import { OWN_KEYS, write } from "./controls.js";
import { html } from "./elements.js";
import { prefersLessMotion } from "./theme.js";

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
