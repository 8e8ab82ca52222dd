// The muscles in the scene: a tube for each, coloured by its role.
import { Group, Mesh, MeshBasicMaterial, MeshMatcapMaterial } from "three";
import { Tube } from "./tube.js";

// Leverage at which a muscle has its full colour and width, m.
const STRONG = 0.03;

/**
 * @typedef {Object} ShownMuscle
 * @property {string} key
 * @property {string} words  empty for a muscle without a name on the picture
 * @property {import("./pose.js").Path} path
 * @property {number} up    leverage in m, positive in the direction that the chart shows upwards
 * @property {string} role  "up", "down" or "none"
 * @property {import("three").Vector3} [nameAt]  where its name points; by default where it leaves the pelvis
 * @property {number} [force]  N, drawn as an arrow along the line of pull
 * @property {{radius: number, colour: number}} [look]  m at the belly, and 0…1 from pale to its role's colour; by
 *   default both follow the leverage
 */

function lookOf(up) {
  const strength = Math.min(1, Math.abs(up) / STRONG);
  return { radius: 0.0052 + 0.0036 * strength, colour: 0.55 + 0.45 * strength };
}

export class MuscleTubes {
  constructor(matcap) {
    this.matcap = matcap;
    this.group = new Group();
    this.known = new Map();
  }

  /** @param {ShownMuscle[]} muscles @param {Object<string, import("three").Color>} colours  of the roles */
  place(muscles, colours) {
    for (const { mesh, veil } of this.known.values()) mesh.visible = veil.visible = false;
    for (const { key, path, up, role, look } of muscles) {
      const { tube, mesh, veil } = this.named(key);
      const { radius, colour } = look ?? lookOf(up);
      tube.follow(path.points, radius);
      mesh.material.color.copy(colours.none).lerp(colours[role], role === "none" ? 0 : colour);
      veil.material.color.copy(mesh.material.color);
      mesh.visible = true;
      veil.visible = !look || role !== "none";
    }
  }

  named(key) {
    if (!this.known.has(key)) this.known.set(key, this.create());
    return this.known.get(key);
  }

  create() {
    const tube = new Tube();
    const mesh = new Mesh(tube.geometry, new MeshMatcapMaterial({ matcap: this.matcap }));
    // The same once more, faintly through the bones, so that no muscle is ever quite hidden.
    const seenThrough = new MeshBasicMaterial({ depthTest: false, transparent: true, opacity: 0.3 });
    const veil = new Mesh(tube.geometry, seenThrough);
    veil.renderOrder = 4;
    mesh.frustumCulled = veil.frustumCulled = false;
    this.group.add(mesh, veil);
    return { tube, mesh, veil };
  }
}
