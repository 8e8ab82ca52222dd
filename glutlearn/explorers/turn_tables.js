// What Python computed of a pelvis that rolls along, read at any posture of the clam.
import { Quaternion, Vector3 } from "three";
import { blendable, blendGrid, blendRows, place, snapped } from "./grid.js";
import { MusclePaths } from "./pose.js";

const ANGLES = ["flexion", "opening", "pelvic_roll"];
const LONG_AXIS = new Vector3(0, 1, 0);
const STILL = { low: 0, high: 1, t: 0 };

const radians = (degrees) => (degrees * Math.PI) / 180;

/** The angle between two directions, in degrees. */
export function between(a, b) {
  return (Math.atan2(new Vector3().crossVectors(a, b).length(), a.dot(b)) * 180) / Math.PI;
}

/**
 * @typedef {Object} Setting
 * @property {string} anatomy
 * @property {number} flexion      degrees
 * @property {number} opening      degrees, as seen in the room
 * @property {number} pelvic_roll  degrees, backwards
 *
 * @typedef {Object} Turn
 * @property {number} angle                    the hip's own turn, degrees
 * @property {Vector3 | null} axis             of it, in the pelvis's directions; null where hardly anything has turned
 * @property {number | null} tilt              degrees between it and the axis of the clam
 * @property {number[] | null} arms            of each muscle about it, mm, positive with the turn
 * @property {Float32Array | null} activation  of each muscle, 0…1; null where none holds the leg
 * @property {number} height                   of the knee above the hip, m
 */

export class TurnTables {
  constructor(tables, facts) {
    this.tables = tables;
    this.facts = facts;
    this.paths = new Map();
  }

  /** By how much the pelvis rolls at an opening where it follows beyond the controlled range, degrees. */
  following(opening, range) {
    const { facts, tables } = this;
    const wheres = [place(facts.controlled_range, range), place(facts.opening, opening)];
    return blendGrid(tables("following"), wheres, 1)[0];
  }

  /** @param {Setting} setting @returns {Turn} */
  at(setting) {
    const { facts } = this;
    const table = (name) => this.tables(`${setting.anatomy}/${name}`);
    const wheres = ANGLES.map((name) => snapped(place(facts[name], setting[name])));
    const count = facts.muscles.length;
    const turn = new Vector3().fromArray(blendGrid(table("turn"), wheres, 3));
    const angle = turn.length();
    const axis = angle < facts.least_turn ? null : turn.divideScalar(angle);
    // Where the leg can be held at one corner and not at another, nothing lies between the two.
    const held = blendable(table("activation"), wheres, ([first]) => first >= 0);
    const activation = blendGrid(table("activation"), held, count);
    return {
      angle,
      axis,
      tilt: axis && between(axis, this.clamAxis(setting)),
      // Leverage is sent times the turn: that goes smoothly through a turn of nothing.
      arms: axis && [...blendGrid(table("levers"), wheres, count)].map((lever) => lever / angle),
      activation: activation[0] < 0 ? null : activation,
      height: blendGrid(table("height"), wheres.slice(0, 2), 1)[0],
    };
  }

  /** About which the hip turns while the pelvis is held. */
  clamAxis({ anatomy, flexion }) {
    const { values } = this.tables(`${anatomy}/clam_axis`);
    return new Vector3().fromArray(blendRows(values, 3, place(this.facts.flexion, flexion))).normalize();
  }

  /** The hip's own turn at all openings, where the pelvis follows. */
  alongFollowing(setting, range) {
    return this.facts.opening.map((opening) =>
      this.at({ ...setting, opening, pelvic_roll: this.following(opening, range) }),
    );
  }

  /** Put the leg where it is; returns what takes the room's directions to the pelvis's. */
  pose(pose, { anatomy, flexion, opening, pelvic_roll: roll }) {
    const { facts, tables } = this;
    const room = new Quaternion().setFromAxisAngle(LONG_AXIS, radians(roll));
    const wheres = [place(facts.flexion, flexion), place(facts.opening, opening)];
    pose.femur.fromArray(blendGrid(tables(`${anatomy}/thigh`), wheres, 4)).normalize().premultiply(room);
    for (const body of ["tibia", "patella"]) pose.setKnee(body, tables(`${anatomy}/pose/${body}`), STILL);
    return room;
  }

  /** The muscles' paths; `pose` holds the leg where the setting has it. */
  musclePaths(pose, setting) {
    const table = (name) => this.tables(`${setting.anatomy}/${name}`);
    const moving = table("moving");
    const width = moving.shape.at(-1);
    if (!this.paths.has(setting.anatomy)) {
      // The sliding points as they are in this posture: one node, and its double.
      const now = new Float32Array(2 * width);
      const paths = new MusclePaths(table("points"), table("bodies"), { values: now }, [0, 1]);
      this.paths.set(setting.anatomy, { now, paths });
    }
    const { now, paths } = this.paths.get(setting.anatomy);
    const wheres = ANGLES.map((name) => place(this.facts.drawn[name], setting[name]));
    const points = blendGrid(moving, wheres, width);
    for (let start = 0; start < width; start += 3)
      for (const double of [0, 3]) now.set(points.subarray(start, start + 3), 2 * start + double);
    return this.facts.muscles.map((_, index) => paths.at(index, pose, 0));
  }
}
