// The socket in the scene: the rim of its opening, the head where it lies before anything shifts it, and after.
import {
  Group,
  Mesh,
  MeshBasicMaterial,
  MeshMatcapMaterial,
  SphereGeometry,
  TorusGeometry,
  Vector3,
} from "three";
import { colourOf } from "./theme.js";

// Radii of the drawn head and of the rim round it, m.
const HEAD = 0.0238;
const RIM = 0.0275;
const OUT = new Vector3(0, 0, 1);

export class Socket {
  /** @param {import("./scene.js").Scene} scene @param {Vector3} axis  out of the opening */
  constructor(scene, axis) {
    this.scene = scene;
    this.rim = new MeshMatcapMaterial({ matcap: scene.satin });
    this.seenThrough = new MeshBasicMaterial({ depthTest: false, transparent: true, opacity: 0.45 });
    this.ghost = new MeshBasicMaterial({
      depthWrite: false,
      depthTest: false,
      transparent: true,
      opacity: 0.16,
    });
    this.outline = new MeshBasicMaterial({ depthTest: false, transparent: true, opacity: 0.55 });
    const ring = new TorusGeometry(RIM, 0.0013, 10, 72);
    const circle = new TorusGeometry(HEAD, 0.0006, 8, 72);
    const parts = [
      new Mesh(ring, this.rim),
      new Mesh(ring, this.seenThrough),
      new Mesh(circle, this.outline),
      new Mesh(new SphereGeometry(HEAD, 32, 20), this.ghost),
    ];
    parts.slice(1).forEach((part, index) => (part.renderOrder = 2 + index));
    this.group = new Group();
    this.group.add(...parts);
    this.moved = new MeshBasicMaterial({ depthTest: false, transparent: true, opacity: 0.95 });
    this.head = new Mesh(new TorusGeometry(HEAD, 0.0009, 8, 72), this.moved);
    this.head.renderOrder = 6;
    this.group.add(this.head);
    this.group.quaternion.setFromUnitVectors(OUT, axis);
    scene.add(this);
  }

  /** Show where the shift takes the head, m from the middle of the socket. */
  moveHead(shift) {
    this.head.position.copy(shift).applyQuaternion(this.group.quaternion.clone().invert());
  }

  recolour() {
    const { host } = this.scene;
    for (const material of [this.rim, this.seenThrough]) material.color.set(colourOf(host, "scene-rim"));
    this.moved.color.set(colourOf(host, "shift"));
    for (const material of [this.ghost, this.outline]) material.color.set(colourOf(host, "scene-ghost"));
  }
}
