// What the view of control says, in words.

// Changes smaller than this share are called none.
const SAME = 0.1;
// How many muscles are named as working most, and from which activation on.
const NAMED = 3;
const WORKING = 0.05;

const degrees = (angle) => `${Math.abs(Math.round(angle))}°`;

/** A level of control as it is written: −40 %, 0, +40 %. */
export function percent(level) {
  const value = Math.round(100 * level);
  return value === 0 ? "0" : `${value > 0 ? "+" : "−"}${Math.abs(value)}\u00a0%`;
}

/** "10° of flexion", "10° of extension", "0°". */
export function flexionWords(angle) {
  if (Math.round(angle) === 0) return "0°";
  return `${degrees(angle)} of ${angle < 0 ? "extension" : "flexion"}`;
}

/** What a level of control asks of the muscles. */
export function controlMeans(level, stiffest) {
  const share = Math.round(100 * (1 + level));
  if (Math.round(100 * level) === 0)
    return "The muscles give what the exercise needs, with the least effort, and nothing more.";
  if (level < 0)
    return share === 0
      ? "The deep muscles are silent; the others have to make up for them."
      : `The deep muscles get ${share} % of their economical share; the others have to make up for it.`;
  return `The muscles must also stiffen the joint, to at least ${Math.round(level * stiffest)} N/mm in its weakest direction.`;
}

export function controlSpoken(level) {
  const value = Math.abs(Math.round(100 * level));
  if (value === 0) return "the least effort";
  return `${value} percent towards too ${level < 0 ? "little" : "much"}`;
}

/** The muscles that work most, the first one first, and not more than `count` of them. */
export function mostActive(activation, muscles, count = NAMED) {
  return [...activation]
    .map((share, index) => ({ share, ...muscles[index] }))
    .filter(({ share }) => share >= WORKING)
    .sort((a, b) => b.share - a.share)
    .slice(0, count);
}

export const millimetres = (value) => `${value.toFixed(2)}\u00a0mm`;
export const bodyWeights = (value) => `${value.toFixed(1)}\u00a0body weights`;
export const share = (value) => `${Math.round(100 * value)}\u00a0%`;

/**
 * How the two stand to their yardsticks.
 * @param {number} level  of control
 * @param {{shift: number, load: number}} here   over the yardsticks
 * @param {{shift: number, load: number}} least  likewise, with the least effort
 * @param {{shift: number, load: number}[]} curve  likewise, at all levels of control
 * @param {boolean} valleyExists
 */
export function verdict(level, here, least, curve, valleyExists) {
  const [far, hard] = [here.shift >= 1, here.load >= 1];
  if (!far && !hard) return "by these yardsticks, neither too little control nor too much";
  if (far && hard)
    return valleyExists
      ? "over both yardsticks"
      : "over both, and no setting of the control keeps both below";
  if (far && curve.every(({ shift }) => shift >= 1))
    return "the head shifts further than that, and does so at every setting";
  if (hard && least.load >= 1)
    return "the head presses harder than that, and does so even with the least effort";
  if (far && level > 0) return "the head still shifts further than that";
  if (far) return "the head shifts further than that: too little control, by this yardstick";
  if (level < 0) return "the head presses harder than that, as others make up for the deep muscles";
  return "the head presses harder than that: too much control, by this yardstick";
}

/** The text's claim, set beside what the model says of it here; `least` is the answer with the least effort. */
export function claim(level, answer, least) {
  if (Math.round(100 * level) === 0) return "The text warns of both sides: too little control, and too much.";
  if (level < 0) {
    const change = answer.distance / least.distance - 1;
    const further = `${share(Math.abs(change))} ${change > 0 ? "further" : "less far"} than`;
    const far = Math.abs(change) < SAME ? "about as far as" : further;
    return `Too little control leaves the head loose; here the model’s head shifts ${far} with the least effort.`;
  }
  const more = answer.weights / least.weights;
  const added = `the force is ${more.toFixed(1)} times that of the least effort`;
  const here = more < 1 + SAME ? "hardly any force is added" : added;
  return `With too much control muscles work more and compress the joint; here ${here}.`;
}

/** Where the head is looked at: the exercise, and whether the muscles can do what is asked. */
export function situation(said, flexion, { missing, missingStiffness }) {
  const where = `${said} at ${flexionWords(flexion)}`;
  if (missing > 0) return `Nothing holds ${where}; in what comes nearest the head`;
  return `In ${where} the ${missingStiffness > 0 ? "stiffness cannot be reached; in what comes nearest the head" : "head"}`;
}

/** What is missing, in words before the number, the number, and words after it; or null. */
export function whatIsMissing({ missing, missingStiffness }, asked) {
  const short = (value) => value.toFixed(value < 10 ? 1 : 0);
  const after = " are missing. Shown is what comes nearest.";
  if (missing > 0)
    return {
      before: "This cannot be held: ",
      quantity: "missing",
      value: missing,
      shown: `${short(missing)} N·m`,
      after,
    };
  if (missingStiffness > 0)
    return {
      before: `The muscles cannot reach ${Math.round(asked)} N/mm: `,
      quantity: "missing-stiffness",
      value: missingStiffness,
      shown: `${short(missingStiffness)} N/mm`,
      after,
    };
  return null;
}

const WAYS = { smaller: "becomes smaller", same: "stays about the same", larger: "becomes larger" };

function wayOf(before, after) {
  if (Math.abs(after / before - 1) < SAME) return "same";
  return after < before ? "smaller" : "larger";
}

/** What became of the prediction: from the least effort to the most control. */
export function compare(said, least, most) {
  const is = { shift: wayOf(least.distance, most.distance), force: wayOf(least.weights, most.weights) };
  const right = ["shift", "force"].filter((key) => said[key] === is[key]).length;
  const verdictOf = ["Neither was so.", "One of the two was so.", "Both were so."][right];
  return (
    `You said that the shift ${WAYS[said.shift]} and the force ${WAYS[said.force]}. ${verdictOf} ` +
    `From the least effort to ${percent(1)} the shift goes from ${millimetres(least.distance)} to ${millimetres(most.distance)}, ` +
    `the force from ${bodyWeights(least.weights)} to ${bodyWeights(most.weights)}.`
  );
}

/** The chart for readers who cannot see it. */
export function describeValley(levels, curve, spans) {
  const at = (level) => curve[levels.findIndex((one) => Math.abs(one - level) < 1e-6)];
  const told = [-1, 0, 1].map((level) => {
    const { shift, load } = at(level);
    return `at ${percent(level)} the shift is ${shift.toFixed(1)} and the force ${load.toFixed(1)} times its yardstick`;
  });
  const inside = spans.length
    ? `Both are below from ${spans.map(([from, to]) => `${percent(from)} to ${percent(to)}`).join(" and from ")}`
    : "Nowhere are both below";
  return `Shift of the head and contact force, each over its yardstick, against control from too little to too much: ${told.join("; ")}. ${inside}.`;
}
