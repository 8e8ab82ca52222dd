// Of each muscle a hundred hips with their numbers, and below which of the two switches first.
import { html, number, svg } from "./elements.js";
import { whole } from "./histogram.js";
import { firstShare, percent } from "./hips_words.js";
import { asDots, hundredHips } from "./hundred_hips.js";
import { capital } from "./words.js";

/** A muscle's symbol, as on the histogram. */
function picture({ outline }) {
  const box = { viewBox: "-8 -8 16 16", width: 16, height: 16 };
  return svg("svg", { class: "gl-symbol", ...box, "aria-hidden": "true" }, svg("path", { d: outline }));
}

/** @param {{inside: string, last: number}} options  the words for the window; the last flexion, degrees */
export function createCard({ inside, last }) {
  const dots = hundredHips();
  const name = html("span", { class: "gl-card-name" });
  const mark = html("span", { class: "gl-card-mark" });
  const share = html("p", { class: "gl-card-share" });
  const numbers = html("p", { class: "gl-card-numbers" });
  return {
    root: html("div", { class: "gl-card" }, html("p", {}, mark, name), dots.root, share, numbers),
    /** @param {import("./hips_counts.js").Muscle} muscle @param {number | null} said  of 100 hips, if it was asked */
    draw({ key, words, interval, inside: within, none, look }, said) {
      const of = { "data-muscle": key };
      name.textContent = capital(words);
      mark.replaceChildren(picture(look));
      const theirs = said === null ? "" : ` You said ${said}.`;
      const about = `Of 100 hips ${Math.round(within)} switch inside ${inside}.${theirs}`;
      dots.draw({ counts: asDots(within, none), predicted: said, words: about });
      share.replaceChildren(
        number("share-inside", within, percent(within), of),
        ` of hips inside ${inside}`,
        ...(said === null ? [] : [html("span", { class: "gl-said-words" }, `you said ${said}`)]),
      );
      numbers.replaceChildren();
      if (interval) {
        const angle = (quantity) => number(quantity, interval[quantity], whole(interval[quantity]), of);
        const [median, low, high] = ["median", "low", "high"].map(angle);
        numbers.append("Middle hip ", median, "; 90 of 100 from ", low, " to ", high, ". ");
      }
      if (none)
        numbers.append(`No switch from 0 to ${last}° in `, number("share-none", none, percent(none), of), ".");
    },
  };
}

/** @param {{last: number}} options  the last flexion, degrees */
export function createOrder({ last }) {
  const root = html("div", { class: "gl-order" });
  const part = (name, share) => html("span", { class: `gl-order-${name}`, style: `flex-grow:${share}` });
  return {
    root,
    /**
     * @param {import("./hips_counts.js").Muscle[]} halves
     * @param {import("./hips_counts.js").Pair} pair
     */
    draw(halves, { first, onlyOne, neither }) {
      const names = halves.map((half, index) => {
        const share = firstShare(half, halves[1 - index], first[index]);
        return html("p", { class: `gl-order-name-${index}` }, picture(half.look), `${capital(half.words)}: `, share);
      });
      const parts = [part("upper", first[0]), part("lower", first[1])];
      if (neither) parts.push(part("none", neither));
      root.replaceChildren(
        html("p", { class: "gl-order-title" }, "Which of the two switches first?"),
        html("div", { class: "gl-order-bar", "aria-hidden": "true" }, ...parts),
        html("div", { class: "gl-order-words" }, ...names),
      );
      if (!onlyOne && !neither) return;
      const [one, other] = halves;
      const both = { "data-muscle": one.key, "data-other": other.key };
      root.append(
        html(
          "p",
          { class: "gl-order-missing" },
          `Where only one of the two switches from 0 to ${last}°, that one counts as first: `,
          number("share-only-one", onlyOne, percent(onlyOne), both),
          " of hips. Neither switches: ",
          number("share-neither", neither, percent(neither), both),
          ".",
        ),
      );
    },
  };
}
