// What Python computed for one anatomy, read at any angle.
import { Vector3 } from "three";
import { anatomyOf } from "./anatomies.js";
import { blendRows, place, zeroCrossings } from "./grid.js";
import { MusclePaths } from "./pose.js";

export class HipTables {
  constructor(tables, facts, anatomy) {
    this.facts = facts;
    this.anatomy = anatomyOf(facts, anatomy);
    this.table = (name) => tables(`${anatomy}/${name}`);
    this.paths = new MusclePaths(
      this.table("points"),
      this.table("bodies"),
      this.table("moving"),
      facts.drawn_flexion,
    );
    this.curves = new Map();
  }

  /** The arms of one muscle at every node of flexion, mm, in the library's sign. */
  curve(muscle, axis, knee) {
    const name = `${muscle}/${axis}/${axis === "clam" ? knee : ""}`;
    if (!this.curves.has(name))
      this.curves.set(name, this.readCurve(this.anatomy.muscles.indexOf(muscle), axis, knee));
    return this.curves.get(name);
  }

  readCurve(row, axis, knee) {
    const { values } = this.table(`arms/${axis}`);
    const count = this.facts.flexion.length;
    if (axis === "thigh") return values.slice(row * count, (row + 1) * count);
    const knees = this.facts.knee_flexion.length;
    const where = place(this.facts.knee_flexion, knee);
    return Float32Array.from({ length: count }, (_, index) => {
      const at = (row * count + index) * knees;
      const low = values[at + where.low];
      return where.t === 0
        ? low
        : where.t === 1
          ? values[at + where.high]
          : low + where.t * (values[at + where.high] - low);
    });
  }

  arm(muscle, axis, flexion, knee) {
    return blendRows(this.curve(muscle, axis, knee), 1, place(this.facts.flexion, flexion))[0];
  }

  firstSwitch(muscle, axis, knee) {
    return zeroCrossings(this.facts.flexion, this.curve(muscle, axis, knee))[0] ?? null;
  }

  /** The axis in the thigh's own directions. */
  axisInThigh(axis, knee) {
    const { values } = this.table(`axis/${axis}`);
    if (axis === "thigh") return new Vector3().fromArray(values);
    return new Vector3().fromArray(blendRows(values, 3, place(this.facts.knee_flexion, knee))).normalize();
  }
}
