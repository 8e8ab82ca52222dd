// What is written and drawn over the scene: names, moment arms, arrows and levels, from metres to pixels.
import { Vector3 } from "three";
import { commonPerpendicular, forceTip } from "./lever.js";

// How far over or under the end of an arrow its words stand, pixels.
const LIFT = 12;
// How far from the edges the name of the axis stays, pixels, and how far beyond the arrow round the axis it stands, m.
const EDGE = 20;
const BEYOND = 0.06;

const millimetres = (metres) => `${Math.round(Math.abs(metres) * 1000)} mm`;
const within = (value, most) => Math.min(Math.max(value, EDGE), most - EDGE);

export class Annotations {
  /** @param {import("./camera.js").Eye} eye */
  constructor(eye) {
    this.eye = eye;
    this.size = { width: 1, height: 1 };
  }

  /**
   * All that the overlay draws in one frame.
   * @param {import("./scene.js").Shown} shown
   * @param {{width: number, height: number}} size  of the picture, pixels
   * @param {boolean} moving  whether the eye is on its way
   */
  of(shown, size, moving) {
    this.size = size;
    const { levers, labels = [], arrows = [], levels = [] } = shown;
    const leversShown = levers === "always" || (levers === "along" && this.eye.along && !moving);
    return {
      labels: [
        ...this.muscleNames(shown),
        ...labels.map((label) => this.label(label)),
        ...this.axisNames(shown.axis),
      ],
      levers: leversShown ? this.levers(shown) : [],
      arrows: arrows.map(({ from, to, ...arrow }) => ({ ...arrow, from: this.project(from), to: this.project(to) })),
      levels: levels.map((level) => this.level(level)),
    };
  }

  /** Where a point is seen, pixels. */
  project(point) {
    const { x, y } = point.clone().project(this.eye.camera);
    return { x: ((x + 1) / 2) * this.size.width, y: ((1 - y) / 2) * this.size.height };
  }

  muscleNames({ muscles, levers }) {
    const { along } = this.eye;
    const measured = along && levers === "along";
    return muscles
      .filter(({ words }) => words)
      .map(({ key, words, path, role, up, nameAt = path.points[0] }) => ({
        key,
        words: measured && role !== "none" ? `${words} ${millimetres(up)}` : words,
        role,
        ...this.project(along ? path.points[path.crossing - 1] : nameAt),
      }));
  }

  /** A name at a point, on the side that is away from other points. */
  label({ at, awayFrom, ...label }) {
    const point = this.project(at);
    if (!awayFrom) return { ...label, ...point };
    const others = awayFrom.map((other) => this.project(other));
    const middle = (axis) => others.reduce((sum, other) => sum + other[axis], 0) / others.length;
    const side = point.x < middle("x") ? -1 : 1;
    return { ...label, ...point, side, lift: point.y < middle("y") ? LIFT : -LIFT };
  }

  /** Names of the axis, beyond the arrow round it, and of the arrow. */
  axisNames({ direction, side, span, turnAt, words, turn }) {
    if (this.eye.along || !span) return [];
    const onAxis = (distance) => this.project(direction.clone().multiplyScalar(side * distance));
    const end = onAxis(turnAt + BEYOND);
    const { width, height } = this.size;
    const name = { key: "axis", words, role: "axis", x: within(end.x, width), y: within(end.y, height) };
    return turn ? [{ key: "turn", words: turn.words, role: turn.role, ...onAxis(turnAt) }, name] : [name];
  }

  /** A line through a point, right across the picture. */
  level({ key, role, at, up }) {
    const across = new Vector3(1, 0, 0).applyQuaternion(this.eye.camera.quaternion);
    across.addScaledVector(up, -across.dot(up)).normalize();
    const [from, to] = [-1, 1].map((way) => this.project(at.clone().addScaledVector(across, way)));
    return { key, role, from, to };
  }

  levers({ muscles, axis, levers }) {
    return muscles.flatMap(({ key, path, up, role, force }) => {
      const lever = commonPerpendicular(axis.direction, path);
      if (!lever) return [];
      const end = lever.onAxis.clone().lerp(lever.onLine, Math.min(1, Math.abs(up) / lever.distance));
      return [
        {
          key,
          role,
          axis: this.project(lever.onAxis),
          foot: this.project(lever.onLine),
          end: this.project(end),
          from: this.project(path.points[path.crossing]),
          to: this.project(path.points[path.crossing - 1]),
          force: force === undefined ? null : this.project(forceTip(path, force)),
          words: levers === "always" ? millimetres(up) : "",
        },
      ];
    });
  }
}
