// What is said of findings: of one, of those that are left, and of a prediction.
import { number } from "./elements.js";
import { capital } from "./words.js";

const VERBS = {
  supports: ["supports", "support"],
  qualifies: ["qualifies", "qualify"],
  contradicts: ["contradicts", "contradict"],
};

const minus = (text) => text.replace(/(^|[^\w.])-(?=\d)/g, "$1−");

/** Who and when. */
export function citation({ study, year }) {
  return year ? `${study} ${year}` : study;
}

/** The value with its spread, as printed. */
export function valueOf({ value, sd, unit, number: plain }) {
  const spread = sd && (plain === null ? ` (± ${sd})` : ` ± ${sd}`);
  return minus([`${value}${spread}`, unit].filter(Boolean).join(" "));
}

/** What was measured, of which muscle. */
export function quantityOf({ quantity, muscle }) {
  return muscle ? `${quantity}, ${muscle}` : quantity;
}

/** What was found, in one line. */
export function foundOf(finding) {
  const where = finding.condition && ` (${finding.condition})`;
  return `${quantityOf(finding)}${where}: ${valueOf(finding)}`;
}

/** Everything that tells one mark from another. */
export function wordsOf(finding) {
  const { verdict, grade } = finding;
  return `${citation(finding)}: ${foundOf(finding)}. ${capital(verdict)}; grade ${grade}`;
}

/** How many, for the beginning of a clause: "none", "1", "12". */
const many = (count) => (count === 0 ? "none" : String(count));

/**
 * The one sentence about what the filters leave.
 * @param {{total: number, left: any[], chosen: {label: string, words: string}[], angle: string}} about  `angle` is the
 *   choice of hip flexion that the document's rule is about
 */
export function summary({ total, left, chosen, angle }) {
  const conditions = chosen.map(({ label, words }) => `${label} “${words}”`);
  const start = conditions.length
    ? [`With ${list(conditions)}, `, number("left", left.length, many(left.length)), ` of ${total} findings `]
    : ["All ", number("left", left.length, String(left.length)), " findings "];
  const is = left.length === 1 || left.length === 0 ? "is" : "are";
  if (!left.length) return [...start, `${is} left. Choose “all” in one of the lists.`];
  const count = (verdict) => left.filter((one) => one.verdict === verdict).length;
  const said = (name, found, [one, several]) => [
    number(name, found, many(found)),
    ` ${found < 2 ? one : several}`,
  ];
  const verdict = (name) => said(name, count(name), VERBS[name]);
  const flexed = left.filter((one) => one.places.hip_flexion.includes(angle)).length;
  return [
    ...start,
    `${is} left: `,
    ...verdict("supports"),
    " the claim in question, ",
    ...verdict("qualifies"),
    " it, ",
    ...verdict("contradicts"),
    " it, ",
    ...said("context", count("context"), ["is context", "are context"]),
    "; ",
    ...said("flexed", flexed, ["notes", "note"]),
    ` a hip flexion of ${angle}.`,
  ];
}

function list(words) {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words[0];
}

/** What became of a prediction about one claim. */
export function outcome(prediction, bearing) {
  const count = (verdict) => bearing.filter((one) => one.verdict === verdict).length;
  const [supports, qualifies, contradicts, context] = ["supports", "qualifies", "contradicts", "context"].map(count);
  const verb = (verdict, found) => VERBS[verdict][found < 2 ? 0 : 1];
  return (
    `You said: of the ${bearing.length} findings on “${prediction.claim}”, ${many(prediction.supports)} ` +
    `${verb("supports", prediction.supports)} it and ${many(prediction.contradicts)} ` +
    `${verb("contradicts", prediction.contradicts)} it. In the table ${many(supports)} ` +
    `${verb("supports", supports)} it, ${many(qualifies)} ${verb("qualifies", qualifies)} it, ` +
    `${many(contradicts)} ${verb("contradicts", contradicts)} it, and ${many(context)} ` +
    `${context < 2 ? "is" : "are"} context. Open them: which of them would you lean on?`
  );
}
