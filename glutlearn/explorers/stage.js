// The place where a scene stands: its box with the camera's buttons and caption, or the words that say it cannot be.
import { presetButtons } from "./controls.js";
import { html } from "./elements.js";
import { createFrame } from "./frame.js";
import { Scene } from "./scene.js";

/**
 * A view with a scene: its frame and its stage, and the way both begin and end.
 * @param {{model: any, el: HTMLElement, name: string, draw: (now: number) => boolean}} options  as `createFrame` has
 *   them, and those of `createStage`
 */
export function createSceneView({ model, el, name, draw, ...options }) {
  const frame = createFrame({ el, name, draw, themed: () => stage.scene?.recolour() });
  const { root, request, signal } = frame;
  const stage = createStage({ facts: model.get("facts"), needsFrame: request, signal, ...options });
  const { scene } = stage;
  const locked = () => model.get("stage") === "predict";
  /** Draw for the first time, once everything is in its place; returns how to end the view. */
  const start = (preset, ...follow) => {
    stage.choose(preset, false);
    frame.start();
    for (const one of follow) one();
    request();
    // The graphics go last, when nothing draws any more.
    return () => {
      frame.end();
      scene?.dispose();
    };
  };
  return { root, request, signal, stage, scene, locked, start };
}

/**
 * @param {{facts: {bones: object, middle_plane: number}, tables: (name: string) => object,
 *   presets: Object<string, {label: string, caption: string}>, needsFrame: (() => void) & {atOnce: () => void},
 *   signal: AbortSignal, worksWithout: string, captionOf?: (preset: string) => string,
 *   describe: () => string}} options
 *   `worksWithout` names what works without WebGL; `describe` says what the scene shows, for those who do not see it
 */
export function createStage({ facts, tables, presets, needsFrame, signal, worksWithout, captionOf, describe }) {
  const stage = html("div", { class: "gl-stage" });
  const caption = html("p", { class: "gl-caption-of-view" });
  const buttons = presetButtons({ presets, choose });
  const scene = Scene.create(stage, {
    tables,
    bones: facts.bones,
    middlePlane: facts.middle_plane,
    presets,
    needsFrame,
    turned: () => show(null),
    signal,
  });
  if (!scene) {
    const words = `This browser shows no three-dimensional pictures (WebGL is missing). ${worksWithout}`;
    stage.append(html("p", { class: "gl-no-webgl" }, words));
  }
  stage.append(caption);
  buttons.root.hidden = caption.hidden = !scene;

  function choose(preset, smoothly = true) {
    scene?.eye.choose(preset, { smoothly });
    show(preset);
  }

  function show(preset) {
    buttons.follow(preset);
    caption.textContent = preset ? (captionOf?.(preset) ?? presets[preset].caption) : "";
    scene?.canvas.setAttribute("aria-label", `${describe()} ${caption.textContent}`);
  }

  return {
    root: html("div", { class: "gl-stage-box" }, stage, buttons.root),
    scene,
    choose,
    button: (preset) => buttons.root.querySelector(`[data-preset="${preset}"]`),
  };
}
