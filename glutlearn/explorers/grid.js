// The numbers that Python computed: named arrays in one buffer, and values between their nodes.

/**
 * @typedef {Object} Table
 * @property {Float32Array} values
 * @property {number[]} shape
 */

/**
 * Read the arrays of an explorer's model.
 * @returns {(name: string) => Table}
 */
export function readTables(model) {
  const bytes = model.get("data");
  const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const arrays = model.get("arrays");
  const tables = new Map();
  return (name) => {
    if (!tables.has(name)) {
      const { offset, shape } = arrays[name];
      const size = shape.reduce((product, length) => product * length, 1);
      tables.set(name, { values: numbers.subarray(offset, offset + size), shape });
    }
    return tables.get(name);
  };
}

/**
 * Read the whole numbers of a model that counts: of a named table the last dimensions, behind places in the first ones.
 * @returns {(name: string, ...places: number[]) => Uint16Array}
 */
export function readCounts(model) {
  const bytes = model.get("counts");
  const numbers = new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const tables = model.get("tables");
  return (name, ...places) => {
    const { offset, shape } = tables[name];
    const size = shape.slice(places.length).reduce((product, length) => product * length, 1);
    const index = places.reduce((row, place, axis) => row * shape[axis] + place, 0);
    return numbers.subarray(offset + index * size, offset + (index + 1) * size);
  };
}

/** Where x lies among evenly spaced nodes: the node below it, the one above, and how far between them. */
export function place(nodes, x) {
  const step = nodes[1] - nodes[0];
  const position = Math.min(Math.max((x - nodes[0]) / step, 0), nodes.length - 1);
  const low = Math.min(Math.floor(position), nodes.length - 2);
  return { low, high: low + 1, t: position - low };
}

// Nearer than this to a node is at the node.
const AT_NODE = 1e-6;

/** The same place, at a node where it is as good as there. */
export function snapped({ low, high, t }) {
  return { low, high, t: t < AT_NODE ? 0 : t > 1 - AT_NODE ? 1 : t };
}

/** Blend two rows of `width` numbers of a table. At a node this is exactly the row. */
export function blendRows(values, width, { low, high, t }, out = new Float32Array(width)) {
  for (let k = 0; k < width; k++) {
    const start = values[low * width + k];
    out[k] =
      t === 0 ? start : t === 1 ? values[high * width + k] : start + t * (values[high * width + k] - start);
  }
  return out;
}

/** The rows of a grid at the corners around a place, each with its share, those without one left out. */
function cornersOf(shape, wheres) {
  const corners = [];
  for (let corner = 0; corner < 2 ** wheres.length; corner++) {
    let share = 1,
      row = 0;
    wheres.forEach(({ low, high, t }, axis) => {
      const upper = (corner >> axis) & 1;
      share *= upper ? t : 1 - t;
      row = row * shape[axis] + (upper ? high : low);
    });
    if (share > 0) corners.push({ row, share });
  }
  return corners;
}

/**
 * Blend between the nodes of a grid with several axes.
 * @param {Table} table  (nodes of each axis in turn, width)
 * @param {{low: number, high: number, t: number}[]} wheres  one for each axis
 */
export function blendGrid({ values, shape }, wheres, width) {
  const out = new Float32Array(width);
  for (const { row, share } of cornersOf(shape, wheres))
    for (let k = 0; k < width; k++) out[k] += share * values[row * width + k];
  return out;
}

/**
 * Where something may be blended: where the rows around a place are not alike in kind, only at the nearest of them.
 * @param {(row: Float32Array) => string | boolean} kindOf  what has to be the same, such as whether a load is held
 */
export function blendable({ values, shape }, wheres, kindOf) {
  const width = shape.at(-1);
  const kinds = cornersOf(shape, wheres).map(({ row }) => kindOf(values.subarray(row * width, (row + 1) * width)));
  if (new Set(kinds).size < 2) return wheres;
  return wheres.map(({ low, high, t }) => ({ low, high, t: Math.round(t) }));
}

/** The angles at which a curve given at nodes changes sign. */
export function zeroCrossings(nodes, curve) {
  const angles = [];
  for (let i = 1; i < curve.length; i++) {
    if (curve[i - 1] === 0 || curve[i - 1] * curve[i] < 0) {
      angles.push(nodes[i - 1] + ((nodes[i] - nodes[i - 1]) * curve[i - 1]) / (curve[i - 1] - curve[i]));
    }
  }
  return angles;
}
