// The leg and its muscles in the view of role inversion, in the anatomy that is chosen.
import { Vector3 } from "three";
import { place } from "./grid.js";
import { LegPose } from "./pose.js";
import { AXES, roleOf } from "./words.js";

export class InversionScene {
  /** @param {import("./scene.js").Scene} scene */
  constructor(scene, tables, facts) {
    Object.assign(this, { scene, tables, facts });
    this.pose = new LegPose();
  }

  /**
   * Draw one frame.
   * @param {import("./hip_tables.js").HipTables} hip
   * @param {{flexion: number, knee: number, about: string}} here  degrees, and the name of the axis
   * @param {{key: string, words: string, up: number}[]} muscles  leverage in mm
   * @param {boolean} hidden  whether a prediction is awaited
   * @returns {boolean} whether the eye is still moving
   */
  draw(hip, here, muscles, hidden, now) {
    const { scene, pose } = this;
    this.putLeg(hip, here);
    const fits = ["pelvis", "femur", "tibia"].map((body) => [body, hip.table(`fit/${body}`).values]);
    scene.setFits(Object.fromEntries(fits));
    const shown = muscles.map(({ key, words, up }) => ({
      key,
      words,
      path: hip.paths.at(hip.anatomy.muscles.indexOf(key), pose, here.flexion),
      up: hidden ? 0 : up / 1000,
      role: hidden ? "none" : roleOf(up),
    }));
    const axis = this.axis(hip, here);
    return scene.draw({ pose, axis, muscles: shown, levers: hidden ? "never" : "along" }, now);
  }

  putLeg(hip, { flexion, knee }) {
    const { pose, facts, tables } = this;
    pose.setFemur(tables("femur"), place(facts.drawn_flexion, flexion));
    for (const body of ["tibia", "patella"])
      pose.setKnee(body, hip.table(`pose/${body}`), place(facts.knee_flexion, knee));
  }

  /** The thigh's axis points up from the knee, the clam axis down to the heels; one looks from the leg to the hip. */
  axis(hip, { knee, about }) {
    const { femur } = this.pose;
    const direction = hip.axisInThigh(about, knee).applyQuaternion(femur);
    const side = about === "thigh" ? -1 : 1;
    const { words, turn, sign } = AXES[about];
    return {
      direction,
      side,
      span: [-0.14, 0.52],
      turnAt: 0.29,
      words,
      turn: { words: turn, role: "up", positive: sign > 0 },
      forward: direction.clone().multiplyScalar(-side),
      up: new Vector3(1, 0, 0).applyQuaternion(femur),
    };
  }
}
