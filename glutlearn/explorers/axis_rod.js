// The axis in question in the scene: a rod, seen faintly through the bones too, and an arrow round it.
import {
  ConeGeometry,
  CylinderGeometry,
  Group,
  Mesh,
  MeshBasicMaterial,
  MeshMatcapMaterial,
  TorusGeometry,
  Vector3,
} from "three";

const UP = new Vector3(0, 1, 0);
// Radius of the arrow, m.
const TURN = 0.03;

/**
 * @typedef {Object} ShownAxis
 * @property {Vector3} direction  a positive turn about it is the library's positive
 * @property {number} side        on which side of the hip its names stand: +1 where it points, −1 behind
 * @property {number[] | null} span  from where to where it is drawn, m from the hip on that side; null: not at all
 * @property {number} turnAt      where the arrow round it stands, m from the hip on that side
 * @property {string} words
 * @property {{words: string, role: string, positive: boolean} | null} turn  the arrow round it
 * @property {Vector3} forward    the way one looks along it
 * @property {Vector3} up         what is then up
 */

export class AxisRod {
  constructor(matcap) {
    this.rodMaterials = [
      new MeshMatcapMaterial({ matcap }),
      new MeshBasicMaterial({ depthTest: false, transparent: true, opacity: 0.35 }),
    ];
    const rod = new CylinderGeometry(0.0016, 0.0016, 1, 8, 1);
    this.rods = this.rodMaterials.map((material) => new Mesh(rod, material));
    this.rods[1].renderOrder = 5;
    this.turnMaterial = new MeshMatcapMaterial({ matcap });
    const arc = new Mesh(new TorusGeometry(TURN, 0.0022, 8, 40, Math.PI * 1.45), this.turnMaterial);
    arc.rotation.x = Math.PI / 2;
    const tip = new Mesh(new ConeGeometry(0.0075, 0.019, 14), this.turnMaterial);
    tip.position.set(TURN, 0, -0.004);
    tip.rotation.x = -Math.PI / 2;
    this.turn = new Group().add(arc, tip);
    this.group = new Group().add(...this.rods, this.turn);
  }

  /** @param {Object<string, import("three").Color>} colours  of the roles and of the axis */
  recolour(colours) {
    this.colours = colours;
    for (const material of this.rodMaterials) material.color = colours.axis;
  }

  /** @param {ShownAxis} axis */
  place({ direction, side, span, turnAt, turn }) {
    this.group.visible = span !== null;
    if (!span) return;
    const [from, to] = span;
    this.group.quaternion.setFromUnitVectors(UP, direction);
    for (const rod of this.rods) {
      rod.scale.y = to - from;
      rod.position.y = (side * (from + to)) / 2;
    }
    this.turn.visible = turn !== null;
    if (!turn) return;
    this.turn.position.y = side * turnAt;
    this.turn.rotation.x = turn.positive ? 0 : Math.PI;
    this.turnMaterial.color = this.colours[turn.role];
  }
}
