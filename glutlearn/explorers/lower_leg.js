// The other leg in the scene, faint: it lies still on the ground while the pelvis rolls over it.
import { Group, Matrix4, Mesh, Quaternion, Vector3 } from "three";
import { createBody, placeLeg } from "./bodies.js";

const PRESENCE = 0.3;
const ONE = new Vector3(1, 1, 1);
const SIDE = new Vector3(0, 0, 1);

export class LowerLeg {
  /** @param {import("./scene.js").Scene} scene @param {number} middlePlane  m from the hip, where the other half begins */
  constructor(scene, middlePlane) {
    this.fits = scene.bodies.fits;
    this.middlePlane = middlePlane;
    const faint = scene.bodies.material(PRESENCE);
    const likeIt = ({ children }) => createBody(...children.map(({ geometry }) => new Mesh(geometry, faint)));
    const own = Object.entries(scene.bodies.leg).map(([name, body]) => [name, likeIt(body)]);
    this.leg = Object.fromEntries(own);
    this.group = new Group().add(...Object.values(this.leg));
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
    const hip = new Vector3(0, 0, 2 * this.middlePlane).applyMatrix4(this.fits.pelvis);
    const bent = new Quaternion().setFromAxisAngle(SIDE, (flexion * Math.PI) / 180);
    const thigh = new Matrix4()
      .compose(hip, room, ONE)
      .multiply(new Matrix4().makeScale(1, 1, -1))
      .multiply(new Matrix4().makeRotationFromQuaternion(bent));
    placeLeg(this.leg, this.fits, pose, thigh);
  }
}
