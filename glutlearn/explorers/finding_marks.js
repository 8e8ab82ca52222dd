// A finding as a mark: shape and colour say its verdict, size and filling its grade. And how keys go through many marks.
import { symbol, symbolCircle, symbolDiamond2, symbolSquare, symbolTriangle } from "d3-shape";
import { OWN_KEYS } from "./controls.js";
import { html, svg } from "./elements.js";

const SHAPES = {
  supports: symbolCircle,
  qualifies: symbolDiamond2,
  contradicts: symbolTriangle,
  context: symbolSquare,
};
// Square pixels; a triangle points down, as what speaks against a claim.
const AREAS = { high: 210, moderate: 135, low: 120, "very low": 60 };

/** The picture of a mark. */
export function picture(verdict, grade) {
  const outline = symbol(SHAPES[verdict], AREAS[grade])();
  const shape = svg("path", { d: outline, transform: verdict === "contradicts" ? "rotate(180)" : null });
  return svg("svg", { class: "gl-mark-picture", viewBox: "-12 -12 24 24", "aria-hidden": "true" }, shape);
}

/** A button that opens a finding's card; one that shows no words of its own is named by `words`. */
export function findingButton(finding, words, name, ...content) {
  const says = content.some(({ textContent }) => textContent);
  return html(
    "button",
    {
      type: "button",
      class: name,
      title: words,
      "aria-label": says ? null : words,
      "aria-expanded": "false",
      "data-finding": finding.id,
      "data-verdict": finding.verdict,
      "data-grade": finding.grade,
      ...OWN_KEYS,
    },
    ...content,
  );
}

/**
 * Groups of buttons of which Tab stops at one each; arrow keys go on from there. In a list up and down are the same as
 * left and right; in groups that stand one below the other they go to the next group.
 */
export class KeyedGroups {
  /** @param {HTMLElement} root  @param {HTMLElement[][]} groups  @param {boolean} stacked */
  constructor(root, groups, stacked = false) {
    this.groups = groups;
    this.stacked = stacked;
    root.addEventListener("keydown", (event) => this.go(event));
    root.addEventListener("focusin", ({ target }) => this.stopAt(target));
  }

  /** The buttons that can be seen. */
  shown(group) {
    return group.filter((button) => !button.hidden && !button.closest("details:not([open])"));
  }

  /** Keep one stop for Tab in each group, after some were hidden or shown. */
  follow() {
    for (const group of this.groups) {
      const shown = this.shown(group);
      const stop = shown.find((button) => button.tabIndex === 0) ?? shown[0];
      for (const button of group) button.tabIndex = button === stop ? 0 : -1;
    }
  }

  stopAt(target) {
    const group = this.groups.find((one) => one.includes(target));
    if (group) for (const button of group) button.tabIndex = button === target ? 0 : -1;
  }

  go(event) {
    const { key, target } = event;
    const place = this.groups.findIndex((one) => one.includes(target));
    if (place < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const shown = this.shown(this.groups[place]);
    const here = shown.indexOf(target);
    const next = {
      ArrowRight: () => shown[here + 1],
      ArrowLeft: () => shown[here - 1],
      ArrowDown: () => (this.stacked ? this.otherGroup(place, 1) : shown[here + 1]),
      ArrowUp: () => (this.stacked ? this.otherGroup(place, -1) : shown[here - 1]),
      Home: () => shown[0],
      End: () => shown.at(-1),
    }[key];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next()?.focus();
  }

  /** The stop of the next group that has one. */
  otherGroup(place, step) {
    for (let other = place + step; this.groups[other]; other += step) {
      const stop = this.shown(this.groups[other]).find((button) => button.tabIndex === 0);
      if (stop) return stop;
    }
    return undefined;
  }
}

/** Tell which finding's card is open, on all its buttons. */
export function markOpen(root, id) {
  for (const button of root.querySelectorAll('button[aria-expanded="true"]'))
    if (button.dataset.finding !== String(id)) button.setAttribute("aria-expanded", "false");
  if (id === null) return;
  for (const button of root.querySelectorAll(`button[data-finding="${id}"]`))
    button.setAttribute("aria-expanded", "true");
}
