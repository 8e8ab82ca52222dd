// One number with its yardstick: a name, the number, a bar from nothing to a limit, and what it means in words.
import { html } from "./elements.js";

/**
 * @param {{name: string, role: string, limit: number, from?: number, to?: number}} options
 *   `from` and `to` are the ends of what was measured, in the unit of the number
 */
export function createGauge({ name, role, limit, from, to }) {
  const number = html("span", { class: "gl-number" });
  const unit = html("span", { class: "gl-gauge-unit" });
  const fill = html("span", { class: "gl-gauge-fill" });
  const words = html("p", { class: "gl-gauge-words" });
  const share = (value) => Math.min(1, value / limit);
  const bar = html("div", { class: "gl-gauge-bar", "aria-hidden": "true" }, fill);
  if (to !== undefined)
    bar.append(
      html("span", {
        class: "gl-gauge-yardstick",
        style: `--gl-from:${share(from ?? to)};--gl-to:${share(to)}`,
      }),
    );
  const root = html(
    "div",
    { class: `gl-gauge gl-${role}` },
    html("p", { class: "gl-gauge-name" }, name),
    html("p", { class: "gl-gauge-value" }, number, " ", unit),
    bar,
    words,
  );
  return {
    root,
    /** @param {{quantity: string, value: number, shown: string, unit: string, says: string, over: boolean}} state */
    draw: ({ quantity, value, shown, unit: of, says, over }) => {
      Object.assign(number.dataset, { quantity, value });
      number.textContent = shown;
      unit.textContent = of;
      words.textContent = says;
      fill.style.transform = `scaleX(${share(value).toFixed(4)})`;
      root.dataset.over = String(over);
      bar.dataset.beyond = String(value > limit);
    },
  };
}
