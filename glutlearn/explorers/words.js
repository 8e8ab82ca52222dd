// What the views say, in words.

/** Of each axis: its name, and what a pull does about it. Up on the chart is always outward or opening. */
export const AXES = {
  thigh: {
    words: "long axis of the thigh",
    option: "Long axis of the thigh",
    sign: -1,
    up: { verb: "turns the thigh outward", again: "turns it outward" },
    down: { verb: "turns the thigh inward", again: "turns it inward" },
    turn: "outward",
    doing: "turning the thigh outward",
  },
  clam: {
    words: "clam axis: hip to heels",
    option: "Clam axis: hip to heels",
    sign: 1,
    up: { verb: "opens the knee", again: "opens it" },
    down: { verb: "closes the knee", again: "closes it" },
    turn: "opens",
    doing: "opening the knee",
  },
};

/** With a capital letter, to begin a sentence. */
export function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}

// Below this a muscle is said to have no leverage, mm: less than an attachment can be located to.
const NOTHING = 0.5;

/** @returns {"up" | "down" | "none"} */
export function roleOf(up) {
  return Math.abs(up) < NOTHING ? "none" : up > 0 ? "up" : "down";
}

/** "an" before 8, 11, 18 and 80 to 89. */
function article(number) {
  const text = String(number);
  return text.startsWith("8") || text === "11" || text === "18" ? "an" : "a";
}

/**
 * The sentence that follows the slider, as pieces of text and numbers.
 * @param {{key: string, words: string, arm: number, up: number}[]} muscles  arms in mm
 * @returns {(string | {key: string, arm: number, words: string})[]}
 */
export function sentence(flexion, muscles, axis) {
  const pieces = [`At ${Math.round(flexion)}° of flexion `];
  if (!muscles.length) return [`${pieces[0]}no muscle is chosen.`];
  let before = null;
  muscles.forEach(({ key, words, arm, up }, index) => {
    const role = roleOf(up);
    const size = Math.round(Math.abs(arm));
    if (index > 0) pieces.push(index === muscles.length - 1 && index > 1 ? "; and " : "; ");
    pieces.push(`${words} `);
    if (role === "none") {
      pieces.push("pulls straight past the axis: its arm is ", { key, arm, words: "0 mm" });
    } else if (index === 0) {
      pieces.push(`${axis[role].verb} with ${article(size)} `, { key, arm, words: `${size} mm` }, " arm");
    } else {
      const too = role === before ? " too" : "";
      pieces.push(`${before && before !== "none" ? axis[role].again : axis[role].verb}${too}, with `, {
        key,
        arm,
        words: `${size} mm`,
      });
    }
    before = role;
  });
  pieces.push(".");
  return pieces;
}

export function degrees(angle) {
  return `${angle.toFixed(1)}°`;
}

/** The chart for readers who cannot see it. */
export function describeChart(curves, axis) {
  const parts = curves.map(({ words, crossings }) =>
    crossings.length
      ? `${words} changes direction at ${crossings.map(degrees).join(" and ")}`
      : `${words} never changes direction`,
  );
  return `Moment arms about the ${axis.words} against hip flexion from 0 to 120 degrees: ${parts.join("; ")}.`;
}

// Two switches nearer than this cannot be told apart, degrees: attachment errors move each by more.
const TOGETHER = 2;

/**
 * What became of a prediction.
 * @param {{angle: number, first: string | null}} prediction
 * @param {(number | null)[]} switches  angles at which the two muscles first change sides, or null
 * @param {string[]} names              of the two muscles; a prediction of "piriformis" means the first
 * @param {string} elsewhere            the axis that the prediction is about, if another one is shown now
 */
export function compare(prediction, switches, names, elsewhere) {
  const [one] = switches;
  const about = elsewhere ? ` (about the ${elsewhere})` : "";
  const where =
    one === null
      ? `in this hip ${names[0]} never switches`
      : `in this hip ${names[0]} switches at ${degrees(one)}`;
  return `You said ${prediction.angle}°; ${where}${about}. ${compareOrder(prediction.first, switches, names)}`;
}

function compareOrder(said, [one, two], [first, second]) {
  const guesses = { together: "both together", neither: "neither", piriformis: `${first} first` };
  const start = said ? `Of the two you said ${guesses[said] ?? `${second} first`}; here ` : "Of the two, ";
  if (one === null && two === null) return `${start}neither switches up to 120°.`;
  if (one === null) return `${start}only ${second} switches, at ${degrees(two)}.`;
  if (two === null) return `${start}only ${first} switches.`;
  const gap = Math.abs(one - two);
  if (gap < TOGETHER) return `${start}they switch practically together: ${second} at ${degrees(two)}.`;
  return `${start}${two < one ? second : first} switches first, ${Math.round(gap)}° before the other (${second}: ${degrees(two)}).`;
}
