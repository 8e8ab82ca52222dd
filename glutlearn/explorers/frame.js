// What every explorer's view is built on: its root element, one drawing for each frame at most, an orderly end.
import { html } from "./elements.js";
import { followTheme } from "./theme.js";

/**
 * Set up a view and call `draw` at most once for each frame of the screen, and only after something changed.
 * @param {{model: any, el: HTMLElement, name: string, draw: (now: number) => boolean, themed?: () => void}} options
 *   `draw` returns whether it wants another frame; `themed` takes the page's colours where style sheets do not reach
 */
export function createFrame({ model, el, name, draw, themed = () => {} }) {
  const ending = new AbortController();
  const { signal } = ending;
  const root = html("div", { class: "gl-explorer", "data-explorer": name });
  el.append(html("div", { class: "gl-explorer-box" }, root));
  let waiting = 0;
  const request = () => {
    if (!waiting && !signal.aborted) waiting = requestAnimationFrame(paint);
  };
  const paint = (now) => {
    waiting = 0;
    if (draw(now)) request();
    root.dataset.ready = "true";
  };
  // A canvas that has just been resized is blank: it is painted before the screen shows it, not a frame later.
  request.atOnce = () => {
    if (root.dataset.ready !== "true") return request();
    cancelAnimationFrame(waiting);
    paint(performance.now());
  };
  const end = () => {
    ending.abort();
    cancelAnimationFrame(waiting);
    root.parentElement.remove();
  };
  /** Draw for the first time, once everything is in its place and follows the model; returns how to end the view. */
  const start = (...follow) => {
    const recolour = () => {
      themed();
      request();
    };
    followTheme(root, recolour, signal);
    for (const one of follow) one();
    request();
    return end;
  };
  /** Whether a prediction is awaited. */
  const locked = () => model.get("stage") === "predict";
  return { root, request, signal, locked, start };
}

/** Listen to a model until the view ends. */
export function listen(model, names, callback, signal) {
  for (const name of names) model.on(`change:${name}`, callback);
  signal.addEventListener("abort", () => names.forEach((name) => model.off(`change:${name}`, callback)));
}

/** Tell whether a trait has been moved since the controls unlocked; `then` is called when it first is. */
export function firstMove({ model, trait, locked, then, signal }) {
  let moved = false;
  const note = () => {
    if (moved || locked()) return;
    moved = true;
    then();
  };
  listen(model, [trait], note, signal);
  return () => moved;
}

/** Say a changing sentence to screen readers, once it has come to rest. */
export function announcer(root, signal) {
  const region = root.appendChild(html("p", { class: "gl-hidden", role: "status", "aria-live": "polite" }));
  let timer = 0,
    first = true;
  signal.addEventListener("abort", () => clearTimeout(timer));
  return (text) => {
    if (first) {
      first = false;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (region.textContent !== text) region.textContent = text;
    }, 700);
  };
}
