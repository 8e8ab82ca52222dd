// Where bones and muscles are in a posture: poses from Python, carried over to points. Positions in m, pelvis axes, from the hip.
import { Quaternion, Vector3 } from "three";
import { place } from "./grid.js";

const PELVIS = 0,
  FEMUR = 1,
  TIBIA = 2,
  MOVING = 3;

function quaternionAt({ values, shape }, { low, high, t }, out) {
  const width = shape.at(-1);
  out.fromArray(values, low * width);
  return t > 0 ? out.slerp(scratch.fromArray(values, high * width), t) : out;
}

const scratch = new Quaternion();

/** The posture of one leg, reused from frame to frame. */
export class LegPose {
  constructor() {
    this.femur = new Quaternion();
    this.tibia = { rotation: new Quaternion(), origin: new Vector3() };
    this.patella = { rotation: new Quaternion(), origin: new Vector3() };
    // How far the head is drawn out of the middle of its socket, and the leg with it.
    this.shift = new Vector3();
  }

  setFemur(table, where) {
    quaternionAt(table, where, this.femur);
  }

  /** @param {"tibia" | "patella"} body */
  setKnee(body, table, where) {
    const { rotation, origin } = this[body];
    quaternionAt(table, where, rotation);
    const { low, high, t } = where;
    for (let k = 0; k < 3; k++) {
      const start = table.values[low * 7 + 4 + k];
      origin.setComponent(k, start + t * (table.values[high * 7 + 4 + k] - start));
    }
  }

  /** A point of a body in pelvis axes. */
  toPelvis(point, body) {
    if (body === TIBIA) point.applyQuaternion(this.tibia.rotation).add(this.tibia.origin);
    return body === PELVIS ? point : point.applyQuaternion(this.femur).add(this.shift);
  }
}

/**
 * One muscle's path in a posture.
 * @typedef {Object} Path
 * @property {Vector3[]} points  from origin to insertion
 * @property {number} crossing  index of the first point beyond the hip
 */

/** Carries the path points of one anatomy along with its bones. */
export class MusclePaths {
  constructor(points, bodies, moving, drawnFlexion) {
    this.points = points;
    this.bodies = bodies;
    this.moving = moving;
    this.drawnFlexion = drawnFlexion;
    const [muscles, count] = points.shape;
    this.paths = Array.from({ length: muscles }, (_, muscle) => {
      const codes = Array.from(bodies.values.subarray(muscle * count, (muscle + 1) * count));
      const crossing = codes.findIndex((code) => code === FEMUR || code === TIBIA);
      return { points: Array.from({ length: count }, () => new Vector3()), crossing };
    });
  }

  /** @returns {Path} */
  at(muscle, pose, flexion) {
    const path = this.paths[muscle];
    const count = path.points.length;
    const where = place(this.drawnFlexion, flexion);
    path.points.forEach((point, index) => {
      const at = muscle * count + index;
      const body = this.bodies.values[at];
      if (body < MOVING) pose.toPelvis(point.fromArray(this.points.values, at * 3), body);
      else this.slide(point, body - MOVING, where);
    });
    return path;
  }

  slide(point, row, { low, high, t }) {
    const nodes = this.drawnFlexion.length;
    const start = (row * nodes + low) * 3,
      end = (row * nodes + high) * 3;
    for (let k = 0; k < 3; k++) {
      const value = this.moving.values[start + k];
      point.setComponent(k, value + t * (this.moving.values[end + k] - value));
    }
  }
}
