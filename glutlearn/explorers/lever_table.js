// What a few muscles can do about the axis of the hip's own turn, and how hard they work, beside a held pelvis.
import { html } from "./elements.js";
import { millimetres, percent, wayOf } from "./turn_words.js";

/** A number that changes in its place, and its twin in brackets. */
function createPair(quantity, muscle, words, none) {
  const [now, held] = [quantity, `${quantity}-held`].map((name) =>
    html("span", { class: "gl-number", "data-quantity": name, "data-muscle": muscle }),
  );
  const write = (span, value) => {
    if (value === null) delete span.dataset.value;
    else span.dataset.value = value;
    const text = value === null ? none : words(value);
    if (span.textContent !== text) span.textContent = text;
  };
  return {
    root: html("td", {}, now, html("span", { class: "gl-held" }, " (", held, ")")),
    draw(one, other) {
      write(now, one);
      write(held, other);
    },
  };
}

/** @param {{muscles: {name: string, words: string}[]}} options */
export function createLeverTable({ muscles }) {
  const rows = muscles.map(({ name }) => ({
    arm: createPair("arm", name, millimetres, "no axis"),
    activation: createPair("activation", name, percent, "not held"),
  }));
  const head = (words) => html("th", { scope: "col" }, words);
  const root = html(
    "table",
    { class: "gl-levers" },
    html(
      "caption",
      {},
      "Leverage about the axis of the hip’s own turn: + helps the turn, − works against it. In brackets: with the pelvis held.",
    ),
    html("thead", {}, html("tr", {}, head("Muscle"), head("Leverage"), head("Activation"))),
    html(
      "tbody",
      {},
      ...rows.map(({ arm, activation }, index) =>
        html("tr", {}, html("th", { scope: "row" }, muscles[index].words), arm.root, activation.root),
      ),
    ),
  );
  return {
    root,
    /** @param {import("./turn_tables.js").Turn} now @param {import("./turn_tables.js").Turn} held */
    draw(now, held) {
      const at = (values, index) => (values ? values[index] : null);
      rows.forEach(({ arm, activation }, index) => {
        arm.draw(at(now.arms, index), at(held.arms, index));
        activation.draw(at(now.activation, index), at(held.activation, index));
        const way = now.arms ? wayOf(now.arms[index]) : "none";
        if (arm.root.className !== `gl-${way}`) arm.root.className = `gl-${way}`;
      });
    },
  };
}
