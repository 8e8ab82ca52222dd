// The three-dimensional picture: bones, muscles and the axis in question. Draws only when asked to.
import { Color, Scene as Space, WebGLRenderer } from "three";
import { Annotations } from "./annotations.js";
import { AxisRod } from "./axis_rod.js";
import { Bodies } from "./bodies.js";
import { Eye, handle } from "./camera.js";
import { html } from "./elements.js";
import { Fineness, isSoftware } from "./fineness.js";
import { satin } from "./light.js";
import { MuscleTubes } from "./muscle_tubes.js";
import { Overlay } from "./overlay.js";
import { copyForPaper } from "./paper.js";
import { watchSize } from "./plot.js";
import { colourOf } from "./theme.js";

const COLOURS = ["up", "down", "none", "axis", "scene"];

/**
 * What the scene shows in one frame.
 * @typedef {import("three").Vector3} Vector3
 * @typedef {Object} Shown
 * @property {import("./pose.js").LegPose} pose
 * @property {import("./muscle_tubes.js").ShownMuscle[]} muscles
 * @property {import("./axis_rod.js").ShownAxis} axis
 * @property {{key: string, words: string, role: string, at: Vector3, awayFrom?: Vector3[]}[]} [labels]  names besides
 *   those of muscles and axis, on the side of their points that is away from others
 * @property {{key: string, role: string, from: Vector3, to: Vector3}[]} [arrows]  drawn over everything
 * @property {{key: string, role: string, at: Vector3, up: Vector3}[]} [levels]  dashed lines through a point, level
 *   with the ground, across the picture
 * @property {"always" | "along" | "never"} levers  draw the moment arms always, or only in the view along the axis
 */

export class Scene {
  /** @returns {Scene | null} null where the browser has no WebGL */
  static create(host, options) {
    const canvas = html("canvas", { class: "gl-scene", role: "img", tabindex: "-1" });
    const wishes = { alpha: false, powerPreference: "low-power" };
    const probe = document.createElement("canvas").getContext("webgl2", wishes);
    if (!probe) return null;
    const software = isSoftware(probe);
    probe.getExtension("WEBGL_lose_context")?.loseContext();
    const context = canvas.getContext("webgl2", { ...wishes, antialias: !software });
    return context ? new Scene(host, canvas, context, { ...options, software }) : null;
  }

  constructor(host, canvas, context, options) {
    const { tables, bones, middlePlane, presets, needsFrame, turned, signal, software } = options;
    this.host = host;
    this.canvas = canvas;
    this.renderer = new WebGLRenderer({ canvas, context });
    this.fineness = new Fineness({ renderer: this.renderer, software, needsFrame, signal });
    this.space = new Space();
    this.overlay = new Overlay();
    host.append(canvas, this.overlay.root);
    this.eye = new Eye(needsFrame, presets);
    this.annotations = new Annotations(this.eye);
    this.satin = satin();
    this.bodies = new Bodies(tables, bones, middlePlane);
    this.axis = new AxisRod(this.satin);
    this.muscles = new MuscleTubes(this.satin);
    for (const part of [this.bodies, this.axis, this.muscles]) this.space.add(part.group);
    this.added = [];
    this.size = { width: 1, height: 1 };
    const resized = () => {
      this.resize();
      needsFrame.atOnce();
    };
    watchSize(host, resized, signal);
    handle(this.eye, canvas, turned, signal);
    const drawFine = () => {
      this.fineness.finest();
      this.renderer.render(this.space, this.eye.camera);
    };
    copyForPaper({ host, canvas, drawFine, signal });
    this.resize();
  }

  /** Put something of a view's own into the picture: an object with its `group`, and `recolour` for its colours. */
  add(part) {
    this.added.push(part);
    this.space.add(part.group);
  }

  /** Stretch the bones onto another anatomy: row-major 3 × 3 maps. */
  setFits(fits) {
    this.bodies.setFits(fits);
  }

  /** Take the colours of the page again. */
  recolour() {
    const named = COLOURS.map((name) => [name, new Color(colourOf(this.host, `scene-${name}`))]);
    this.colours = Object.fromEntries(named);
    this.renderer.setClearColor(this.colours.scene, 1);
    for (const part of [this.bodies, this.axis, ...this.added]) part.recolour(this.colours);
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!width || !height) return;
    this.size = { width, height };
    this.renderer.setSize(width, height, false);
  }

  /**
   * Draw one frame.
   * @param {Shown} shown
   * @returns {boolean} whether the eye is still moving
   */
  draw(shown, now) {
    this.bodies.place(shown.pose);
    this.axis.place(shown.axis);
    this.muscles.place(shown.muscles, this.colours);
    const moving = this.eye.update(shown.axis, this.size.width / this.size.height, now);
    this.fineness.choose();
    this.renderer.render(this.space, this.eye.camera);
    this.overlay.draw(this.size, this.annotations.of(shown, this.size, moving));
    return moving;
  }

  /** Give everything back to the graphics, and the graphics to other pictures. */
  dispose() {
    // All views of a page draw the same bones: those of the others go to the graphics again with their next frame.
    this.space.traverse(({ geometry, material }) => {
      geometry?.dispose();
      material?.dispose();
    });
    this.satin.dispose();
    this.bodies.matcap.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }
}
