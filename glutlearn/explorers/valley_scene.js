// The hip of the view of control: muscles as thick as they are active, the force on the socket, the shift drawn larger.
import { Vector3 } from "three";
import { place } from "./grid.js";
import { LegPose, MusclePaths } from "./pose.js";
import { Socket } from "./socket.js";
import { bodyWeights, millimetres, mostActive, share } from "./valley_words.js";

// The shift is drawn so many times as large.
export const LARGER = 20;
// How long the arrow of a body weight is, m.
const BODY_WEIGHT = 0.022;
// Radius of a silent and of a fully active muscle, m, and from which activation on one is drawn as active.
const THREAD = 0.0011;
const THICK = 0.0105;
const ACTIVE = 0.01;
// How far along a muscle its name points, m from its origin.
const NAME_AT = 0.09;
// From this width of the picture on, three muscles are named on it, pixels; below, two.
const ROOMY = 420;

const LYING = {
  forward: [0.66, 0.12, -0.74],
  up: [0, 0, 1],
  caption: "Lying on the left side, seen from behind and above",
};
const POSITIONS = {
  clam: { ...LYING, target: [0.02, -0.01, 0.01] },
  side_lying_abduction: { ...LYING, target: [0, -0.02, 0.01] },
  prone_extension: {
    forward: [0.3, 0.1, -0.95],
    up: [-1, 0, 0],
    target: [0, -0.01, 0],
    caption: "Lying face down, seen from the right",
  },
  straight_leg_raise: {
    forward: [-0.3, 0.1, -0.95],
    up: [1, 0, 0],
    target: [0, -0.01, 0],
    caption: "Lying on the back, seen from the right",
  },
  one_leg_stance: {
    forward: [-0.55, -0.08, -0.83],
    up: [0, 1, 0],
    target: [0, -0.01, 0],
    caption: "Standing, seen from the right and in front",
  },
};

/** The views of the hip. The first one turns with the exercise: `turnPresets` changes it. */
export function makePresets(exercise) {
  return {
    "in-position": { label: "In position", size: 0.4, ...POSITIONS[exercise] },
    "the-hip": {
      label: "The hip",
      caption: "Upright, seen from the right and in front",
      forward: [-0.72, -0.05, -0.69],
      up: [0, 1, 0],
      target: [0, 0.01, 0],
      size: 0.25,
    },
    "into-the-socket": {
      label: "Into the socket",
      caption: "Cut along the rim, seen from the side: up is up, the front is right",
      along: true,
      cut: 0.0015,
      target: [0, 0, 0],
      size: 0.16,
    },
  };
}

export function turnPresets(presets, exercise) {
  Object.assign(presets["in-position"], POSITIONS[exercise]);
}

/** On a muscle's belly near the hip, where its name is easily found. */
function nameAt(points) {
  const middle = points[0].clone();
  let left = NAME_AT;
  for (let i = 1; i < points.length; i++) {
    const length = points[i].distanceTo(points[i - 1]);
    if (length >= left) return middle.lerpVectors(points[i - 1], points[i], left / length);
    left -= length;
  }
  return middle.lerpVectors(points[0], points.at(-1), 0.5);
}

export class ValleyScene {
  /** @param {import("./scene.js").Scene} scene */
  constructor(scene, tables, facts) {
    Object.assign(this, { scene, tables, facts });
    this.cup = new Vector3().fromArray(tables("cup").values);
    this.socket = new Socket(scene, this.cup);
    this.pose = new LegPose();
    this.paths = new Map();
    const fits = ["pelvis", "femur", "tibia"].map((body) => [body, tables(`fit/${body}`).values]);
    scene.setFits(Object.fromEntries(fits));
  }

  /**
   * @param {import("./valley_tables.js").Exercise} exercise
   * @param {number} flexion
   * @param {import("./valley_tables.js").Answer} answer
   * @returns {boolean} whether the eye is still moving
   */
  draw(exercise, flexion, answer, now) {
    const head = answer.shift.clone().multiplyScalar(LARGER / 1000);
    const force = answer.force.clone().setLength(BODY_WEIGHT * answer.weights);
    const tip = force.add(head);
    this.setPose(exercise, flexion, head);
    const arrows = [
      { key: "load", role: "load", from: head, to: tip },
      { key: "shift", role: "shift", from: new Vector3(), to: head },
    ];
    const shiftWords = `${millimetres(answer.distance)}: shift ×${LARGER}`;
    const labels = [
      { key: "load", role: "load", words: bodyWeights(answer.weights), at: tip, awayFrom: [head] },
      { key: "shift", role: "shift", words: shiftWords, at: head, awayFrom: [tip, new Vector3()] },
    ];
    const axis = {
      direction: this.cup,
      span: null,
      turn: null,
      forward: this.cup.clone().negate(),
      up: new Vector3(0, 1, 0),
    };
    const muscles = this.muscles(exercise, flexion, answer);
    return this.scene.draw({ pose: this.pose, axis, muscles, labels, arrows, levers: "never" }, now);
  }

  setPose({ name, flexion: nodes, knee }, flexion, head) {
    const { pose, tables } = this;
    pose.setFemur(tables(`${name}/femur`), place(nodes, flexion));
    for (const body of ["tibia", "patella"])
      pose.setKnee(body, tables(`pose/${body}`), { low: 0, high: 1, t: knee });
    pose.shift.copy(head);
    this.socket.moveHead(head);
  }

  muscles({ name, flexion: nodes }, flexion, { activation }) {
    const { tables, facts, scene, paths } = this;
    if (!paths.has(name))
      paths.set(name, new MusclePaths(tables("points"), tables("bodies"), tables(`${name}/moving`), nodes));
    // Where the picture is cut, most of a muscle is cut away, and a name would point nowhere.
    const count = scene.eye.along ? 0 : scene.size.width < ROOMY ? 2 : 3;
    const named = new Set(mostActive(activation, facts.muscles, count).map((muscle) => muscle.name));
    return facts.muscles.map(({ name: key, words, deep }, index) => {
      const active = activation[index];
      const strength = Math.sqrt(active);
      const path = paths.get(name).at(index, this.pose, flexion);
      return {
        key,
        words: named.has(key) ? `${words} ${share(active)}` : "",
        path,
        nameAt: nameAt(path.points),
        up: 0,
        role: active < ACTIVE ? "none" : deep ? "down" : "up",
        look: { radius: THREAD + (THICK - THREAD) * strength, colour: 0.25 + 0.75 * strength },
      };
    });
  }
}
