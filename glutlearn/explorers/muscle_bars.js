// How hard each muscle works and pulls, in the healthy hip and in this one; and, below, what the joint bears.
import { scaleLinear } from "d3-scale";
import { setAttributes, svg, uniqueId } from "./elements.js";
import { reached } from "./loss_tables.js";
import { Marks } from "./marks.js";
import { watchSize } from "./plot.js";

const WIDE = 640;
// Width of a panel from which its title says what is measured, too.
const ROOMY = 225;
const LIMITS = { force: [800, 1000, 1500, 2000, 2500, 3500], contact: [3, 4, 6, 8, 10] };
// Of a row, in pixels: its height, how far its bars begin below its top, and the room for its name beside them.
const SIZES = {
  wide: { row: 37, bars: 7, name: 204, gap: 34 },
  narrow: { row: 52, bars: 22, name: 0, gap: 22 },
};
const HEAD = 46;
const TITLE = 28;
const THIN = 9;
const THICK = 14;
// Pixels beside a panel that its longest bar leaves free for the number.
const NUMBER = 40;

const percent = (value) => `${Math.round(value)}\u00a0%`;
const whole = (value) => `${Math.round(value)}`;

/**
 * @typedef {import("./loss_tables.js").Answer} Answer
 *
 * @typedef {Object} Shown
 * @property {Answer} before
 * @property {Answer | null} now    null while the prediction is awaited
 * @property {string[]} asked       keys of the bars that the prediction is about
 * @property {string} description   for readers who cannot see it
 */

export class MuscleBars {
  /**
   * @param {HTMLElement} host
   * @param {{threshold: {from: number, to: number}, walking: {value: number}, needsFrame: () => void,
   *   signal: AbortSignal}} options  percent of what a muscle can reach; body weights
   */
  constructor(host, { threshold, walking, needsFrame, signal }) {
    this.host = host;
    this.threshold = threshold;
    this.walking = walking.value;
    this.marks = new Marks();
    this.hatching = uniqueId("lost");
    this.title = svg("title");
    const lines = svg("path", { class: "gl-hatching", d: "M-2,2l4,-4M0,8l8,-8M6,10l4,-4" });
    const pattern = { id: this.hatching, width: 8, height: 8, patternUnits: "userSpaceOnUse" };
    const look = { class: "gl-chart gl-muscle-bars", role: "img" };
    const definitions = svg("defs", {}, svg("pattern", pattern, lines));
    this.root = svg("svg", look, this.title, definitions, this.marks.root);
    host.append(this.root);
    watchSize(host, needsFrame, signal);
  }

  /** @param {Shown} shown */
  draw(shown) {
    const width = this.host.clientWidth;
    if (!width) return;
    const { before, now, asked } = shown;
    this.title.textContent = shown.description;
    this.layOut(width, now ? [before, now] : [before]);
    this.head(before.bars.length);
    let top = HEAD;
    for (const medius of [true, false]) {
      this.text(`section/${medius}`, "gl-section", 0, top + 18, medius ? "Gluteus medius" : "Who else");
      top += TITLE;
      before.bars.forEach((bar, index) => {
        if (bar.medius !== medius) return;
        this.row(bar, now?.bars[index] ?? null, asked.includes(bar.key), top);
        top += this.size.row;
      });
    }
    this.text("section/joint", "gl-section", 0, top + 20, "What the joint bears, in body weights");
    top += TITLE;
    this.joint(before.contact, now?.contact ?? null, top);
    const height = top + 60;
    setAttributes(this.root, { viewBox: `0 0 ${width} ${height}`, width, height });
    this.host.style.height = `${height}px`;
    this.marks.finish();
  }

  /** Where everything is across the width. */
  layOut(width, answers) {
    this.wide = width >= WIDE;
    this.size = this.wide ? SIZES.wide : SIZES.narrow;
    const { name, gap } = this.size;
    const half = (width - name - gap) / 2;
    this.roomy = half >= ROOMY;
    const strongest = answers.flatMap(({ bars }) =>
      bars.map(({ force, most, medius }) => (medius ? most : force)),
    );
    const pressed = answers.map(({ contact }) => contact);
    const limit = (of, values) => LIMITS[of].find((one) => one >= Math.max(...values)) ?? Math.max(...values);
    const panel = (left, size, most) => scaleLinear([0, most], [left, left + size - NUMBER]);
    this.work = panel(name, half, 100);
    this.pull = panel(name + half + gap, half, limit("force", strongest));
    this.press = panel(name, width - name, limit("contact", [...pressed, 1.2 * this.walking]));
  }

  /** The titles of the two panels, their rules and ticks. */
  head(rows) {
    const bottom = HEAD + rows * this.size.row + 2 * TITLE;
    const [, most] = this.pull.domain();
    const panels = [
      [
        "activation",
        this.work,
        this.roomy ? [0, 20, 40, 60, 80, 100] : [0, 50, 100],
        "how hard it works",
        "\u00a0%",
      ],
      ["force", this.pull, [0, most / 2, most], "how hard it pulls", "\u00a0N"],
    ];
    for (const [name, scale, ticks, words, unit] of panels) {
      this.text(`title/${name}`, "gl-panel-title", scale(0), 14, this.roomy ? `${words}: ${name}` : words);
      ticks.forEach((value, index) => {
        const x = scale(value);
        const look = index === 0 ? "gl-zero" : "gl-rule";
        this.marks.put(`rule/${name}/${index}`, "line", {
          class: look,
          x1: x,
          x2: x,
          y1: HEAD - 6,
          y2: bottom,
        });
        const anchor = index === 0 ? "start" : "middle";
        const said = index === 0 || index === ticks.length - 1 ? unit : "";
        this.text(`tick/${name}/${index}`, "gl-tick", x, HEAD - 12, `${value}${said}`, anchor);
      });
    }
  }

  /** One muscle: above what it does in the healthy hip, below what it does in this one. */
  row(before, now, asked, top) {
    const { key, medius } = before;
    const shown = now ?? before;
    const base = top + this.size.bars;
    if (medius) this.shade(key, shown.drive / 100, base);
    const kind = medius ? "gl-own" : "gl-other";
    const marked = shown.affected || asked;
    const place = this.wide
      ? [this.size.name - 12, base + (THIN + THICK) / 2 + 5, "end"]
      : [0, top + 16, "start"];
    const [x, y, anchor] = place;
    const look = `gl-row-name${marked ? " gl-affected" : ""}`;
    this.text(`name/${key}`, look, x, y, `${marked ? "▾ " : ""}${before.short}`, anchor);
    this.pair(
      { key, kind, quantity: "activation", scale: this.work, say: percent, base, asked },
      before,
      now,
      {
        reach: shown.drive,
        whole: 100,
      },
    );
    this.pair({ key, kind, quantity: "force", scale: this.pull, say: whole, base, asked }, before, now, {
      reach: shown.most,
      whole: before.most,
    });
  }

  /** Two bars of one quantity; where something may be lost, on what is left and what is not. */
  pair({ key, kind, quantity, scale, say, base, asked }, before, now, { reach, whole: all }) {
    const name = `${quantity}/${key}`;
    const end = (amount) => scale(Math.min(amount, scale.domain()[1]));
    const below = base + THIN;
    if (before.medius || now?.affected)
      this.box(`reach/${name}`, "gl-reach", scale(0), end(reach), below, THICK);
    if (reach < all)
      setAttributes(this.box(`lost/${name}`, "gl-lost", end(reach), end(all), below, THICK), {
        fill: `url(#${this.hatching})`,
      });
    this.box(`before/${name}`, "gl-before", scale(0), end(before[quantity]), base, THIN);
    this.text(`was/${name}`, "gl-before-words", end(before[quantity]) + 4, below, say(before[quantity]));
    const line = below + THICK - 2;
    if (!now) {
      if (asked) this.text(`now/${name}`, "gl-now-words", scale(0) + 5, line, "?");
      return;
    }
    const value = now[quantity];
    this.box(`bar/${name}`, `gl-now ${kind}`, scale(0), end(value), below, THICK);
    const number = { "data-quantity": quantity, "data-muscle": key, "data-value": value };
    const words = [svg("tspan", number, say(value))];
    const share = quantity === "activation" && now.drive < 100 ? reached(now) : null;
    if (share !== null) {
      const full = share > 99.5;
      if (full) this.box(`limit/${name}`, "gl-limit", end(reach) - 2, end(reach) + 2, below - 3, THICK + 6);
      const told = {
        class: "gl-reach-words",
        "data-quantity": "reach",
        "data-muscle": key,
        "data-value": share,
        dx: 5,
      };
      words.push(svg("tspan", told, `(${percent(share)})`));
    }
    this.marks.put(
      `now/${name}`,
      "text",
      { class: `gl-now-words ${kind}`, x: end(value) + 5, y: line },
      ...words,
    );
  }

  /** The part of what a muscle can still reach that is called high. */
  shade(key, reach, base) {
    const { from, to } = this.threshold;
    const [left, right] = [this.work(from * reach), this.work(to * reach)];
    this.box(`shade/${key}`, "gl-shade", left, right, base - 4, THIN + THICK + 8);
  }

  joint(before, now, top) {
    const { press, walking } = this;
    const base = top + (this.wide ? 7 : 8);
    const [below, end] = [base + THIN, base + THIN + THICK];
    const zero = press(0);
    this.marks.put("joint/zero", "line", { class: "gl-zero", x1: zero, x2: zero, y1: base - 5, y2: end + 5 });
    if (this.wide)
      this.text("joint/name", "gl-row-name", this.size.name - 12, base + 16, "force in the hip", "end");
    this.box("joint/before", "gl-before", zero, press(before), base, THIN);
    if (now !== null) this.box("joint/now", "gl-now gl-joint", zero, press(now), below, THICK);
    const x = press(walking);
    this.marks.put("joint/walking", "line", { class: "gl-walking", x1: x, x2: x, y1: base - 6, y2: end + 7 });
    this.text(
      "joint/walking-words",
      "gl-walking-words",
      x,
      end + 20,
      `walking ${walking.toFixed(2)}`,
      "middle",
    );
    this.text("joint/was", "gl-before-words", press(before) + 4, below, before.toFixed(2));
    if (now === null) return;
    const number = { "data-quantity": "contact", "data-value": now };
    const label = this.text("joint/words", "gl-now-words gl-joint", press(now) + 5, end - 2, now.toFixed(2));
    setAttributes(label, number);
  }

  text(name, look, x, y, words, anchor = "start") {
    return this.marks.put(name, "text", { class: look, x, y, "text-anchor": anchor }, words);
  }

  box(name, look, from, to, top, height) {
    return this.marks.put(name, "rect", {
      class: look,
      x: from,
      width: Math.max(0, to - from),
      y: top,
      height,
    });
  }
}
