// One of several, or all that are right: radio buttons and check boxes with letters.
import { OWN_KEYS } from "./controls.js";
import { html, uniqueId } from "./elements.js";
import { inline, verdict } from "./question_text.js";

const letter = (index) => String.fromCharCode(65 + index);

export function createChoices({ facts, promptId }) {
  const several = facts.kind === "multiple";
  const name = uniqueId("option");
  const options = facts.options.map((option, index) => ({ ...option, letter: letter(index) }));
  const inputs = options.map((option) =>
    html("input", {
      type: several ? "checkbox" : "radio",
      name,
      value: option.letter,
      id: uniqueId("option"),
      ...OWN_KEYS,
    }),
  );
  const root = html(
    "div",
    { class: "gl-options", role: several ? "group" : "radiogroup", "aria-labelledby": promptId },
    ...options.map((option, index) =>
      html(
        "label",
        { for: inputs[index].id, class: "gl-option" },
        inputs[index],
        html("span", { class: "gl-letter" }, `${option.letter}.`),
        html("span", {}, ...inline(option.words)),
      ),
    ),
  );
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const among = (answer) => (several ? answer : [answer]);
  const right = options.filter((option) => option.right);
  const isRight = (answer) => options.every((option) => option.right === among(answer).includes(option.letter));
  const line = (option, title) => verdict(option.right, `${option.letter}. ${title}`, option.feedback);

  return {
    root,
    task: several ? "Choose all that are right." : "Choose one.",
    missing: several ? "Choose one or more first." : "Choose one first.",
    value: () => (chosen().length ? (several ? chosen() : chosen()[0]) : null),
    set: (answer) => inputs.forEach((input) => (input.checked = answer !== null && among(answer).includes(input.value))),
    focus: () => inputs[0].focus(),
    isRight,
    verdicts: (answer) => {
      const said = options
        .filter((option) => among(answer).includes(option.letter))
        .map((option) => line(option, option.right ? "Right." : "Not quite."));
      if (!several || isRight(answer)) return said;
      const missed = right.some((option) => !answer.includes(option.letter));
      return missed ? [...said, verdict(false, "Something that is right is not chosen.")] : said;
    },
    solution: () => right.map((option) => line(option, "This is the answer.")),
  };
}
