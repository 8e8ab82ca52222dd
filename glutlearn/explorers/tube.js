// A muscle as a tube along its path. The buffers are made once and refilled from frame to frame.
import { BufferAttribute, BufferGeometry, Vector3 } from "three";

const RINGS = 30;
const SIDES = 10;

const tangent = new Vector3();
const normal = new Vector3();
const binormal = new Vector3();
const radial = new Vector3();

/** Points at even distances along a polyline, into `out`. */
function resample(points, out) {
  let total = 0;
  for (let i = 1; i < points.length; i++) total += points[i].distanceTo(points[i - 1]);
  let segment = 1,
    before = 0;
  let length = points[1].distanceTo(points[0]);
  out.forEach((place, index) => {
    const wanted = (total * index) / (out.length - 1);
    while (segment < points.length - 1 && before + length < wanted) {
      before += length;
      segment += 1;
      length = points[segment].distanceTo(points[segment - 1]);
    }
    const t = length > 0 ? Math.min(1, (wanted - before) / length) : 0;
    place.lerpVectors(points[segment - 1], points[segment], t);
  });
  return total;
}

/** Round off the corners of evenly spaced points, keeping the ends. */
function soften(points) {
  for (let i = 1; i < points.length - 1; i++) {
    radial.addVectors(points[i - 1], points[i + 1]).multiplyScalar(0.25);
    points[i].multiplyScalar(0.5).add(radial);
  }
}

export class Tube {
  constructor() {
    this.line = Array.from({ length: RINGS }, () => new Vector3());
    this.geometry = new BufferGeometry();
    this.positions = new BufferAttribute(new Float32Array(RINGS * SIDES * 3), 3);
    this.normals = new BufferAttribute(new Float32Array(RINGS * SIDES * 3), 3);
    this.geometry.setAttribute("position", this.positions);
    this.geometry.setAttribute("normal", this.normals);
    this.geometry.setIndex(ringIndices());
  }

  /**
   * @param {Vector3[]} points
   * @param {number} radius  m, at the belly
   */
  follow(points, radius) {
    const { line } = this;
    resample(points, line);
    soften(line);
    normal.set(0, 0, 1);
    for (let ring = 0; ring < RINGS; ring++) {
      tangent.subVectors(line[Math.min(ring + 1, RINGS - 1)], line[Math.max(ring - 1, 0)]).normalize();
      binormal.crossVectors(tangent, normal);
      if (binormal.lengthSq() < 1e-6) binormal.crossVectors(tangent, radial.set(1, 0, 0));
      binormal.normalize();
      normal.crossVectors(binormal, tangent);
      const along = ring / (RINGS - 1);
      const here =
        ring === 0 || ring === RINGS - 1 ? 0.0004 : radius * (0.42 + 0.58 * Math.sin(Math.PI * along) ** 0.9);
      this.fillRing(ring, line[ring], here);
    }
    this.positions.needsUpdate = true;
    this.normals.needsUpdate = true;
  }

  fillRing(ring, centre, radius) {
    const position = this.positions.array,
      direction = this.normals.array;
    for (let side = 0; side < SIDES; side++) {
      const angle = (2 * Math.PI * side) / SIDES;
      const c = Math.cos(angle),
        s = Math.sin(angle);
      const at = (ring * SIDES + side) * 3;
      direction[at] = c * normal.x + s * binormal.x;
      direction[at + 1] = c * normal.y + s * binormal.y;
      direction[at + 2] = c * normal.z + s * binormal.z;
      position[at] = centre.x + radius * direction[at];
      position[at + 1] = centre.y + radius * direction[at + 1];
      position[at + 2] = centre.z + radius * direction[at + 2];
    }
  }
}

function ringIndices() {
  const indices = [];
  for (let ring = 0; ring < RINGS - 1; ring++) {
    for (let side = 0; side < SIDES; side++) {
      const next = (side + 1) % SIDES;
      const a = ring * SIDES + side,
        b = ring * SIDES + next,
        c = a + SIDES,
        d = b + SIDES;
      indices.push(a, b, c, b, d, c);
    }
  }
  return indices;
}
