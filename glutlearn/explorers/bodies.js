// The bones in the scene: four rigid bodies, stretched onto an anatomy and put into a posture.
import { Color, Group, Matrix4, Mesh, Vector3 } from "three";
import { boneMaterial, meshBones } from "./bone_meshes.js";
import { ivory } from "./light.js";

const ONE = new Vector3(1, 1, 1);

/** Meshes that move together, to a place that is set as a matrix. */
export function createBody(...meshes) {
  const body = new Group();
  body.matrixAutoUpdate = false;
  return body.add(...meshes);
}

/** Put a leg where a posture has it, below a thigh that stands somewhere. */
export function placeLeg({ femur, tibia, patella }, fits, pose, thigh) {
  femur.matrix.copy(thigh).multiply(fits.femur);
  tibia.matrix.compose(pose.tibia.origin, pose.tibia.rotation, ONE).premultiply(thigh).multiply(fits.tibia);
  patella.matrix.compose(pose.patella.origin, pose.patella.rotation, ONE).premultiply(thigh);
  for (const body of [femur, tibia, patella]) body.matrixWorldNeedsUpdate = true;
}

export class Bodies {
  /** @param {number} middlePlane  m from the hip, where the other half of the pelvis begins */
  constructor(tables, bones, middlePlane) {
    this.matcap = ivory();
    this.ground = { value: new Color() };
    const surfaces = meshBones(tables, bones);
    const solid = this.material(1);
    const bodyOf = (...names) => createBody(...names.map((name) => new Mesh(surfaces[name], solid)));
    this.pelvis = bodyOf("hip_bone", "sacrum");
    const otherHalf = new Mesh(surfaces.hip_bone, this.material(0.3));
    otherHalf.scale.z = -1;
    otherHalf.position.z = 2 * middlePlane;
    this.pelvis.add(otherHalf);
    this.leg = { femur: bodyOf("femur"), tibia: bodyOf("tibia", "fibula", "foot"), patella: bodyOf("patella") };
    this.group = new Group().add(this.pelvis, ...Object.values(this.leg));
    this.fits = { pelvis: new Matrix4(), femur: new Matrix4(), tibia: new Matrix4() };
  }

  /** What bones are made of. @param {number} presence  1 for a solid bone, less for one that fades into the ground */
  material(presence) {
    return boneMaterial(this.matcap, { value: presence }, this.ground);
  }

  /** Stretch the bones onto another anatomy: row-major 3 × 3 maps. */
  setFits(fits) {
    for (const body of ["pelvis", "femur", "tibia"]) {
      const [a, b, c, d, e, f, g, h, i] = fits[body];
      this.fits[body].set(a, b, c, 0, d, e, f, 0, g, h, i, 0, 0, 0, 0, 1);
    }
  }

  /** @param {import("./pose.js").LegPose} pose */
  place(pose) {
    this.pelvis.matrix.copy(this.fits.pelvis);
    this.pelvis.matrixWorldNeedsUpdate = true;
    placeLeg(this.leg, this.fits, pose, new Matrix4().compose(pose.shift, pose.femur, ONE));
  }

  /** @param {{scene: Color}} colours */
  recolour({ scene }) {
    this.ground.value.copy(scene).convertLinearToSRGB();
  }
}
