// What the knee shows, as a bar: the part that the hip has turned, and the part that the pelvis gave.
import { html, number } from "./elements.js";
import { shownDegrees } from "./turn_words.js";

const PARTS = ["hip", "pelvis", "beyond"];

/** @param {{limit: number}} options  degrees at the right-hand end */
export function createSplitBar({ limit }) {
  const title = html("p", { class: "gl-split-title" });
  const words = html("p", { class: "gl-split-words" });
  const fills = Object.fromEntries(
    PARTS.map((part) => [part, html("span", { class: `gl-split-part gl-split-${part}` })]),
  );
  const shows = html("span", { class: "gl-split-shows" });
  const counts = html("span", { class: "gl-split-counts" });
  const bar = html("div", { class: "gl-split-bar", "aria-hidden": "true" }, counts, ...Object.values(fills), shows);
  const sample = (part) => html("span", { class: `gl-split-sample gl-split-${part}`, "aria-hidden": "true" });
  const lay = (element, from, to) => {
    element.style.left = `${(100 * from) / limit}%`;
    element.style.width = `${(100 * Math.max(0, to - from)) / limit}%`;
  };
  return {
    root: html("div", { class: "gl-split" }, title, bar, words),
    /** @param {{opening: number, roll: number, turn: number, height: number, range: number}} state  degrees, and m */
    draw({ opening, roll, turn, height, range }) {
      title.replaceChildren(
        `What the knee shows: ${shownDegrees(opening)} of opening; it stands `,
        number("knee-height", 100 * height, `${Math.abs(100 * height).toFixed(1)}\u00a0cm`),
        height < -0.0005 ? " below the hip, whoever turned." : " above the hip, whoever turned.",
      );
      lay(counts, 0, range);
      lay(fills.hip, 0, Math.min(turn, opening));
      lay(fills.pelvis, turn, opening);
      lay(fills.beyond, opening, turn);
      lay(shows, opening, opening);
      const over = turn > opening + 0.05;
      const more = `${shownDegrees(turn - opening)} more than the knee shows`;
      words.replaceChildren(
        html(
          "span",
          {},
          sample("hip"),
          "the hip itself ",
          number("hip-turn", turn, shownDegrees(turn)),
          over ? html("span", {}, ", ", sample("beyond"), more) : "",
        ),
        html(
          "span",
          {},
          sample("pelvis"),
          over ? "the pelvis has rolled back under the thigh, by " : "the pelvis ",
          over ? "" : number("pelvis-part", opening - turn, shownDegrees(opening - turn)),
          over ? shownDegrees(roll) : `, with a roll of ${shownDegrees(roll)}`,
        ),
      );
    },
  };
}
