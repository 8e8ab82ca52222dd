// The place where a scene stands: its box with the camera's buttons and caption, or the words that say it cannot be.
import { presetButtons } from "./controls.js";
import { html } from "./elements.js";
import { Scene } from "./scene.js";

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
