// The rolling pelvis in the scene: the eye stands in the room, the upper hip keeps its place.
import { Vector3 } from "three";
import { LowerLeg } from "./lower_leg.js";
import { LegPose } from "./pose.js";
import { between } from "./turn_tables.js";
import { shownDegrees, wayOf } from "./turn_words.js";

export const PRESETS = {
  "side-lying": {
    label: "Side-lying",
    caption: "Lying on the left side, seen from behind and the feet",
    forward: [0.5, 0.62, -0.5],
    up: [0, 0, 1],
    target: [0.1, -0.1, 0.03],
    size: 0.68,
  },
  "from-behind": {
    label: "From behind",
    caption: "Lying on the left side, seen from behind",
    forward: [1, 0, -0.12],
    up: [0, 0, 1],
    target: [0.1, -0.1, 0.02],
    size: 0.6,
  },
  "along-the-pelvis": {
    label: "Along the pelvis",
    caption: "Lying on the left side, seen from the feet: the front is right",
    forward: [0, 1, 0],
    up: [0, 0, 1],
    target: [0.1, 0, -0.02],
    size: 0.56,
  },
  "down-the-femur": {
    label: "Down the femur",
    caption: "From the knee up to the hip: the long axis of the thigh is a point",
    along: true,
    target: [0, 0, 0],
    size: 0.24,
  },
  "down-the-axis": {
    label: "Down the axis",
    caption: "From the leg up to the hip: the axis of the hip’s own turn is a point",
    along: true,
    target: [0, 0, 0],
    size: 0.2,
  },
};

// How many muscles have a name on the picture, where there is no room for all.
const NAMED = { "side-lying": 1, "from-behind": 1, "along-the-pelvis": 0 };
// The arrow across the pelvis, m from the upper hip; and how far above the knee its name stands.
const ACROSS = [-0.14, 0.09];
const ABOVE = 0.035;

export class TurnScene {
  /** @param {{facts: object, tables: (name: string) => object, turns: import("./turn_tables.js").TurnTables}} options */
  constructor({ facts, tables, turns }) {
    Object.assign(this, { facts, tables, turns });
    this.pose = new LegPose();
  }

  /** @param {import("./scene.js").Scene | null} scene  null where the browser has no WebGL */
  use(scene) {
    this.scene = scene;
    this.lowerLeg = scene && new LowerLeg(scene, this.facts.middle_plane);
  }

  /** Put the leg where it is, whether or not it is drawn. */
  place(here) {
    this.room = this.turns.pose(this.pose, here);
  }

  /** Degrees between the axis and the thigh, from hip to knee: now, and with the pelvis held. */
  toThigh(turn, held) {
    if (!turn.axis || !held.axis) return [0, 0];
    const thigh = new Vector3(0, -1, 0).applyQuaternion(this.pose.femur);
    const before = thigh.clone().applyQuaternion(this.room.clone().invert());
    return [between(turn.axis, thigh), between(held.axis, before)];
  }

  /**
   * Draw one frame.
   * @param {import("./turn_tables.js").Setting} here
   * @param {import("./turn_tables.js").Turn} turn
   * @param {boolean} hidden  whether a prediction is awaited
   */
  draw(here, turn, hidden, now) {
    const { scene, facts, pose, room } = this;
    if (!scene) return false;
    scene.eye.room.copy(room);
    const fit = (body) => [body, this.tables(`${here.anatomy}/fit/${body}`).values];
    scene.setFits(Object.fromEntries(["pelvis", "femur", "tibia"].map(fit)));
    this.lowerLeg.draw(pose, room, here.flexion);
    const known = !hidden && turn.arms;
    const { preset } = scene.eye;
    const named = hidden ? 0 : (NAMED[preset] ?? facts.muscles.length);
    const muscles = this.turns.musclePaths(pose, here).map((path, index) => ({
      key: facts.muscles[index].name,
      words: index < named ? facts.muscles[index].words : "",
      path,
      up: known ? turn.arms[index] / 1000 : 0,
      role: known ? wayOf(turn.arms[index]) : "none",
    }));
    const up = new Vector3(0, 0, 1).applyQuaternion(room);
    return scene.draw(
      {
        pose,
        muscles,
        axis: this.axis(here, turn, hidden, up),
        ...(scene.eye.along ? {} : this.marks(here, turn, up)),
        levers: known && preset === "down-the-axis" ? "along" : "never",
      },
      now,
    );
  }

  /** The height of the knee, and the way across the pelvis, which leans as it rolls. */
  marks({ pelvic_roll: roll }, turn, up) {
    const { pose } = this;
    const knee = pose.toPelvis(pose.tibia.origin.clone(), 1);
    const [from, to] = ACROSS.map((distance) => new Vector3(0, 0, distance));
    return {
      levels: [{ key: "knee", role: "none", at: knee, up }],
      arrows: [{ key: "pelvis", role: "pelvis", from, to }],
      labels: [
        {
          key: "knee",
          words: `knee ${(100 * turn.height).toFixed(1)} cm up`,
          role: "none",
          at: knee.clone().addScaledVector(up, ABOVE),
        },
        {
          key: "pelvis",
          words: roll ? `pelvis rolled ${shownDegrees(roll)}` : "pelvis held",
          role: "pelvis",
          at: to,
        },
      ],
    };
  }

  /** The axis of the hip's own turn; where there is none, one still looks along that of the clam. */
  axis(here, turn, hidden, up) {
    const clam = this.turns.clamAxis(here);
    const direction = turn.axis ?? clam;
    const side = direction.dot(clam) < 0 ? -1 : 1;
    const shown = !hidden && turn.axis;
    return {
      direction,
      side,
      span: shown ? [-0.14, 0.42] : null,
      turnAt: 0.26,
      words: "axis of the hip’s turn",
      turn: shown ? { words: `turn ${shownDegrees(turn.angle)}`, role: "up", positive: true } : null,
      forward:
        this.scene.eye.preset === "down-the-femur"
          ? new Vector3(0, 1, 0).applyQuaternion(this.pose.femur)
          : direction.clone().multiplyScalar(-side),
      up,
    };
  }
}
