// What the view of many hips says, in words.
import { number } from "./elements.js";
import { whole } from "./histogram.js";
import { capital } from "./words.js";

// As near as this a guess of a share is called right: what a hundred hips drawn anew would differ by.
const CLOSE = 5;

/** A share in whole percent, where neither some is called none nor most is called all. */
export function percent(share) {
  if (share > 0 && share < 0.5) return "under 1\u00a0%";
  if (share >= 99.5 && share < 100) return "over 99\u00a0%";
  return `${Math.round(share)}\u00a0%`;
}

/** The document's range, never broken between two lines. */
export const windowWords = ({ from, to }) => `${from}\u2060–\u2060${to}°`;

function boneChanges({ anteversion_deg: version, pelvic_tilt_deg: tilt }) {
  const changes = [];
  if (version) changes.push(`${Math.abs(version)}° ${version > 0 ? "more" : "less"} anteversion`);
  if (tilt) changes.push(`the pelvis tilted ${Math.abs(tilt)}° ${tilt > 0 ? "forwards" : "backwards"}`);
  return changes;
}

/** How the hips differ from the published one, as the beginning of a sentence. */
function conditions({ attachment_mm: error, ...bones }) {
  const start = error
    ? `With attachments known to about ${error} mm`
    : "With every attachment exactly as published";
  const parts = [start, ...boneChanges(bones)];
  return parts.length > 2 ? `${parts[0]}, ${parts[1]} and ${parts[2]}` : parts.join(" and ");
}

/** How to make the hips, before the prediction. */
export function story({ attachment_mm: error, ...bones }, label, hips) {
  const start = error
    ? `In each, let every attachment lie a little elsewhere: by about ${error} mm in each direction.`
    : "Leave every attachment where it is.";
  const changes = boneChanges(bones).join(" and ");
  const copying = changes ? `${start} All have ${changes}.` : start;
  return `Make ${hips.toLocaleString("en")} copies of the published hip (${label}). ${copying}`;
}

/** What the hips are made of. */
export function madeOf(label, hips) {
  return (
    `${hips.toLocaleString("en")} virtual hips from ${label}. Each path point is moved by a random error in each of three ` +
    "directions, with the standard deviation of the slider. Anteversion and tilt are added to what the published hip " +
    "has; the knee is bent 90°. " +
    "The hips are made up to show how sure the geometry can be: nobody measured them."
  );
}

/** Before the prediction: where the one published hip switches. */
export function publishedSays(halves) {
  const published = halves.map(({ words, published: angle }) =>
    angle === null ? `${words} never switches` : `${words} switches at ${whole(angle)}`,
  );
  return (
    `In the published hip ${published.join(" and ")}. How sure is that? ` +
    "The other hips appear when you have made your prediction."
  );
}

/** In how many of these hips one of two muscles switches first. */
export function firstShare(one, other, share) {
  return number("share-first", share, percent(share), { "data-muscle": one.key, "data-other": other.key });
}

/**
 * The sentence that follows the controls, as text and numbers.
 * @param {import("./hips_counts.js").Muscle[]} halves
 * @param {number[]} shares  in which each of them switches first, percent
 */
export function hipsSay([one, other], shares, state, window) {
  const [first, second] = shares[0] > shares[1] ? [one, other] : [other, one];
  const most = Math.max(...shares);
  const pieces = [`${conditions(state)}, ${one.words} `];
  if (one.none === 100) pieces.push("never switches");
  else {
    const inside = number("share-inside", one.inside, percent(one.inside), { "data-muscle": one.key });
    pieces.push(`switches inside ${windowWords(window)} in `, inside, " of these hips");
  }
  if (most)
    return [...pieces, `. ${capital(first.words)} switches first in `, firstShare(first, second, most), "."];
  return [...pieces, `, and neither does ${other.words}.`];
}

/** What became of a prediction. `label` is of its anatomy where something has been moved since, else null. */
export function compareShare({ share, attachment_mm: error }, { words, inside }, window, label) {
  const is = Math.round(inside);
  const apart = share - is;
  const fewer = apart > 0 ? "Fewer" : "More";
  const answer = Math.abs(apart) <= CLOSE ? "You were close." : `${fewer} of them lie inside than that.`;
  const hips = label ? `hips (${label}, ${error} mm, before you moved anything)` : "such hips";
  return (
    `You said that ${words} switches inside ${windowWords(window)} in ${share} of 100 ${hips}; it does in ${is}. ` +
    `${answer} Make the error smaller or larger: how exact would one have to be, to be sure?`
  );
}

/** The histograms for readers who cannot see them. */
export function describeHips(halves, hips, { from, to }) {
  const parts = halves.map(({ words, interval, inside, none }) => {
    if (!interval) return `${words}: no switch in ${percent(none)}`;
    const range = `90 of 100 hips from ${whole(interval.low)} to ${whole(interval.high)}`;
    const missing = none ? `, no switch in ${percent(none)}` : "";
    const share = `${percent(inside)} inside ${from} to ${to} degrees`;
    return `${words}: median ${whole(interval.median)}, ${range}, ${share}${missing}`;
  });
  return `Hip flexion at which the role switches, in ${hips} virtual hips. ${parts.join(". ")}.`;
}
