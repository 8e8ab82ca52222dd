// What Python computed for one anatomy, read at any exercise, flexion, control and passive stiffness.
import { Vector3 } from "three";
import { blendable, blendGrid, place, snapped } from "./grid.js";

/**
 * @typedef {Object} Setting
 * @property {string} exercise
 * @property {number} flexion            degrees
 * @property {number} control            −1…1
 * @property {number} passive_stiffness  N/mm
 *
 * @typedef {Object} Exercise
 * @property {string} name
 * @property {string} said      its name inside a sentence
 * @property {number[]} flexion  degrees
 * @property {number} start     the flexion that it begins with
 * @property {number} knee      which of the poses of the knee is its own
 *
 * @typedef {Object} Answer
 * @property {Float32Array} activation   of each muscle, 0…1
 * @property {Vector3} shift             of the head, mm
 * @property {number} distance           its length, mm
 * @property {Vector3} force             of the head on the socket, N
 * @property {number} weights            the same in body weights
 * @property {{shift: number, load: number}} over  distance and weights over their yardsticks
 * @property {number} effort
 * @property {number} missing            N·m, 0 where the exercise is held
 * @property {number} missingStiffness   N/mm, 0 where the stiffness asked for is reached
 * @property {boolean} held              whether nothing is missing
 */

/** Where a value lies among nodes that are not evenly spaced. */
function placeAmong(nodes, value) {
  let low = 0;
  while (low < nodes.length - 2 && nodes[low + 1] <= value) low += 1;
  const t = (value - nodes[low]) / (nodes[low + 1] - nodes[low]);
  return { low, high: low + 1, t: Math.min(Math.max(t, 0), 1) };
}

export class ValleyTables {
  constructor(tables, facts) {
    this.tables = tables;
    this.facts = facts;
  }

  /** @returns {Exercise} */
  exercise(name) {
    return this.facts.exercises.find((one) => one.name === name);
  }

  /** @param {Setting} setting @returns {Answer} */
  at({ exercise, flexion, control, passive_stiffness: stiffness }) {
    const { facts, tables } = this;
    const table = (name) => tables(`${exercise}/${name}`);
    const here = [
      snapped(place(this.exercise(exercise).flexion, flexion)),
      snapped(place(facts.control, control)),
    ];
    // Where a load can be held at one corner and not at another, nothing lies between the two.
    const whatIsMissing = ([, , moment, stiff]) => `${moment > 0}/${stiff > 0}`;
    const wheres = blendable(table("sizes"), here, whatIsMissing);
    const stops = facts.passive_stiffness.length;
    const [weights, effort, missing, missingStiffness] = blendGrid(table("sizes"), wheres, 4);
    const shifts = blendGrid(table("shift"), wheres, 3 * stops);
    const { low, high, t } = snapped(placeAmong(facts.passive_stiffness, stiffness));
    const stop = (index) => new Vector3().fromArray(shifts, 3 * index);
    const shift = t === 0 ? stop(low) : stop(low).lerp(stop(high), t);
    const distance = shift.length();
    return {
      activation: blendGrid(table("activation"), wheres, facts.muscles.length),
      shift,
      distance,
      force: new Vector3().fromArray(blendGrid(table("force"), wheres, 3)),
      weights,
      over: {
        shift: distance / facts.yardsticks.shift.value,
        load: weights / facts.yardsticks.force.value,
      },
      effort,
      missing,
      missingStiffness,
      held: missing === 0 && missingStiffness === 0,
    };
  }

  /** Both over their yardsticks at all levels of control, with the rest as it is, and whether the exercise is held. */
  along(setting) {
    return this.facts.control.map((control) => {
      const { over, held } = this.at({ ...setting, control });
      return { ...over, held };
    });
  }
}
