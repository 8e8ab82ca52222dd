// What was measured: every finding a mark by claim and verdict, filters, values on an axis, and a card for each.
import { OWN_KEYS, radios, select, write } from "./controls.js";
import { html } from "./elements.js";
import { createCard } from "./finding_card.js";
import { FindingMap } from "./finding_map.js";
import { markOpen, picture } from "./finding_marks.js";
import { FindingValues } from "./finding_values.js";
import { outcome, summary } from "./finding_words.js";
import { announcer, createFrame, listen } from "./frame.js";
import { predictForm, questionRange } from "./predict.js";

function render({ model, el }) {
  const facts = model.get("facts");
  const { findings, filters, all } = facts;
  const { root, request, signal, locked, start } = createFrame({ model, el, name: "evidence-map", draw });
  const filtering = filters.filter(({ trait }) => model.get(trait) !== undefined);
  const holds = (finding, trait, value) => value === all || finding.places[trait].includes(value);
  const leftOf = (values) =>
    findings.filter((one) => Object.entries(values).every(([trait, value]) => holds(one, trait, value)));
  const chosen = () => Object.fromEntries(filtering.map(({ trait }) => [trait, model.get(trait)]));

  const form = question();
  const lists = filtering.map(({ trait, label, choices }) =>
    select({ model, trait, label, choices: choices.map((name) => [name, name]) }),
  );
  const clear = html("button", { type: "button", class: "gl-clear", ...OWN_KEYS }, "Clear filters");
  clear.addEventListener("click", () => {
    for (const { trait } of filtering) model.set(trait, all);
    model.save_changes();
    lists[0].root.querySelector("select").focus({ preventScroll: true });
  });
  const offered = lists.map((one) => one.root);
  const controls = html("fieldset", { class: "gl-controls gl-filters" }, ...offered, clear);
  const says = html("p", { class: "gl-sentence" });
  const became = html("div", { class: "gl-explanation", hidden: true });
  const card = createCard({ claims: facts.claims, closed: close });
  const map = new FindingMap(facts, (id, button) => open(id, button, map));
  const values = new FindingValues(facts, (id, button) => open(id, button, values));
  const quantity = radios({
    model,
    trait: "quantity",
    label: "Values of",
    choices: facts.quantities.map(({ name, label }) => [name, label]),
  });
  const mapPart = html("div", { class: "gl-part gl-map-part" }, legend(facts), map.root);
  const valuePart = html(
    "fieldset",
    { class: "gl-part gl-value-part" },
    html("p", { class: "gl-part-title" }, "The same findings on an axis"),
    quantity.root,
    values.root,
  );
  const note = html(
    "p",
    { class: "gl-note" },
    "A count is no vote: one good study can outweigh many. The grade says how far a row can carry its own verdict. " +
      "A finding that bears on two claims has a mark at each. By keyboard: Tab goes from claim to claim, the arrow " +
      "keys from mark to mark, Enter opens the card and Escape closes it.",
  );
  root.append(form.root, controls, says, became, mapPart, valuePart, note);
  const announce = announcer(root, signal);

  // Which drawing the card was opened from, and by which button; whether the keyboard is to follow it there.
  let opener = { drawing: map, button: null },
    follow = false;

  function open(id, button, drawing) {
    if (model.get("selected") === id && opener.button === button) return close();
    opener = { drawing, button };
    follow = true;
    write(model, "selected", id);
    request();
  }

  function close() {
    const { drawing, button } = opener;
    const mark = drawing.markOf(model.get("selected"), button);
    write(model, "selected", null);
    mark?.focus();
  }

  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || model.get("selected") === null) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });

  /** The claim that the question is about. */
  function asked() {
    const claim = model.get("claim");
    return claim === all ? facts.rule : claim;
  }

  function question() {
    const claim = asked();
    const count = leftOf({ claim }).length;
    const range = (verdict, label) =>
      questionRange({
        label: () => label,
        min: 0,
        max: count,
        value: 0,
        trait: `prediction-${verdict}`,
        show: (here) => `${here} of ${count}`,
        speak: (here) => `${here} of ${count} findings`,
        changed: () => share(verdict),
      });
    const ranges = {
      supports: range("supports", "How many support it?"),
      contradicts: range("contradicts", "How many contradict it?"),
    };
    const rest = html("p", { class: "gl-rest" });
    // What one takes the other cannot have.
    function share(moved) {
      const other = moved === "supports" ? "contradicts" : "supports";
      const room = count - ranges[moved].value();
      if (ranges[other].value() > room) ranges[other].set(room);
      const left = count - ranges.supports.value() - ranges.contradicts.value();
      rest.textContent = `That leaves ${left} that qualify it or are only context.`;
    }
    const made = predictForm({
      model,
      questions: Object.values(ranges),
      predicted: () => {
        model.set("claim", claim);
        const said = Object.fromEntries(Object.entries(ranges).map(([name, one]) => [name, one.value()]));
        return { claim, ...said };
      },
      first: () => lists[0].root.querySelector("select"),
    });
    const words = facts.claims.find(({ name }) => name === claim).words;
    ranges.supports.root.before(
      html("p", {}, `The table has ${findings.length} findings. ${count} of them bear on this:`),
      html("p", { class: "gl-asked" }, words),
    );
    ranges.contradicts.root.after(rest);
    share("supports");
    return made;
  }

  // What was drawn last: a card that opens or closes changes nothing else.
  let drawn = "";

  function draw() {
    const now = chosen();
    const state = JSON.stringify([now, ...["stage", "quantity", "prediction"].map((trait) => model.get(trait))]);
    if (state !== drawn) drawAll(now);
    drawn = state;
    if (!locked()) placeCard(model.get("selected"));
    return false;
  }

  function drawAll(now) {
    root.dataset.stage = model.get("stage");
    form.root.hidden = !locked();
    for (const part of [controls, mapPart, valuePart, note]) part.hidden = locked();
    controls.disabled = valuePart.disabled = locked();
    if (locked()) {
      says.replaceChildren("The map of all findings appears when you have made your prediction.");
      became.hidden = true;
      return;
    }
    const left = leftOf(now);
    const ids = new Set(left.map(({ id }) => id));
    followControls(now);
    map.draw({ left: ids, claim: now.claim });
    values.draw({ left: ids, quantity: model.get("quantity") });
    say(left, now);
    explain();
  }

  /** The lists say of each choice how many findings it would leave. */
  function followControls(now) {
    quantity.follow();
    clear.disabled = Object.values(now).every((value) => value === all);
    filtering.forEach(({ trait }, index) => {
      for (const option of lists[index].root.querySelectorAll("option")) {
        const count = leftOf({ ...now, [trait]: option.value }).length;
        const words = `${option.value} (${count})`;
        if (option.textContent !== words) option.textContent = words;
      }
      lists[index].follow();
    });
  }

  /** Put the card below the mark that it was opened by. One whose finding is filtered away closes. */
  function placeCard(selected) {
    // Another axis may have been chosen while the card was open below its value.
    const drawing = [opener.drawing, map].find((one) => one.markOf(selected, opener.button)) ?? null;
    for (const one of [map, values]) if (one !== drawing) one.close();
    markOpen(root, drawing ? selected : null);
    if (!drawing) {
      if (selected !== null) write(model, "selected", null);
      return;
    }
    opener = { drawing, button: drawing.markOf(selected, opener.button) };
    card.show(findings[selected]);
    drawing.place(card, opener.button);
    if (follow) card.focus();
    follow = false;
  }

  function say(left, now) {
    const used = filtering.filter(({ trait }) => now[trait] !== all);
    const about = used.map(({ trait, label }) => ({ label: label.toLowerCase(), words: now[trait] }));
    says.replaceChildren(...summary({ total: findings.length, left, chosen: about, angle: facts.rule_angle }));
    announce(says.textContent);
  }

  function explain() {
    const prediction = model.get("prediction");
    became.hidden = !prediction;
    if (prediction) became.textContent = outcome(prediction, leftOf({ claim: prediction.claim }));
  }

  const traits = [...filtering.map(({ trait }) => trait), "quantity", "selected", "stage", "prediction"];
  listen(model, traits, request, signal);
  return start();
}

/** What shape and filling of the marks mean. */
function legend({ verdicts, grades }) {
  const entry = (verdict, grade, words) =>
    html(
      "span",
      { "data-verdict": verdict, "data-grade": grade },
      picture(verdict ?? "supports", grade),
      words,
    );
  return html(
    "div",
    { class: "gl-keys" },
    html("p", { class: "gl-legend" }, ...verdicts.map((verdict) => entry(verdict, "moderate", verdict))),
    html("p", { class: "gl-legend" }, "grade: ", ...grades.map((grade) => entry(null, grade, grade))),
  );
}

export default { render };
