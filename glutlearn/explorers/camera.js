// The eye: fixed views of the hip, the view along the axis, free turning by hand, and smooth passages between them.
import { Matrix4, OrthographicCamera, Quaternion, Vector3 } from "three";
import { prefersLessMotion } from "./theme.js";

const PASSAGE = 650;
const DISTANCE = 2;
// In the view along the axis everything nearer than this to the eye's side of the hip is cut away, m.
const CUT = 0.125;

/**
 * @typedef {Object} Preset
 * @property {string} label
 * @property {string} caption  says how the picture is turned
 * @property {number[]} [forward]  where the eye looks, pelvis axes
 * @property {number[]} [up]       what is up on the screen
 * @property {number[]} target     middle of the picture, m from the hip centre
 * @property {number} size         what the shorter side of the picture shows, m
 * @property {boolean} [along]     look along the axis in question, and follow the thigh
 * @property {number} [cut]        and cut away what is nearer to the eye than so many m from the hip
 */

/** @type {Record<string, Preset>} */
export const PRESETS = {
  "side-lying": {
    label: "Side-lying",
    caption: "Lying on the left side, seen from behind and above",
    forward: [0.66, 0.12, -0.74],
    up: [0, 0, 1],
    target: [0.13, -0.12, 0.03],
    size: 0.6,
  },
  "from-behind": {
    label: "From behind",
    caption: "Upright, seen from behind",
    forward: [1, 0, -0.12],
    up: [0, 1, 0],
    target: [0, -0.04, -0.02],
    size: 0.42,
  },
  "down-the-femur": {
    label: "Down the femur",
    caption:
      "From the leg up to the hip: the axis is a point, the front of the thigh is up, its outer side left",
    along: true,
    target: [0, 0, 0],
    size: 0.2,
  },
};

const matrix = new Matrix4();
const origin = new Vector3();
const scratch = new Quaternion();

/** Orientation of an eye that looks along `forward` with `up` up. */
function lookAlong(forward, up, out) {
  return out.setFromRotationMatrix(matrix.lookAt(origin.set(0, 0, 0).sub(forward), new Vector3(), up));
}

export class Eye {
  /**
   * @param {() => void} changed  asks for a new frame
   * @param {Record<string, Preset>} presets
   */
  constructor(changed, presets = PRESETS) {
    this.changed = changed;
    this.presets = presets;
    this.camera = new OrthographicCamera(-1, 1, 1, -1, 0.1, 4);
    this.orientation = new Quaternion();
    this.target = new Vector3();
    // The eye stands in the room. Takes the room's directions to the pelvis's, where that has rolled.
    this.room = new Quaternion();
    this.size = 0.5;
    this.preset = null;
    this.passage = null;
    this.wanted = { orientation: new Quaternion(), target: new Vector3(), size: 0.5 };
  }

  /** Go to a preset; smoothly unless told otherwise. */
  choose(name, { at = performance.now(), smoothly = true } = {}) {
    this.preset = name;
    this.passage =
      smoothly && !prefersLessMotion()
        ? { start: at, orientation: this.orientation.clone(), target: this.target.clone(), size: this.size }
        : null;
    this.changed();
  }

  get along() {
    return Boolean(this.preset && this.presets[this.preset].along);
  }

  /** Turn by hand, in radians about the screen's axes. */
  turn(aboutUp, aboutRight) {
    this.preset = null;
    this.passage = null;
    this.orientation
      .multiply(scratch.setFromAxisAngle(new Vector3(0, 1, 0), aboutUp))
      .multiply(scratch.setFromAxisAngle(new Vector3(1, 0, 0), aboutRight))
      .normalize();
    this.changed();
  }

  zoom(factor) {
    this.size = Math.min(1.4, Math.max(0.08, this.size * factor));
    if (this.preset) this.held = { preset: this.preset, size: this.size };
    this.changed();
  }

  /**
   * Bring the camera up to date.
   * @param {{forward: Vector3, up: Vector3}} axis  how one looks along the axis in question
   * @param {number} aspect
   * @param {number} now
   * @returns {boolean} whether it is still on its way
   */
  update({ forward, up }, aspect, now) {
    if (this.preset) this.approach(this.presets[this.preset], forward, up, now);
    const half = this.size / 2;
    const wide = Math.max(1, aspect),
      tall = Math.max(1, 1 / aspect);
    const { camera } = this;
    camera.left = -half * wide;
    camera.right = half * wide;
    camera.top = half * tall;
    camera.bottom = -half * tall;
    camera.near = this.along && !this.passage ? DISTANCE - (this.presets[this.preset].cut ?? CUT) : 0.1;
    camera.quaternion.copy(this.room).multiply(this.orientation);
    camera.position.set(0, 0, DISTANCE).applyQuaternion(this.orientation).add(this.target);
    camera.position.applyQuaternion(this.room);
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
    return this.passage !== null;
  }

  approach(preset, forward, up, now) {
    const { wanted } = this;
    if (preset.along) {
      lookAlong(forward, up, wanted.orientation).premultiply(scratch.copy(this.room).invert());
    } else lookAlong(new Vector3(...preset.forward), new Vector3(...preset.up), wanted.orientation);
    wanted.target.set(...preset.target);
    wanted.size = this.held?.preset === this.preset ? this.held.size : preset.size;
    const t = this.passage ? Math.min(1, Math.max(0, (now - this.passage.start) / PASSAGE)) : 1;
    if (t >= 1) {
      this.passage = null;
      this.orientation.copy(wanted.orientation);
      this.target.copy(wanted.target);
      this.size = wanted.size;
      return;
    }
    const eased = t * t * (3 - 2 * t);
    this.orientation.slerpQuaternions(this.passage.orientation, wanted.orientation, eased);
    this.target.lerpVectors(this.passage.target, wanted.target, eased);
    this.size = this.passage.size + eased * (wanted.size - this.passage.size);
  }
}

/** Turn by dragging; zoom by pinching or by the wheel with ctrl, so that the page still scrolls. */
export function handle(eye, canvas, turned, signal) {
  const fingers = new Map();
  const span = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  canvas.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    { signal },
  );
  canvas.addEventListener(
    "pointermove",
    (event) => {
      const finger = fingers.get(event.pointerId);
      if (!finger) return;
      const before = fingers.size === 2 ? span() : 0;
      const dx = event.clientX - finger.x,
        dy = event.clientY - finger.y;
      finger.x = event.clientX;
      finger.y = event.clientY;
      if (fingers.size === 2) eye.zoom(before / Math.max(1, span()));
      else if (fingers.size === 1) {
        eye.turn(-dx * 0.009, -dy * 0.009);
        turned();
      }
    },
    { signal },
  );
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
    canvas.addEventListener(name, (event) => fingers.delete(event.pointerId), { signal });
  }
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      eye.zoom(Math.exp(event.deltaY * 0.004));
    },
    { signal, passive: false },
  );
}
