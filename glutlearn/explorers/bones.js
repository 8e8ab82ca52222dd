// Bones as smooth surfaces: rounded pieces melted together (a signed distance field), then meshed.

/**
 * @typedef {Object} Piece  A ball, rod or rounded triangle: three corners with a radius each.
 * @property {number[][]} corners  [x, y, z] × 3, equal corners where there are fewer
 * @property {number[]} radii  all positive, or all negative where the piece is carved out
 */

/** Barycentric weights of the point of the triangle a b c nearest to p (Ericson's regions). */
function nearestWeights(p, a, b, c, out) {
  const abx = b[0] - a[0],
    aby = b[1] - a[1],
    abz = b[2] - a[2];
  const acx = c[0] - a[0],
    acy = c[1] - a[1],
    acz = c[2] - a[2];
  const apx = p[0] - a[0],
    apy = p[1] - a[1],
    apz = p[2] - a[2];
  const d1 = abx * apx + aby * apy + abz * apz;
  const d2 = acx * apx + acy * apy + acz * apz;
  if (d1 <= 0 && d2 <= 0) return set(out, 1, 0, 0);
  const bpx = p[0] - b[0],
    bpy = p[1] - b[1],
    bpz = p[2] - b[2];
  const d3 = abx * bpx + aby * bpy + abz * bpz;
  const d4 = acx * bpx + acy * bpy + acz * bpz;
  if (d3 >= 0 && d4 <= d3) return set(out, 0, 1, 0);
  const vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0 && d1 > d3) return set(out, 1 - d1 / (d1 - d3), d1 / (d1 - d3), 0);
  const cpx = p[0] - c[0],
    cpy = p[1] - c[1],
    cpz = p[2] - c[2];
  const d5 = abx * cpx + aby * cpy + abz * cpz;
  const d6 = acx * cpx + acy * cpy + acz * cpz;
  if (d6 >= 0 && d5 <= d6) return set(out, 0, 0, 1);
  const vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0 && d2 > d6) return set(out, 1 - d2 / (d2 - d6), 0, d2 / (d2 - d6));
  const va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0 && d4 - d3 + d5 - d6 > 0) {
    const t = (d4 - d3) / (d4 - d3 + d5 - d6);
    return set(out, 0, 1 - t, t);
  }
  const total = va + vb + vc;
  if (total <= 0) return set(out, 1, 0, 0);
  return set(out, va / total, vb / total, vc / total);
}

function set(out, x, y, z) {
  out[0] = x;
  out[1] = y;
  out[2] = z;
  return out;
}

// How far from its pieces a bone's field is known, m: more than any fillet.
const REACH = 0.013;

const weights = [0, 0, 0];

/** Signed distance from p to a piece, negative inside. Radii are blended between the corners. */
function distanceToPiece(p, { corners: [a, b, c], radii }) {
  const [u, v, w] = nearestWeights(p, a, b, c, weights);
  const x = p[0] - (u * a[0] + v * b[0] + w * c[0]);
  const y = p[1] - (u * a[1] + v * b[1] + w * c[1]);
  const z = p[2] - (u * a[2] + v * b[2] + w * c[2]);
  return Math.hypot(x, y, z) - (u * radii[0] + v * radii[1] + w * radii[2]);
}

/** Minimum of two distances with a fillet of width k between them. */
function smoothMinimum(a, b, k) {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - h * h * k * 0.25;
}

/** Distance to a group: its pieces continue each other, so they are joined without a fillet. */
function distanceToGroup(p, pieces) {
  let distance = 1;
  for (const piece of pieces) {
    if (isNear(p, piece)) distance = Math.min(distance, distanceToPiece(p, piece));
  }
  return distance;
}

function isNear(p, { low, high }) {
  return (
    p[0] > low[0] && p[0] < high[0] && p[1] > low[1] && p[1] < high[1] && p[2] > low[2] && p[2] < high[2]
  );
}

function addGroup(distance, group, p, fillet) {
  if (!isNear(p, group)) return distance;
  const own = distanceToGroup(p, group.pieces);
  return group.carve ? -smoothMinimum(-distance, own, fillet * 0.3) : smoothMinimum(distance, own, fillet);
}

/** @returns {{pieces: Piece[], carve: boolean, low: number[], high: number[]}[]} */
function readGroups(table, counts) {
  let index = 0;
  return counts.map((count) => {
    const pieces = [];
    const carve = table[index * 12 + 3] < 0;
    for (const end = index + count; index < end; index++) pieces.push(readPiece(table, index));
    const low = [0, 1, 2].map((k) => Math.min(...pieces.map((piece) => piece.low[k])));
    const high = [0, 1, 2].map((k) => Math.max(...pieces.map((piece) => piece.high[k])));
    return { pieces, carve, low, high };
  });
}

function readPiece(table, index) {
  const corners = [],
    radii = [];
  const low = [Infinity, Infinity, Infinity],
    high = [-Infinity, -Infinity, -Infinity];
  for (let at = index * 12; at < index * 12 + 12; at += 4) {
    const radius = Math.abs(table[at + 3]);
    corners.push(table.slice(at, at + 3));
    radii.push(radius);
    for (let k = 0; k < 3; k++) {
      low[k] = Math.min(low[k], table[at + k] - radius - REACH);
      high[k] = Math.max(high[k], table[at + k] + radius + REACH);
    }
  }
  return { corners, radii, low, high };
}

function sampleField(groups, fillet, cell, origin, size) {
  const field = new Float32Array(size[0] * size[1] * size[2]).fill(1);
  const p = [0, 0, 0];
  for (const group of groups) {
    const from = [0, 1, 2].map((k) => Math.max(0, Math.floor((group.low[k] - origin[k]) / cell)));
    const to = [0, 1, 2].map((k) => Math.min(size[k] - 1, Math.ceil((group.high[k] - origin[k]) / cell)));
    for (let k = from[2]; k <= to[2]; k++) {
      p[2] = origin[2] + k * cell;
      for (let j = from[1]; j <= to[1]; j++) {
        p[1] = origin[1] + j * cell;
        for (let i = from[0]; i <= to[0]; i++) {
          p[0] = origin[0] + i * cell;
          const at = i + size[0] * (j + size[1] * k);
          field[at] = addGroup(field[at], group, p, fillet);
        }
      }
    }
  }
  return field;
}

const EDGES = [];
for (let corner = 0; corner < 8; corner++) {
  for (const bit of [1, 2, 4]) if (!(corner & bit)) EDGES.push([corner, corner | bit]);
}

/** Surface nets: one vertex in each cell that the surface crosses, one quad over each crossed edge. */
function surfaceNet(field, size, cell, origin) {
  const stride = [1, size[0], size[0] * size[1]];
  const vertexOf = new Int32Array(field.length).fill(-1);
  const positions = [],
    triangles = [];
  const corner = new Float32Array(8);
  for (let k = 0; k < size[2] - 1; k++) {
    for (let j = 0; j < size[1] - 1; j++) {
      for (let i = 0; i < size[0] - 1; i++) {
        const at = i + stride[1] * j + stride[2] * k;
        let mask = 0;
        for (let c = 0; c < 8; c++) {
          corner[c] = field[at + (c & 1) + ((c >> 1) & 1) * stride[1] + ((c >> 2) & 1) * stride[2]];
          if (corner[c] < 0) mask |= 1 << c;
        }
        if (mask === 0 || mask === 255) continue;
        let x = 0,
          y = 0,
          z = 0,
          crossings = 0;
        for (const [from, to] of EDGES) {
          if (((mask >> from) & 1) === ((mask >> to) & 1)) continue;
          const t = corner[from] / (corner[from] - corner[to]);
          x += (from & 1) + t * ((to & 1) - (from & 1));
          y += ((from >> 1) & 1) + t * (((to >> 1) & 1) - ((from >> 1) & 1));
          z += ((from >> 2) & 1) + t * (((to >> 2) & 1) - ((from >> 2) & 1));
          crossings++;
        }
        vertexOf[at] = positions.length / 3;
        positions.push(
          origin[0] + cell * (i + x / crossings),
          origin[1] + cell * (j + y / crossings),
          origin[2] + cell * (k + z / crossings),
        );
        const inside = mask & 1;
        for (let axis = 0; axis < 3; axis++) {
          const u = stride[(axis + 1) % 3],
            v = stride[(axis + 2) % 3];
          const uIndex = [i, j, k][(axis + 1) % 3],
            vIndex = [i, j, k][(axis + 2) % 3];
          if (!uIndex || !vIndex || ((mask >> (1 << axis)) & 1) === inside) continue;
          const quad = [vertexOf[at], vertexOf[at - u], vertexOf[at - u - v], vertexOf[at - v]];
          if (!inside) quad.reverse();
          triangles.push(quad[0], quad[1], quad[2], quad[0], quad[2], quad[3]);
        }
      }
    }
  }
  return { positions: new Float32Array(positions), triangles };
}

/** Shade for each vertex: darker where the way out is narrow. */
function cornerShade(positions, normals, groups, fillet) {
  const shade = new Float32Array(positions.length);
  const p = [0, 0, 0];
  for (let at = 0; at < positions.length; at += 3) {
    for (let k = 0; k < 3; k++) p[k] = positions[at + k] + normals[at + k] * REACH;
    let distance = REACH;
    for (const group of groups) distance = addGroup(distance, group, p, fillet);
    shade.fill(0.45 + 0.55 * Math.min(1, Math.max(0, distance / REACH)), at, at + 3);
  }
  return shade;
}

/** Normals of the net, each the mean of the faces round it. */
function smoothNormals(positions, triangles) {
  const normals = new Float32Array(positions.length);
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [triangles[at] * 3, triangles[at + 1] * 3, triangles[at + 2] * 3];
    const e = [0, 1, 2].map((k) => positions[b + k] - positions[a + k]);
    const f = [0, 1, 2].map((k) => positions[c + k] - positions[a + k]);
    for (let k = 0; k < 3; k++) {
      const component = e[(k + 1) % 3] * f[(k + 2) % 3] - e[(k + 2) % 3] * f[(k + 1) % 3];
      normals[a + k] += component;
      normals[b + k] += component;
      normals[c + k] += component;
    }
  }
  for (let at = 0; at < normals.length; at += 3) {
    const length = Math.hypot(normals[at], normals[at + 1], normals[at + 2]) || 1;
    for (let k = 0; k < 3; k++) normals[at + k] /= length;
  }
  return normals;
}

/**
 * Mesh one bone.
 * @param {Float32Array} table  (pieces, 3, 4) metres
 * @param {{groups: number[], cell: number, fillet: number}} options  pieces in each group; mesh cell and fillet, m
 * @returns {{positions: Float32Array, normals: Float32Array, shade: Float32Array, triangles: number[]}}
 */
export function meshBone(table, { groups: counts, cell, fillet }) {
  const groups = readGroups(table, counts);
  const solid = groups.filter((group) => !group.carve);
  const origin = [0, 1, 2].map((k) => Math.min(...solid.map((group) => group.low[k])) - cell);
  const size = [0, 1, 2].map(
    (k) => 3 + Math.ceil((Math.max(...solid.map((group) => group.high[k])) - origin[k]) / cell),
  );
  const field = sampleField(groups, fillet, cell, origin, size);
  const { positions, triangles } = surfaceNet(field, size, cell, origin);
  const normals = smoothNormals(positions, triangles);
  return { positions, triangles, normals, shade: cornerShade(positions, normals, groups, fillet) };
}
