// A curve to be drawn where the learner thinks it goes; then the computed one is drawn over it.
import { captions, edgesOf, ticksBelow, valueLines } from "./axes.js";
import { OWN_KEYS } from "./controls.js";
import { html, setAttributes, svg } from "./elements.js";
import { Marks } from "./marks.js";
import { watchSize } from "./plot.js";
import { quantity, verdict } from "./question_text.js";
import { smooth, ticks } from "./question_shapes.js";

const MARGIN = { top: 14, right: 18, bottom: 44, left: 50 };

export function createCurve({ facts, promptId, say, signal }) {
  const { axis, curve, answer: computed, tolerance } = facts;
  const evenly = (count) => Array.from({ length: count }, (_, at) => axis.from + (at * (axis.to - axis.from)) / (count - 1));
  const places = evenly(axis.points);
  const nodes = evenly(computed.length);
  const begin = curve.from < 0 && curve.to > 0 ? 0 : (curve.from + curve.to) / 2;
  const digits = Math.max(0, -Math.floor(Math.log10(curve.step)));
  let heights = places.map(() => begin);
  let touched = false;
  let compared = false;

  const at = (place) => quantity(place, 0, axis.unit);
  const named = (height) => {
    const side = Number(height.toFixed(digits)) === 0 ? "" : height > 0 ? curve.up : curve.down;
    return side ? `${quantity(Math.abs(height), digits, curve.unit)} ${side}` : quantity(height, digits, curve.unit);
  };

  const scale = {};
  const ground = svg("g");
  const marks = new Marks();
  const handles = places.map((place, index) => {
    const handle = svg(
      "g",
      {
        class: "gl-handle",
        role: "slider",
        tabindex: 0,
        "aria-label": `${curve.label} at ${axis.label} ${at(place)}`,
        "aria-orientation": "vertical",
        "aria-valuemin": curve.from,
        "aria-valuemax": curve.to,
        ...OWN_KEYS,
      },
      svg("circle", { class: "gl-handle-reach", r: 22 }),
      svg("circle", { class: "gl-handle-dot", r: 8 }),
    );
    handle.addEventListener("keydown", (event) => {
      const large = (curve.to - curve.from) / 10;
      const change = {
        ArrowUp: curve.step,
        ArrowRight: curve.step,
        ArrowDown: -curve.step,
        ArrowLeft: -curve.step,
        PageUp: large,
        PageDown: -large,
        Home: -Infinity,
        End: Infinity,
      }[event.key];
      if (change === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      lift(index, heights[index] + change);
    });
    let held = false;
    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      held = true;
      handle.setPointerCapture(event.pointerId);
      handle.focus();
      event.preventDefault();
    });
    handle.addEventListener("pointermove", (event) => {
      if (held) lift(index, scale.heightAt(event.clientY - picture.getBoundingClientRect().top));
    });
    for (const name of ["pointerup", "pointercancel"]) handle.addEventListener(name, () => (held = false));
    return handle;
  });
  const picture = svg(
    "svg",
    { class: "gl-chart gl-drawn", role: "group", "aria-labelledby": promptId },
    ground,
    marks.root,
    ...handles,
  );
  const host = html("div", { class: "gl-curve-answer" }, picture);
  const root = html(
    "div",
    {},
    host,
    html(
      "p",
      { class: "gl-hint" },
      `Drag the points, or go to one with Tab and use the arrow keys. Within ${quantity(tolerance, digits, curve.unit)} everywhere counts as right.`,
    ),
  );

  function lift(index, height) {
    const stepped = Math.round(height / curve.step) * curve.step;
    heights[index] = Math.min(Math.max(stepped, curve.from), curve.to);
    touched = true;
    draw();
  }

  function drawGround(width, height) {
    const edges = edgesOf(MARGIN, width, height);
    const { left, right, top, bottom } = edges;
    scale.x = (place) => left + ((place - axis.from) / (axis.to - axis.from)) * (right - left);
    scale.y = (value) => bottom - ((value - curve.from) / (curve.to - curve.from)) * (bottom - top);
    scale.heightAt = (y) => curve.from + ((bottom - y) / (bottom - top)) * (curve.to - curve.from);
    const side = (words, y) => svg("text", { class: "gl-tick", x: left + 8, y }, words);
    const sized = (value) => quantity(curve.up ? Math.abs(value) : value, digits, "");
    ground.replaceChildren(
      ...valueLines(scale.y, ticks(curve.from, curve.to, 6), edges, sized),
      ...ticksBelow(scale.x, ticks(axis.from, axis.to, width < 470 ? 4 : 7), edges, at),
      ...captions(edges, height, axis.label, curve.unit ? `${curve.label}, ${curve.unit}` : curve.label),
      ...(curve.up ? [side(`↑ ${curve.up}`, top + 13)] : []),
      ...(curve.down ? [side(`↓ ${curve.down}`, bottom - 8)] : []),
    );
  }

  const path = (values) =>
    nodes.map((place, index) => `${index ? "L" : "M"}${scale.x(place).toFixed(1)},${scale.y(values[index]).toFixed(1)}`).join("");

  /** The largest gap between a drawn curve and the computed one, and where it is. */
  function gapOf(drawnHeights) {
    const drawn = smooth(places, drawnHeights, nodes);
    const gaps = drawn.map((value, index) => Math.abs(value - computed[index]));
    const index = gaps.indexOf(Math.max(...gaps));
    return { size: gaps[index], place: nodes[index], drawn: drawn[index], computed: computed[index] };
  }

  function draw() {
    const { clientWidth: width, clientHeight: height } = host;
    if (!width) return;
    setAttributes(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    drawGround(width, height);
    marks.put("own", "path", { class: "gl-own-curve", d: path(smooth(places, heights, nodes)) });
    if (compared) {
      const gap = gapOf(heights);
      const x = scale.x(gap.place);
      marks.put("computed", "path", { class: "gl-computed-curve", d: path(computed) });
      marks.put("gap", "line", {
        class: "gl-gap",
        x1: x,
        x2: x,
        y1: scale.y(gap.drawn),
        y2: scale.y(gap.computed),
      });
      label("computed", computed, "computed");
    }
    label("own", smooth(places, heights, nodes), "yours");
    marks.finish();
    handles.forEach((handle, index) => {
      handle.setAttribute("transform", `translate(${scale.x(places[index])} ${scale.y(heights[index])})`);
      handle.setAttribute("aria-valuenow", heights[index]);
      handle.setAttribute("aria-valuetext", named(heights[index]));
    });
  }

  /** A name near the right-hand end of a curve, on the side where the other is not. */
  function label(name, values, words) {
    const index = Math.round(values.length * 0.86);
    const other = name === "own" ? computed : smooth(places, heights, nodes);
    const above = compared ? values[index] >= other[index] : true;
    const y = scale.y(values[index]) + (above ? -14 : 22);
    marks.put(
      `${name} words`,
      "text",
      {
        class: `gl-${name}-words`,
        x: scale.x(nodes[index]),
        y: Math.min(Math.max(y, MARGIN.top + 10), host.clientHeight - MARGIN.bottom - 4),
        "text-anchor": "middle",
      },
      words,
    );
  }

  watchSize(host, draw, signal);

  const isRight = (drawn) => gapOf(drawn).size <= tolerance;
  const gapWords = (gap) =>
    `Largest gap: ${quantity(gap.size, digits, curve.unit)}, at ${axis.label} ${at(gap.place)}: ` +
    `yours ${named(gap.drawn)}, computed ${named(gap.computed)}.`;
  const shapeOf = (drawn) => {
    const found = new Set();
    if (drawn.every((height) => height >= 0) || drawn.every((height) => height <= 0)) found.add("one side");
    if (Math.max(...drawn) - Math.min(...drawn) <= tolerance) found.add("level");
    return found;
  };

  return {
    root,
    task: "Draw the curve where you think it goes.",
    missing: "Move the points first.",
    showsSolution: true,
    value: () => (touched ? [...heights] : null),
    set: (answer) => {
      heights = answer ? [...answer] : places.map(() => begin);
      touched = answer !== null;
      compared = answer !== null;
      draw();
    },
    focus: () => handles[0].focus(),
    isRight,
    verdicts: (drawn) => {
      const gap = gapOf(drawn);
      if (isRight(drawn)) return [verdict(true, `Right. ${gapWords(gap)}`, facts.feedback)];
      const shape = shapeOf(drawn);
      const known = facts.wrong.find((one) => shape.has(one.shape));
      return [verdict(false, `Not quite. ${gapWords(gap)}`, known?.feedback ?? facts.otherwise)];
    },
    solution: () => [],
  };
}
