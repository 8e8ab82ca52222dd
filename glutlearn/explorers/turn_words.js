// What the view of the rolling pelvis says, in words.
import { number } from "./elements.js";
import { roleOf } from "./words.js";

// Less than this makes no difference that is worth a word, degrees.
const ASIDE = 3;
// How many muscles the sentence names: the first of the list.
const NAMED = 2;

const tidy = (angle) => (Math.abs(angle - Math.round(angle)) < 0.05 ? Math.round(angle) : angle);

/** "30°", "10.4°". */
export function shownDegrees(angle) {
  const value = tidy(angle);
  return Number.isInteger(value) ? `${Math.abs(value)}°` : `${value.toFixed(1)}°`;
}

const SIGNS = { up: "+", down: "−", none: "" };

export const percent = (share) => `${Math.round(100 * share)}\u00a0%`;

/** Whether a leverage helps the turn ("up"), works against it ("down") or neither ("none"). */
export const wayOf = roleOf;

export const millimetres = (arm) => `${SIGNS[wayOf(arm)]}${Math.abs(Math.round(arm))}\u00a0mm`;

/** Before the prediction. */
export function questionSays({ height }) {
  return `The knee stands ${(100 * height).toFixed(1)}\u00a0cm above the hip. Who turned it there, and how far: the hip or the pelvis?`;
}

/** Who turned: the first part of the sentence. */
function turned({ opening, pelvic_roll: roll }, { angle }, leastTurn) {
  const own = number("hip-turn", angle, shownDegrees(angle));
  const at = `At ${shownDegrees(opening)} of opening `;
  if (roll === 0)
    return angle === 0
      ? ["Nothing has turned yet: a turn of ", own, " has no axis."]
      : [at, "with the pelvis held, the hip itself has turned ", own, ", all of it, about the axis of the clam."];
  const rolled = `${at}with the pelvis rolled back by ${shownDegrees(roll)}, the hip itself has turned `;
  if (angle < leastTurn) return [rolled, own, ": too little to speak of an axis."];
  return [rolled, own];
}

/** How the axis has tilted. `toThigh` are degrees between axis and thigh, now and with the pelvis held. */
function tilted({ tilt }, toThigh) {
  const pieces = ["; its axis has tilted by ", number("tilt", tilt, `${Math.round(tilt)}°`), " from that of the clam"];
  const [now, held] = toThigh;
  if (tilt > 90) pieces.push(": the pelvis has gone further than the thigh, so the hip has turned the other way");
  else if (Math.abs(now - held) >= ASIDE)
    pieces.push(now > held ? ", away from the long axis of the thigh" : ", towards the long axis of the thigh");
  return [...pieces, "."];
}

/** How hard the first muscles work, and would work with a held pelvis. */
function working({ opening }, muscles, now, held) {
  if (!now.activation)
    return [" No sharing among the muscles of this hip holds the leg here, so no activation can be told."];
  const named = muscles.slice(0, NAMED);
  const share = (quantity, { activation }, index) =>
    number(quantity, activation[index], percent(activation[index]), { "data-muscle": muscles[index].name });
  const pieces = [opening === 0 ? " To hold the leg there, off the other knee, " : " To hold the leg there, "];
  named.forEach(({ words }, index) =>
    pieces.push(index ? ` and ${words} at ` : `${words} works at `, share("activation", now, index)),
  );
  if (held !== now && held.activation) {
    pieces.push("; with the pelvis held it would be ");
    named.forEach((_, index) => pieces.push(index ? " and " : "", share("activation-held", held, index)));
  } else if (held !== now) pieces.push("; with the pelvis held no sharing would hold it");
  return [...pieces, "."];
}

/** All that the model says. `held` is the turn with a held pelvis, and the same object where the pelvis is held. */
export function modelSays(setting, now, held, toThigh, { muscles, least_turn: leastTurn }) {
  const rolled = setting.pelvic_roll > 0;
  return [
    ...turned(setting, now, leastTurn),
    ...(rolled && now.axis ? tilted(now, toThigh) : []),
    ...working(setting, muscles, now, held),
  ];
}

/** What the claim comes to here. */
export function claimSays({ opening, pelvic_roll: roll }, range) {
  const counts = "Only the controlled range counts: ";
  if (opening > range)
    return range === 0
      ? `${counts}none of these ${shownDegrees(opening)}.`
      : `${counts}of these ${shownDegrees(opening)}, the first ${shownDegrees(range)}.`;
  if (roll > 0) return `${counts}${shownDegrees(range)}; but the pelvis has rolled all the same, so this was not controlled.`;
  return `${counts}${shownDegrees(range)}, so all that has opened here.`;
}

/** What became of the prediction. `turn` is the hip's own where it was asked. */
export function compareTurn({ angle, opening, pelvic_roll: roll, flexion }, turn, label) {
  const gap = Math.abs(angle - turn);
  const start = gap < 2 ? `You said ${angle}°, and so it is: ` : `You said ${angle}°. `;
  const hip = `the hip itself ${gap < 2 ? "turns" : "turned"} ${shownDegrees(turn)}`;
  const sentence = gap < 2 ? hip : hip[0].toUpperCase() + hip.slice(1);
  return (
    `${start}${sentence} of the ${opening}° (${label}, ${shownDegrees(flexion)} of hip flexion). ` +
    `The roll of ${roll}° gave ${shownDegrees(opening - turn)} of what the knee shows. ` +
    "Turns about different axes do not simply add up, so the two parts of the bar are not angles of roll."
  );
}

/** The chart for readers who cannot see it. */
export function describeTurns(openings, curve, range) {
  const at = (index) => `${shownDegrees(curve[index].angle)} at ${openings[index]}°`;
  const last = openings.length - 1;
  return (
    `The hip's own turn against the opening of the knee. With the pelvis held both are the same. ` +
    `Where the pelvis follows beyond ${range}° of opening, the hip has turned ${at(Math.ceil(last / 2))} and ${at(last)}.`
  );
}
