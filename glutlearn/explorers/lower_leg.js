// The other leg in the scene, faint: it lies still on the ground while the pelvis rolls over it.
import { Group, Matrix4, Mesh, Quaternion, Vector3 } from "three";
import { boneMaterial } from "./bone_meshes.js";

const PRESENCE = { value: 0.3 };
const ONE = new Vector3(1, 1, 1);
const SIDE = new Vector3(0, 0, 1);

export class LowerLeg {
  /** @param {import("./scene.js").Scene} scene @param {number} middlePlane  m from the hip, where the other half begins */
  constructor(scene, middlePlane) {
    this.scene = scene;
    this.middlePlane = middlePlane;
    this.group = new Group();
    const faint = boneMaterial(scene.ivory, PRESENCE, scene.ground);
    this.bodies = Object.fromEntries(
      ["femur", "tibia", "patella"].map((body) => {
        const own = new Group();
        own.matrixAutoUpdate = false;
        own.add(...scene.bodies[body].children.map(({ geometry }) => new Mesh(geometry, faint)));
        this.group.add(own);
        return [body, own];
      }),
    );
    scene.add(this);
  }

  recolour() {}

  /**
   * As the upper leg lay at the start, mirrored.
   * @param {import("./pose.js").LegPose} pose  of the upper leg
   * @param {Quaternion} room  takes the room's directions to the pelvis's
   * @param {number} flexion   degrees, at the start
   */
  draw(pose, room, flexion) {
    const { fits } = this.scene;
    const hip = new Vector3(0, 0, 2 * this.middlePlane).applyMatrix4(fits.pelvis);
    const bent = new Quaternion().setFromAxisAngle(SIDE, (flexion * Math.PI) / 180);
    const thigh = new Matrix4()
      .compose(hip, room, ONE)
      .multiply(new Matrix4().makeScale(1, 1, -1))
      .multiply(new Matrix4().makeRotationFromQuaternion(bent));
    const { femur, tibia, patella } = this.bodies;
    femur.matrix.copy(thigh).multiply(fits.femur);
    tibia.matrix.compose(pose.tibia.origin, pose.tibia.rotation, ONE).premultiply(thigh).multiply(fits.tibia);
    patella.matrix.compose(pose.patella.origin, pose.patella.rotation, ONE).premultiply(thigh);
    for (const body of Object.values(this.bodies)) body.matrixWorldNeedsUpdate = true;
  }
}
