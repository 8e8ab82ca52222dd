// Things to be put in order: by their buttons, or dragged by their handles.
import { OWN_KEYS } from "./controls.js";
import { html } from "./elements.js";
import { inline, verdict } from "./question_text.js";

export function createOrder({ facts, promptId, say, signal }) {
  const { answer: right, ends } = facts;
  const list = html("ol", { class: "gl-order-list", "aria-labelledby": promptId });
  const optionOf = (wanted) => facts.options.find(({ key }) => key === wanted);
  const items = new Map(facts.options.map((option) => [option.key, createItem(option)]));
  const root = html(
    "div",
    { class: "gl-order-answer" },
    html("p", { class: "gl-hint" }, `↑ ${ends[0]}`),
    list,
    html("p", { class: "gl-hint" }, `↓ ${ends[1]}`),
  );
  let dragged = null;

  function createItem({ key, words }) {
    const plain = words.replace(/[*`]/g, "");
    const button = (step, arrow, name) => {
      const one = html("button", { type: "button", "aria-label": `${name}: ${plain}`, ...OWN_KEYS }, arrow);
      one.addEventListener("click", () => move(key, step, one));
      return one;
    };
    const grip = html("span", { class: "gl-grip", "aria-hidden": "true" }, "⠿");
    const item = html(
      "li",
      { "data-key": key },
      grip,
      html("span", { class: "gl-order-what" }, ...inline(words)),
      button(-1, "↑", "Move up"),
      button(1, "↓", "Move down"),
    );
    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      dragged = key;
      item.classList.add("gl-dragged");
      list.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    return { item, plain };
  }

  const keys = () => [...list.children].map((item) => item.dataset.key);
  const set = (order) => list.replaceChildren(...(order ?? facts.options.map(({ key }) => key)).map((key) => items.get(key).item));
  const tell = (key) => say(`${items.get(key).plain}: now ${keys().indexOf(key) + 1} of ${items.size}.`);

  function place(key, at) {
    const order = keys().filter((one) => one !== key);
    order.splice(at, 0, key);
    const { item } = items.get(key);
    list.insertBefore(item, order[at + 1] === undefined ? null : items.get(order[at + 1]).item);
  }

  function move(key, step, button) {
    const at = keys().indexOf(key) + step;
    if (at >= 0 && at < items.size) place(key, at);
    // A node that is moved loses the focus.
    button.focus();
    tell(key);
  }

  list.addEventListener(
    "pointermove",
    (event) => {
      if (dragged === null) return;
      const others = keys().filter((key) => key !== dragged);
      const above = others.filter((key) => {
        const box = items.get(key).item.getBoundingClientRect();
        return event.clientY > box.top + box.height / 2;
      });
      if (keys().indexOf(dragged) !== above.length) place(dragged, above.length);
    },
    { signal },
  );
  for (const name of ["pointerup", "pointercancel"])
    list.addEventListener(
      name,
      () => {
        if (dragged === null) return;
        items.get(dragged).item.classList.remove("gl-dragged");
        tell(dragged);
        dragged = null;
      },
      { signal },
    );

  const isRight = (order) => order.every((key, index) => key === right[index]);
  set(null);

  return {
    root,
    task: "Put them in order.",
    missing: "",
    value: keys,
    set,
    focus: () => list.querySelector("button").focus(),
    isRight,
    verdicts: (order) => {
      if (isRight(order)) return [verdict(true, "Right.", facts.feedback)];
      const known = facts.wrong.find(({ before: [one, other] }) => order.indexOf(one) < order.indexOf(other));
      const placed = order.filter((key, index) => key === right[index]).length;
      const title = `Not quite. In their places: ${placed} of ${order.length}.`;
      return [verdict(false, title, known?.feedback ?? facts.otherwise)];
    },
    solution: () => {
      const one = verdict(true, `The answer, ${ends[0]} to ${ends[1]}:`, facts.feedback);
      const words = right.map((key) => html("li", {}, ...inline(optionOf(key).words)));
      one.children[0].after(html("ol", { class: "gl-solution" }, ...words));
      return [one];
    },
  };
}
