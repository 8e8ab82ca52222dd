// Between an axis and a line of pull: what is drawn to show a moment arm.

// How long an arrow of one newton is, m.
const NEWTON = 0.00025;

/** Where an arrow ends that begins on the thigh and is as long as the muscle pulls. */
export function forceTip(path, force) {
  const start = path.points[path.crossing];
  const pull = path.points[path.crossing - 1].clone().sub(start).normalize();
  return start.clone().addScaledVector(pull, NEWTON * force);
}

/** The shortest connection between an axis through the hip centre and the piece of a path that crosses the hip. */
export function commonPerpendicular(axis, path) {
  const start = path.points[path.crossing];
  const pull = path.points[path.crossing - 1].clone().sub(start).normalize();
  const slant = axis.dot(pull);
  const sine = 1 - slant * slant;
  if (sine < 1e-4) return null;
  const alongPull = (slant * axis.dot(start) - pull.dot(start)) / sine;
  const onLine = start.clone().addScaledVector(pull, alongPull);
  const onAxis = axis.clone().multiplyScalar(axis.dot(onLine));
  const distance = onAxis.distanceTo(onLine);
  return distance < 1e-5 ? null : { onAxis, onLine, distance, sine: Math.sqrt(sine), pull };
}
