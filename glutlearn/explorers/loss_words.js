// What the view of losses says: the sentence that follows its controls, and why; what was predicted, what measured.
import { number } from "./elements.js";
import { HARDLY, NO_BAND, exchange, reached } from "./loss_tables.js";
import { capital } from "./words.js";

const percent = (value) => `${Math.round(value)}\u00a0%`;
const newtons = (value) => `${Math.round(value)}\u00a0N`;
const moment = (value) => `${Math.abs(value).toFixed(1)}\u00a0N·m`;
const both = (words) => words.join(" and ");

/** What a part has lost, as a property: "40 % smaller and without 32 % of its drive". */
export function loss({ atrophy, inhibition }) {
  const parts = [];
  if (atrophy) parts.push(`${atrophy}\u00a0% smaller`);
  if (inhibition) parts.push(`without ${inhibition === 100 ? "any" : `${inhibition}\u00a0% of its`} drive`);
  return both(parts);
}

/** The clam, as the beginning of a sentence. */
export function clam({ flexion, band, facilitation }) {
  const cue = facilitation ? " and a cue" : "";
  const loaded = band === NO_BAND ? "without a band" : `with a ${band} band`;
  return `At ${flexion}° of flexion ${loaded}${cue}`;
}

/** What has come of a bar: "less", "more" or "same". */
export function trend(before, now, least = HARDLY.activation) {
  const apart = now - before;
  return Math.abs(apart) < least ? "same" : apart > 0 ? "more" : "less";
}

/** The sentence that follows the controls, as text and numbers. */
export function sentence(state, leader, before, now) {
  const own = (answer) => answer.bars.find(({ key }) => key === leader);
  const [was, is] = [own(before), own(now)];
  const of = { "data-muscle": leader };
  const lost = loss(state);
  const pieces = [];
  if (now.missing)
    pieces.push(
      "This load cannot be held: ",
      number("missing", now.missing, moment(now.missing)),
      " are missing. ",
    );
  pieces.push(`${clam(state)}, ${is.label}${lost ? `, ${lost},` : ""} works at `);
  pieces.push(number("activation", is.activation, percent(is.activation), of), " of its full activation");
  const share = reached(is);
  if (is.drive < 100 && share !== null)
    pieces.push(", which is ", number("reach", share, percent(share), of), " of what it can still reach,");
  pieces.push(" and pulls with ", number("force", is.force, newtons(is.force), of));
  if (trend(was.force, is.force, 0.5) === "same") pieces.push(", as in the healthy hip");
  else pieces.push(` (healthy hip: ${percent(was.activation)}, ${newtons(was.force)})`);
  return [...pieces, ".", ...helper(leader, before, now)];
}

/** Who opens the knee instead. */
function helper(leader, before, now) {
  const { less, more } = exchange(before, now);
  const [first] = more;
  if (!first || !less.length) return [];
  const given = number("change", first.change, moment(first.change), { "data-muscle": first.key });
  if (first.key === leader) return [" It opens the knee with ", given, " more, and the others with less."];
  return [` ${capital(first.label)} takes over most: `, given, "."];
}

/** Why the model does what it does, here. */
export function reason(state, leader, before, now) {
  const own = (answer) => answer.bars.find(({ key }) => key === leader);
  const [was, is] = [own(before), own(now)];
  const { atrophy, inhibition, facilitation } = state;
  if (now.missing) {
    const healthy = before.missing ? "the healthy hip neither" : "the healthy hip would";
    return `No sharing of the work holds this load, ${healthy}: what is shown misses least. Take a weaker band or less flexion.`;
  }
  if (!atrophy && !inhibition && !facilitation) return "Nothing is lost: before and after are the same.";
  if (was.force < 0.5 && is.force < 0.5)
    return `Healthy or not, ${is.label} has nothing to do in this clam: what it has lost cannot show here.`;
  if (is.drive === 0)
    return "Without any drive the part is silent, and the clam still succeeds: others are many.";
  if (inhibition && reached(is) > 99.5)
    return `Here the lost drive shows: the part does all it can, ${percent(is.drive)}, and others do the rest.`;
  const change = trend(was.activation, is.activation);
  if (inhibition && change === "same" && !atrophy && !facilitation)
    return (
      `The lost drive does not show: the part works at ${percent(is.activation)} and could reach ` +
      `${percent(is.drive)}. Only as a share of what it can reach is it more. Lost drive shows only under load.`
    );
  if (facilitation && change === "more")
    return "A cue makes one muscle cheaper to use, so it gets more of the work. It makes nothing stronger.";
  if (atrophy && change === "less") {
    const fallen = percent(100 * (1 - is.force / was.force));
    return (
      `The cheapest sharing spares what is weak: a part that has lost ${atrophy}\u00a0% of its size gives up ` +
      `${fallen} of its pull, so it works less hard than before.`
    );
  }
  if (atrophy && change === "more")
    return "Where all neighbours are weak too, the weak part has to work harder for less force.";
  if (facilitation && atrophy && change === "same" && leader.endsWith("posterior"))
    return "Cue and loss cancel: the part works as hard as before, and still pulls less.";
  if (facilitation && change === "less")
    return "The cue gives the posterior part more of the work, and so leaves less of it to the others.";
  return "What is lost hardly matters for this sharing of the work.";
}

/** What it costs the joint, beside the force of walking in body weights. */
export function price(before, now, walking) {
  const came = {
    same: ["The head presses as in the healthy hip, with ", ""],
    more: ["The head presses harder than in the healthy hip: ", ` instead of ${before.contact.toFixed(2)}`],
    less: ["The head presses less than in the healthy hip: ", ` instead of ${before.contact.toFixed(2)}`],
  };
  const [start, instead] = came[trend(before.contact, now.contact, 0.005)];
  const beside = now.contact > walking.value ? "more" : "less";
  return [
    start,
    number("contact", now.contact, now.contact.toFixed(2)),
    `${instead} body weights, ${beside} than the ${walking.value.toFixed(2)} of walking (${walking.study}). `,
    "When is that too much? See the second problem: too much, too little control.",
  ];
}

/** What was measured of activity in such patients. */
export function measured(patient, found) {
  if (patient === "healthy") return "";
  if (patient === "own")
    return "Nobody is known to have measured a clam with one part of gluteus medius weak or inhibited. ";
  if (!found)
    return "Size and strength of such patients were measured; of their activity in a clam nothing is known. ";
  const [task, people] = found.where.split(", ");
  return (
    `Activity (EMG) in people with ${people}, in ${task}, was ${found.value} (${found.study}): what is weak needs ` +
    "a larger share of its maximum. The model says so only where all helpers are weak too. It was not a clam. "
  );
}

/** What became of a prediction. */
export function compare(prediction, leader, before, now) {
  const own = (answer) => answer.bars.find(({ key }) => key === leader);
  const [was, is] = [own(before), own(now)];
  const came = { more: "higher", less: "lower", same: "same" }[trend(was.activation, is.activation)];
  const words = { higher: "a higher share", lower: "a lower share", same: "the same share" };
  const numbers =
    came === "same"
      ? `${percent(is.activation)}, as before`
      : `${percent(is.activation)} instead of ${percent(was.activation)}`;
  const verdict = came === prediction.share ? "so it is" : `here it is ${words[came]}`;
  return (
    `You said ${words[prediction.share]} for ${is.label}: ${verdict}, ${numbers}. ` +
    compareHelper(prediction, leader, before, now)
  );
}

/** The muscle that took over most, all other parts of gluteus medius counted as one; null for nobody. */
export function firstHelper(leader, before, now) {
  const { more } = exchange(before, now);
  const sums = new Map();
  for (const { key, label, medius, change } of more) {
    if (key === leader) continue;
    const name = medius ? "gluteus_medius" : key;
    const words = medius ? "the rest of gluteus medius" : label;
    sums.set(name, { name, words, change: change + (sums.get(name)?.change ?? 0) });
  }
  return [...sums.values()].sort((a, b) => b.change - a.change)[0] ?? null;
}

function compareHelper({ helper: said }, leader, before, now) {
  const first = firstHelper(leader, before, now);
  if (!first)
    return said === "nobody"
      ? "And nobody takes anything over, as you said."
      : "Nobody takes anything over here.";
  const own =
    now.bars.find(({ key }) => key === leader).moment - before.bars.find(({ key }) => key === leader).moment;
  const amount = `${moment(first.change)} of the ${moment(own)} that it no longer gives`;
  if (said === first.name) return `And ${first.words} does take over most: ${amount}.`;
  return `Most is taken over by ${first.words}: ${amount}.`;
}

/** The picture for readers who cannot see it. */
export function describe(before, now) {
  const part = (bar, index) => {
    const was = before.bars[index];
    const work = now ? `${percent(was.activation)}, now ${percent(bar.activation)}` : percent(was.activation);
    const pull = now ? `${newtons(was.force)}, now ${newtons(bar.force)}` : newtons(was.force);
    return `${bar.label}: activation ${work}; force ${pull}`;
  };
  const bars = (now ?? before).bars.map(part).join(". ");
  const joint = now
    ? `${before.contact.toFixed(2)}, now ${now.contact.toFixed(2)}`
    : before.contact.toFixed(2);
  const hips = now ? "the healthy hip and this one" : "the healthy hip";
  return `Activation and force of the muscles in ${hips}. ${bars}. Force in the joint: ${joint} body weights.`;
}
