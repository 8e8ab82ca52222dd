// A self-check: answer, be told at once, try again, have the answer shown; remembered in this browser only.
import { OWN_KEYS } from "./controls.js";
import { html, uniqueId } from "./elements.js";
import { announcer, createFrame, listen } from "./frame.js";
import { createChoices } from "./question_choices.js";
import { createCurve } from "./question_curve.js";
import { createMemory } from "./question_memory.js";
import { createNumber } from "./question_number.js";
import { createOrder } from "./question_order.js";
import { paragraphs } from "./question_text.js";

const KINDS = {
  choice: createChoices,
  multiple: createChoices,
  number: createNumber,
  order: createOrder,
  curve: createCurve,
};
const STATE = ["answer", "correct", "tries", "revealed"];
const UNANSWERED = { answer: null, correct: null, tries: 0, revealed: false };

const inLab = () => document.body.dataset.jpThemeLight !== undefined;

function privacy(remembers) {
  const kept = remembers ? "is remembered in this browser" : "is not remembered: this browser does not let the page do it";
  if (inLab()) return `Your answer ${kept}. The notebook’s kernel sees it too.`;
  return remembers ? `Your answer ${kept} only; nothing is sent.` : `Your answer ${kept}. Nothing is sent.`;
}

function render({ model, el }) {
  const facts = model.get("facts");
  const memory = createMemory(facts.memory, facts.content);
  const { root, start, signal } = createFrame({ model, el, name: "question", draw: () => false });
  root.dataset.kind = facts.kind;
  root.dataset.question = facts.memory;

  const button = (words, kind, attributes = {}) =>
    html("button", { type: "button", class: kind, ...attributes, ...OWN_KEYS }, words);
  const promptId = uniqueId("prompt");
  const part = KINDS[facts.kind]({ facts, promptId, signal, say: (words) => tell(words) });
  const status = html("span", { class: "gl-question-status" });
  const check = button("Check", "gl-check", { type: "submit" });
  const show = button("Show the answer", "gl-show");
  const forget = button("Forget my answers", "gl-forget");
  const missing = html("p", { class: "gl-missing", role: "status" });
  const feedback = html("div", { class: "gl-verdict", role: "status", "aria-live": "polite", hidden: true });
  const form = html(
    "form",
    { class: "gl-question-form", novalidate: true },
    html(
      "p",
      { class: "gl-question-head" },
      html("span", {}, facts.number ? `Question ${facts.number} of ${facts.of}. ${part.task}` : part.task),
      status,
    ),
    html("div", { class: "gl-prompt", id: promptId }, ...paragraphs(facts.prompt)),
    part.root,
    html("div", { class: "gl-actions" }, check, show, forget),
    missing,
    feedback,
    html("p", { class: "gl-hint gl-privacy" }, privacy(memory.works)),
  );
  root.append(form);
  const tell = announcer(root, signal);
  // The first thing that it is given is what the page opens with, and that is not announced.
  tell("");

  const state = () => Object.fromEntries(STATE.map((name) => [name, model.get(name)]));
  // All of a change is written before any of it is shown.
  let writing = false;
  const write = (changes) => {
    writing = true;
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    writing = false;
    model.save_changes();
    follow();
  };

  let told = "";
  function follow() {
    if (writing) return;
    const { answer, correct, tries, revealed } = state();
    const now = JSON.stringify([answer, tries, revealed]);
    if (now === told) return;
    told = now;
    const tried = tries > 0;
    if (tried || answer === null) part.set(answer);
    root.dataset.correct = String(correct);
    status.textContent = !tried
      ? ""
      : `${correct ? "✓ right" : "✗ not yet right"}, ${tries === 1 ? "1 try" : `${tries} tries`}`;
    status.className = `gl-question-status gl-${correct ? "right" : "wrong"}`;
    const solution = revealed && !correct ? part.solution() : [];
    feedback.replaceChildren(...(tried ? part.verdicts(answer) : []), ...solution);
    feedback.hidden = !feedback.childNodes.length;
    show.hidden = !tried || correct || revealed || Boolean(part.showsSolution);
    forget.hidden = !tried;
    check.textContent = tried && !correct ? "Check again" : "Check";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = part.value();
    missing.textContent = answer === null ? part.missing : "";
    if (answer === null) return;
    write({ ...state(), answer, correct: part.isRight(answer), tries: model.get("tries") + 1 });
    memory.keep(state());
  });
  show.addEventListener("click", () => {
    write({ revealed: true });
    memory.keep(state());
    check.focus();
  });
  forget.addEventListener("click", () => {
    memory.forget();
    write(UNANSWERED);
    part.focus();
    tell("Your answers to this question are forgotten.");
  });

  const remembered = model.get("tries") === 0 ? memory.recall() : null;
  if (remembered) write(Object.fromEntries(STATE.map((name) => [name, remembered[name]])));
  listen(model, STATE, follow, signal);
  return start(follow);
}

export default { render };
