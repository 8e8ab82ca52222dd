// Who opens the knee instead: what some give up and others take over, as bars of the same scale.
import { html, number } from "./elements.js";
import { exchange } from "./loss_tables.js";
import { capital } from "./words.js";

const size = (change) => `${change > 0 ? "+" : "−"}${Math.abs(change).toFixed(1)}\u00a0N·m`;

/** @returns {{root: HTMLElement, draw: (before: object, now: object) => void}} */
export function handOver() {
  const list = html("div", { class: "gl-changes" });
  const total = html("p", { class: "gl-changes-total" });
  const root = html(
    "div",
    { class: "gl-hand-over" },
    html("p", { class: "gl-hand-over-title" }, "Who opens the knee instead?"),
    list,
    total,
  );
  const line = (change, words, most, shown) =>
    html(
      "div",
      { class: `gl-change gl-change-${change > 0 ? "more" : "less"}` },
      html("span", { class: "gl-change-name" }, words),
      html("span", {
        class: "gl-change-bar",
        "aria-hidden": "true",
        style: `--gl-share:${Math.abs(change) / most}`,
      }),
      shown,
    );
  return {
    root,
    draw: (before, now) => {
      const { less, more, nobody } = exchange(before, now);
      const most = Math.max(...[...less, ...more].map(({ change }) => Math.abs(change)), nobody, 0.1);
      const lines = [...less, ...more].map(({ key, label, change }) =>
        line(change, capital(label), most, number("change", change, size(change), { "data-muscle": key })),
      );
      if (nobody > 0)
        lines.push(line(nobody, "Nobody", most, html("span", { class: "gl-number" }, size(nobody))));
      if (!lines.length)
        lines.push(html("p", {}, "No work changes hands: each muscle opens the knee as in the healthy hip."));
      list.replaceChildren(...lines);
      const all = now.bars.reduce((sum, { moment }) => sum + moment, 0);
      total.replaceChildren(
        "Moments about the clam's axis. Weight and band ask the same of both hips: all muscles together open the knee with ",
        number("opening", all, `${all.toFixed(1)}\u00a0N·m`),
        now.missing ? ", which is not enough." : ".",
      );
    },
  };
}
