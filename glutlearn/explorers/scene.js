// The three-dimensional picture: bones, muscles and the axis in question. Draws only when asked to.
import {
  Color,
  ConeGeometry,
  CylinderGeometry,
  Group,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  MeshMatcapMaterial,
  Scene as Space,
  TorusGeometry,
  Vector3,
  WebGLRenderer,
} from "three";
import { boneMaterial, meshBones } from "./bone_meshes.js";
import { Eye, handle } from "./camera.js";
import { html } from "./elements.js";
import { commonPerpendicular, forceTip } from "./lever.js";
import { ivory, satin } from "./light.js";
import { Overlay } from "./overlay.js";
import { watchSize } from "./plot.js";
import { colourOf } from "./theme.js";
import { Tube } from "./tube.js";

const UP = new Vector3(0, 1, 0);
// Leverage at which a muscle has its full colour and width, m.
const STRONG = 0.03;
// Pixels for each of the page's: at rest or on a graphics card, and while the processor draws a moving picture.
const FINE = 2;
const COARSE = 1;
// How long a picture has to be still to be drawn finely, ms.
const REST = 250;
// How far over or under the end of an arrow its words stand, pixels.
const LIFT = 12;
// Radius of the arrow round the axis, m.
const TURN = 0.03;

/**
 * What the scene shows in one frame.
 * @typedef {Object} Shown
 * @property {import("./pose.js").LegPose} pose
 * @property {ShownMuscle[]} muscles
 * @property {ShownAxis} axis
 * @property {{key: string, words: string, role: string, at: Vector3, awayFrom?: Vector3[]}[]} [labels]  names besides
 *   those of muscles and axis, on the side of their points that is away from others
 * @property {{key: string, role: string, from: Vector3, to: Vector3}[]} [arrows]  drawn over everything
 * @property {{key: string, role: string, at: Vector3, up: Vector3}[]} [levels]  dashed lines through a point, level
 *   with the ground, across the picture
 * @property {"always" | "along" | "never"} levers  draw the moment arms always, or only in the view along the axis
 *
 * @typedef {Object} ShownAxis
 * @property {Vector3} direction  a positive turn about it is the library's positive
 * @property {number} side        on which side of the hip its names stand: +1 where it points, −1 behind
 * @property {number[] | null} span  from where to where it is drawn, m from the hip on that side; null: not at all
 * @property {number} turnAt      where the arrow round it stands, m from the hip on that side
 * @property {string} words
 * @property {{words: string, role: string, positive: boolean} | null} turn  the arrow round it
 * @property {Vector3} forward    the way one looks along it
 * @property {Vector3} up         what is then up
 *
 * @typedef {Object} ShownMuscle
 * @property {string} key
 * @property {string} words  empty for a muscle without a name on the picture
 * @property {import("./pose.js").Path} path
 * @property {number} up    leverage in m, positive in the direction that the chart shows upwards
 * @property {string} role  "up", "down" or "none"
 * @property {Vector3} [nameAt]  where its name points; by default where it leaves the pelvis
 * @property {number} [force]  N, drawn as an arrow along the line of pull
 * @property {{radius: number, colour: number}} [look]  m at the belly, and 0…1 from pale to its role's colour; by
 *   default both follow the leverage
 */

/** Whether pictures are computed by the processor, so that each pixel counts. */
function isSoftware(context) {
  const extension = context.getExtension("WEBGL_debug_renderer_info");
  const name = String(context.getParameter(extension ? extension.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}

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
    this.software = software;
    this.needsFrame = needsFrame;
    this.canvas = canvas;
    this.renderer = new WebGLRenderer({ canvas, context });
    this.space = new Space();
    this.overlay = new Overlay();
    host.append(canvas, this.overlay.root);
    this.eye = new Eye(needsFrame, presets);
    this.satin = satin();
    this.ivory = ivory();
    this.muscles = new Map();
    this.added = [];
    this.buildBones(meshBones(tables, bones), middlePlane);
    this.buildAxis();
    this.size = { width: 1, height: 1 };
    watchSize(
      host,
      () => {
        this.resize();
        needsFrame.atOnce();
      },
      signal,
    );
    handle(this.eye, canvas, turned, signal);
    this.resize();
    addEventListener("beforeprint", () => this.copyForPaper(), { signal });
    addEventListener("afterprint", () => this.paper?.remove(), { signal });
  }

  /**
   * A printer gets nothing of a canvas that WebGL has drawn on. As printing begins, the picture is drawn once more, as
   * fine as at rest, and copied onto a canvas that is printed in its place (book/assets/print.css).
   */
  copyForPaper() {
    this.setPixelRatio(FINE);
    this.renderer.render(this.space, this.eye.camera);
    this.paper ??= html("canvas", { class: "gl-scene-on-paper", "aria-hidden": "true", hidden: true });
    const { width, height } = this.canvas;
    Object.assign(this.paper, { width, height });
    this.paper.getContext("2d").drawImage(this.canvas, 0, 0);
    this.canvas.after(this.paper);
    this.host.style.setProperty("--gl-aspect", `${width} / ${height}`);
  }

  buildBones(geometries, middlePlane) {
    this.ground = { value: new Color() };
    const solid = boneMaterial(this.ivory, { value: 1 }, this.ground);
    const ghost = boneMaterial(this.ivory, { value: 0.3 }, this.ground);
    this.bodies = { pelvis: new Group(), femur: new Group(), tibia: new Group(), patella: new Group() };
    for (const group of Object.values(this.bodies)) {
      group.matrixAutoUpdate = false;
      this.space.add(group);
    }
    this.bodies.pelvis.add(new Mesh(geometries.hip_bone, solid), new Mesh(geometries.sacrum, solid));
    const otherHalf = new Mesh(geometries.hip_bone, ghost);
    otherHalf.scale.z = -1;
    otherHalf.position.z = 2 * middlePlane;
    this.bodies.pelvis.add(otherHalf);
    this.bodies.femur.add(new Mesh(geometries.femur, solid));
    this.bodies.patella.add(new Mesh(geometries.patella, solid));
    for (const name of ["tibia", "fibula", "foot"]) this.bodies.tibia.add(new Mesh(geometries[name], solid));
    this.fits = { pelvis: new Matrix4(), femur: new Matrix4(), tibia: new Matrix4() };
  }

  buildAxis() {
    const material = new MeshMatcapMaterial({ matcap: this.satin });
    const seenThrough = new MeshBasicMaterial({ depthTest: false, transparent: true, opacity: 0.35 });
    const rod = new CylinderGeometry(0.0016, 0.0016, 1, 8, 1);
    this.axis = new Group();
    this.rods = [new Mesh(rod, material), new Mesh(rod, seenThrough)];
    this.rods[1].renderOrder = 5;
    this.axisMaterials = [material, seenThrough];
    const turnMaterial = new MeshMatcapMaterial({ matcap: this.satin });
    this.turnMaterial = turnMaterial;
    this.turn = new Group();
    const arc = new Mesh(new TorusGeometry(TURN, 0.0022, 8, 40, Math.PI * 1.45), turnMaterial);
    arc.rotation.x = Math.PI / 2;
    const tip = new Mesh(new ConeGeometry(0.0075, 0.019, 14), turnMaterial);
    tip.position.set(TURN, 0, -0.004);
    tip.rotation.x = -Math.PI / 2;
    this.turn.add(arc, tip);
    this.axis.add(...this.rods, this.turn);
    this.space.add(this.axis);
  }

  /** Put something of a view's own into the picture: an object with its `group`, and `recolour` for its colours. */
  add(part) {
    this.added.push(part);
    this.space.add(part.group);
  }

  /** Stretch the bones onto another anatomy: row-major 3 × 3 maps. */
  setFits(fits) {
    for (const body of ["pelvis", "femur", "tibia"]) {
      const [a, b, c, d, e, f, g, h, i] = fits[body];
      this.fits[body].set(a, b, c, 0, d, e, f, 0, g, h, i, 0, 0, 0, 0, 1);
    }
  }

  /** Take the colours of the page again. */
  recolour() {
    this.colours = Object.fromEntries(
      ["up", "down", "none", "axis", "scene"].map((name) => [
        name,
        new Color(colourOf(this.host, `scene-${name}`)),
      ]),
    );
    this.renderer.setClearColor(this.colours.scene, 1);
    this.ground.value.copy(this.colours.scene).convertLinearToSRGB();
    for (const material of this.axisMaterials) material.color = this.colours.axis;
    for (const part of this.added) part.recolour();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!width || !height) return;
    this.size = { width, height };
    this.renderer.setSize(width, height, false);
  }

  /**
   * Choose how fine this frame is. Where the processor draws, a moving picture is coarse; it becomes fine once it
   * has come to rest.
   */
  chooseFineness() {
    const screen = window.devicePixelRatio || 1;
    if (!this.software) return this.setPixelRatio(Math.min(FINE, screen));
    const rested = this.resting;
    this.resting = false;
    clearTimeout(this.restTimer);
    if (!rested) {
      this.restTimer = setTimeout(() => {
        this.resting = true;
        this.needsFrame();
      }, REST);
    }
    this.setPixelRatio(rested ? FINE : COARSE);
  }

  setPixelRatio(ratio) {
    if (this.renderer.getPixelRatio() !== ratio) this.renderer.setPixelRatio(ratio);
  }

  /**
   * Draw one frame.
   * @param {Shown} shown
   * @returns {boolean} whether the eye is still moving
   */
  draw(shown, now) {
    this.poseBones(shown.pose);
    this.poseAxis(shown.axis);
    this.poseMuscles(shown.muscles);
    const moving = this.eye.update(shown.axis, this.size.width / this.size.height, now);
    this.chooseFineness();
    this.renderer.render(this.space, this.eye.camera);
    const leversShown = shown.levers === "always" || (shown.levers === "along" && this.eye.along && !moving);
    const arrows = (shown.arrows ?? []).map(({ from, to, ...arrow }) => ({
      ...arrow,
      from: this.project(from),
      to: this.project(to),
    }));
    const levers = leversShown ? this.levers(shown) : [];
    this.overlay.draw(this.size, this.labels(shown), levers, arrows, this.levels(shown));
    return moving;
  }

  poseBones(pose) {
    const { pelvis, femur, tibia, patella } = this.bodies;
    const one = new Vector3(1, 1, 1);
    pelvis.matrix.copy(this.fits.pelvis);
    const thigh = new Matrix4().compose(pose.shift, pose.femur, one);
    femur.matrix.copy(thigh).multiply(this.fits.femur);
    tibia.matrix
      .compose(pose.tibia.origin, pose.tibia.rotation, one)
      .premultiply(thigh)
      .multiply(this.fits.tibia);
    patella.matrix.compose(pose.patella.origin, pose.patella.rotation, one).premultiply(thigh);
    for (const group of Object.values(this.bodies)) group.matrixWorldNeedsUpdate = true;
  }

  poseAxis({ direction, side, span, turnAt, turn }) {
    this.axis.visible = span !== null;
    if (!span) return;
    const [from, to] = span;
    this.axis.quaternion.setFromUnitVectors(UP, direction);
    for (const rod of this.rods) {
      rod.scale.y = to - from;
      rod.position.y = (side * (from + to)) / 2;
    }
    this.turn.visible = turn !== null;
    if (!turn) return;
    this.turn.position.y = side * turnAt;
    this.turn.rotation.x = turn.positive ? 0 : Math.PI;
    this.turnMaterial.color = this.colours[turn.role];
  }

  poseMuscles(muscles) {
    for (const { mesh, veil } of this.muscles.values()) mesh.visible = veil.visible = false;
    for (const { key, path, up, role, look } of muscles) {
      const { tube, mesh, veil } = this.muscleNamed(key);
      const strength = Math.min(1, Math.abs(up) / STRONG);
      const { radius, colour } = look ?? {
        radius: 0.0052 + 0.0036 * strength,
        colour: 0.55 + 0.45 * strength,
      };
      tube.follow(path.points, radius);
      mesh.material.color.copy(this.colours.none).lerp(this.colours[role], role === "none" ? 0 : colour);
      veil.material.color.copy(mesh.material.color);
      mesh.visible = true;
      veil.visible = !look || role !== "none";
    }
  }

  muscleNamed(key) {
    if (!this.muscles.has(key)) {
      const tube = new Tube();
      const mesh = new Mesh(tube.geometry, new MeshMatcapMaterial({ matcap: this.satin }));
      // The same once more, faintly through the bones, so that no muscle is ever quite hidden.
      const veil = new Mesh(
        tube.geometry,
        new MeshBasicMaterial({ depthTest: false, transparent: true, opacity: 0.3 }),
      );
      veil.renderOrder = 4;
      mesh.frustumCulled = veil.frustumCulled = false;
      this.space.add(mesh, veil);
      this.muscles.set(key, { tube, mesh, veil });
    }
    return this.muscles.get(key);
  }

  project(point) {
    const { x, y } = point.clone().project(this.eye.camera);
    return { x: ((x + 1) / 2) * this.size.width, y: ((1 - y) / 2) * this.size.height };
  }

  labels({ muscles, axis, levers, labels: more = [] }) {
    const along = this.eye.along;
    const named = muscles.filter(({ words }) => words);
    const labels = named.map(({ key, words, path, role, up, nameAt }) => ({
      key,
      words:
        along && levers === "along" && role !== "none"
          ? `${words} ${Math.round(Math.abs(up) * 1000)} mm`
          : words,
      role,
      ...this.project(along ? path.points[path.crossing - 1] : (nameAt ?? path.points[0])),
    }));
    for (const { at, awayFrom, ...label } of more) {
      const point = this.project(at);
      if (!awayFrom) {
        labels.push({ ...label, ...point });
        continue;
      }
      const others = awayFrom.map((other) => this.project(other));
      const middle = (axis) => others.reduce((sum, other) => sum + other[axis], 0) / others.length;
      const side = point.x < middle("x") ? -1 : 1;
      labels.push({ ...label, ...point, side, lift: point.y < middle("y") ? LIFT : -LIFT });
    }
    if (!along && axis.span) {
      const onAxis = (distance) => this.project(axis.direction.clone().multiplyScalar(axis.side * distance));
      if (axis.turn)
        labels.push({ key: "turn", words: axis.turn.words, role: axis.turn.role, ...onAxis(axis.turnAt) });
      const end = onAxis(axis.turnAt + 0.06);
      const { width, height } = this.size;
      end.x = Math.min(Math.max(end.x, 20), width - 20);
      end.y = Math.min(Math.max(end.y, 20), height - 20);
      labels.push({ key: "axis", words: axis.words, role: "axis", ...end });
    }
    return labels;
  }

  levels({ levels = [] }) {
    return levels.map(({ key, role, at, up }) => {
      const across = new Vector3(1, 0, 0).applyQuaternion(this.eye.camera.quaternion);
      across.addScaledVector(up, -across.dot(up)).normalize();
      const [from, to] = [-1, 1].map((way) => this.project(at.clone().addScaledVector(across, way)));
      return { key, role, from, to };
    });
  }

  levers({ muscles, axis, levers }) {
    const shownAlways = levers === "always";
    return muscles.flatMap(({ key, path, up, role, force }) => {
      const lever = commonPerpendicular(axis.direction, path);
      if (!lever) return [];
      const end = lever.onAxis.clone().lerp(lever.onLine, Math.min(1, Math.abs(up) / lever.distance));
      return [
        {
          key,
          role,
          axis: this.project(lever.onAxis),
          foot: this.project(lever.onLine),
          end: this.project(end),
          from: this.project(path.points[path.crossing]),
          to: this.project(path.points[path.crossing - 1]),
          force: force === undefined ? null : this.project(forceTip(path, force)),
          words: shownAlways ? `${Math.round(Math.abs(up) * 1000)} mm` : "",
        },
      ];
    });
  }

  dispose() {
    clearTimeout(this.restTimer);
    for (const { tube, mesh, veil } of this.muscles.values()) {
      tube.geometry.dispose();
      mesh.material.dispose();
      veil.material.dispose();
    }
    this.satin.dispose();
    this.ivory.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }
}
