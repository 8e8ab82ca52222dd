// The place where a scene stands: its box with the camera's buttons and caption, or the words that say it cannot be.
import { OWN_KEYS } from "./controls.js";
import { html } from "./elements.js";
import { createFrame } from "./frame.js";
import { Scene } from "./scene.js";

/**
 * A view with a scene: its frame and its stage, and the way both begin and end.
 * @param {{model: any, el: HTMLElement, name: string, draw: (now: number) => boolean}} options  as `createFrame` has
 *   them, and those of the stage
 */
export function createSceneView({ model, el, name, draw, ...options }) {
  const frame = createFrame({ model, el, name, draw, themed: () => stage.scene?.recolour() });
  const { request, signal } = frame;
  const stage = createStage({ facts: model.get("facts"), needsFrame: request, signal, ...options });
  const { scene } = stage;
  const start = (preset, ...follow) => {
    stage.choose(preset, false);
    const end = frame.start(...follow);
    // The graphics go last, when nothing draws any more.
    return () => {
      end();
      scene?.dispose();
    };
  };
  return { ...frame, stage, scene, start };
}

/**
 * @param {{facts: {bones: object, middle_plane: number}, tables: (name: string) => object,
 *   presets: Object<string, {label: string, caption: string}>, needsFrame: (() => void) & {atOnce: () => void},
 *   signal: AbortSignal, worksWithout: string, captionOf?: (preset: string) => string,
 *   describe: () => string}} options
 *   `worksWithout` names what works without WebGL; `describe` says what the scene shows, for those who do not see it
 */
function createStage({ facts, tables, presets, needsFrame, signal, worksWithout, captionOf, describe }) {
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

/** Buttons for the views of the scene. */
function presetButtons({ presets, choose }) {
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
