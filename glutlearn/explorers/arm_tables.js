// What Python computed of one hip's moment arms, read at any posture.
import { Vector3 } from "three";
import { blendGrid, blendRows, place } from "./grid.js";
import { LegPose, MusclePaths } from "./pose.js";

// What an arm is about, and the angles of a posture: both in this order.
export const COORDINATES = ["flexion", "adduction", "rotation"];

const KNEE = { low: 0, high: 1, t: 0 };

/** @typedef {{flexion: number, adduction: number, rotation: number}} Posture  degrees */

export class ArmTables {
  constructor(tables, facts) {
    this.tables = tables;
    this.facts = facts;
    this.paths = new MusclePaths(tables("points"), tables("bodies"), tables("moving"), facts.flexion);
    this.pose = new LegPose();
    for (const body of ["tibia", "patella"]) this.pose.setKnee(body, tables(`pose/${body}`), KNEE);
  }

  /** The largest of all arms, mm. */
  get largest() {
    return this.tables("arms").values.reduce((most, arm) => Math.max(most, Math.abs(arm)), 0);
  }

  /** @param {Posture} posture */
  places(posture) {
    return COORDINATES.map((name) => place(this.facts[name], posture[name]));
  }

  /** The arm of a muscle about an axis, mm, in the library's sign. */
  arm(muscle, axis, posture) {
    const { muscles } = this.facts;
    const arms = blendGrid(this.tables("arms"), this.places(posture), muscles.length * COORDINATES.length);
    return arms[muscles.indexOf(muscle) * COORDINATES.length + COORDINATES.indexOf(axis)];
  }

  /** Put the leg where it is; returns the muscle's path there. */
  putLeg(muscle, posture) {
    const { tables, pose, paths, facts } = this;
    pose.femur.fromArray(blendGrid(tables("femur"), this.places(posture), 4)).normalize();
    return paths.at(facts.muscles.indexOf(muscle), pose, posture.flexion);
  }

  /** The way of an axis, in the pelvis's directions. */
  axis(name, posture) {
    const table = this.tables(`axis/${name}`);
    if (name === "flexion") return new Vector3().fromArray(table.values);
    const places = this.places(posture);
    const way = name === "adduction" ? blendRows(table.values, 3, places[0]) : blendGrid(table, places, 3);
    return new Vector3().fromArray(way).normalize();
  }
}
