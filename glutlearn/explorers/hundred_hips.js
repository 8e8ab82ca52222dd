// A hundred hips as dots: how many switch inside the window, how many elsewhere, how many not at all.
import { setAttributes, svg } from "./elements.js";

const COLUMNS = 20;
const STEP = 15;
const RADIUS = 5.2;
const ROWS = 100 / COLUMNS;

/**
 * The dots, and a line round those that were predicted.
 * @returns {{root: SVGElement, draw: (shown: {counts: {inside: number, outside: number, none: number} | null,
 *   predicted: number | null, words: string}) => void}}  `counts` is null while they are not to be seen
 */
export function hundredHips() {
  const title = svg("title");
  const dots = Array.from({ length: 100 }, (_, index) =>
    svg("circle", {
      cx: (index % COLUMNS) * STEP + STEP / 2,
      cy: Math.floor(index / COLUMNS) * STEP + STEP / 2,
      r: RADIUS,
    }),
  );
  const fence = svg("path", { class: "gl-said" });
  const box = `-2 -2 ${COLUMNS * STEP + 4} ${ROWS * STEP + 4}`;
  const root = svg("svg", { class: "gl-hundred", role: "img", viewBox: box }, title, ...dots, fence);
  return {
    root,
    draw: ({ counts, predicted, words }) => {
      title.textContent = words;
      dots.forEach((dot, index) => {
        const rank = counts ? rankOf(index, counts) : index < predicted ? "said" : "unknown";
        setAttributes(dot, { class: `gl-hip gl-hip-${rank}` });
      });
      fence.setAttribute("d", counts && predicted !== null ? around(predicted) : "");
    },
  };
}

function rankOf(index, { inside, outside }) {
  return index < inside ? "inside" : index < inside + outside ? "outside" : "none";
}

/** A line round the first dots. */
function around(count) {
  const rows = Math.floor(count / COLUMNS);
  const rest = count % COLUMNS;
  const right = COLUMNS * STEP;
  if (count === 0) return "M0,0V15";
  if (rows === 0) return `M0,0H${rest * STEP}V${STEP}H0Z`;
  if (rest === 0) return `M0,0H${right}V${rows * STEP}H0Z`;
  return `M0,0H${right}V${rows * STEP}H${rest * STEP}V${(rows + 1) * STEP}H0Z`;
}

/** Whole numbers of dots from shares in percent, that of the inside as it is written beside them. */
export function asDots(inside, none) {
  const counts = { inside: Math.round(inside), none: Math.round(none) };
  counts.outside = Math.max(0, 100 - counts.inside - counts.none);
  return counts;
}
