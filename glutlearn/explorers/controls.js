// Native, labelled controls that follow a trait of the model and write it back: lists, radio buttons, check boxes.
import { html, uniqueId } from "./elements.js";

/** Write a trait, and send it to the kernel where there is one. */
export function write(model, trait, value) {
  model.set(trait, value);
  model.save_changes();
}

// JupyterLab takes keys from a control unless the control itself says not to.
export const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

/** What can be ticked, with words to its right and perhaps a picture before them. */
function tick(type, trait, attributes, ...pictureAndWords) {
  const input = html("input", { type, id: uniqueId(trait), "data-trait": trait, ...attributes, ...OWN_KEYS });
  const words = html("span", {}, pictureAndWords.pop());
  return { input, root: html("label", { for: input.id }, input, ...pictureAndWords, words) };
}

/** Radio buttons. Whoever uses them writes what they are about into `legend`. */
export function radioGroup({ trait, choices, required = false }) {
  const name = uniqueId(trait);
  const buttons = choices.map(([value, words]) => tick("radio", trait, { name, value, required }, words));
  const legend = html("legend", {});
  const root = html("fieldset", { class: "gl-choices" }, legend, ...buttons.map((button) => button.root));
  return { root, legend, inputs: buttons.map(({ input }) => input) };
}

/** Radio buttons for a trait. */
export function radios({ model, trait, label, choices }) {
  const { root, legend, inputs } = radioGroup({ trait, choices });
  legend.textContent = label;
  const follow = () => inputs.forEach((input) => (input.checked = input.value === model.get(trait)));
  inputs.forEach((input) =>
    input.addEventListener("change", () => input.checked && write(model, trait, input.value)),
  );
  follow();
  return { root, follow };
}

/** A drop-down list. */
export function select({ model, trait, label, choices }) {
  const id = uniqueId(trait);
  const options = choices.map(([value, words]) => html("option", { value }, words));
  const input = html("select", { id, "data-trait": trait, ...OWN_KEYS }, ...options);
  const root = html("div", { class: "gl-select" }, html("label", { for: id }, label), input);
  const follow = () => (input.value = model.get(trait));
  input.addEventListener("change", () => write(model, trait, input.value));
  follow();
  return { root, follow };
}

/** The drop-down list of the anatomies that a view knows. */
export function selectAnatomy({ model, facts }) {
  const choices = facts.anatomies.map(({ name, label }) => [name, label]);
  return select({ model, trait: "anatomy", label: "Anatomy", choices });
}

/** One check box, for a trait that is true or false. */
export function checkbox({ model, trait, label }) {
  const box = tick("checkbox", trait, {}, label);
  const { input } = box;
  const root = html("div", { class: "gl-choices" }, box.root);
  const follow = () => (input.checked = model.get(trait));
  input.addEventListener("change", () => write(model, trait, input.checked));
  follow();
  return { root, input, follow };
}

/** Check boxes for a list of names, in the order of the choices: a value, its words and a picture for each. */
export function checkboxes({ model, trait, label, choices, available }) {
  const boxes = choices.map(([value, words, picture]) => ({
    value,
    ...tick("checkbox", trait, { value }, picture, words),
  }));
  const root = html(
    "fieldset",
    { class: "gl-choices gl-muscles" },
    html("legend", {}, label),
    ...boxes.map((box) => box.root),
  );
  const follow = () => {
    const chosen = new Set(model.get(trait));
    const here = available();
    for (const { value, input, root: row } of boxes) {
      input.checked = chosen.has(value);
      row.hidden = !here.includes(value);
    }
  };
  root.addEventListener("change", () => {
    const chosen = new Set(model.get(trait));
    for (const { value, input } of boxes) input.checked ? chosen.add(value) : chosen.delete(value);
    const inOrder = choices.map(([value]) => value).filter((value) => chosen.has(value));
    write(model, trait, inOrder);
  });
  follow();
  return { root, follow };
}
