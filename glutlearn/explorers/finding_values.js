// Values on one axis with their spread, fine wire and surface electrodes told apart; what has no number stands beside.
import { OWN_KEYS } from "./controls.js";
import { html } from "./elements.js";
import { findingButton, KeyedGroups } from "./finding_marks.js";
import { axisRow, electrodeKey, scaleOf, strip } from "./finding_strip.js";
import { citation, foundOf, valueOf, wordsOf } from "./finding_words.js";

// Up to so many values are all shown one by one, and so many without a number; more of them are folded.
const FEW = 12;

export class FindingValues {
  /** @param {any} facts  @param {(id: number, button: HTMLElement) => void} opened */
  constructor(facts, opened) {
    this.facts = facts;
    this.views = facts.quantities.map((quantity) => this.view(quantity));
    this.root = html("div", { class: "gl-values" }, ...this.views.map(({ root }) => root));
    const lists = this.views.flatMap(({ groups, beside }) => [...groups.map(({ lanes }) => lanes), beside]);
    this.buttons = lists.flat();
    this.keys = new KeyedGroups(this.root, lists);
    this.root.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-finding]");
      if (button) opened(Number(button.dataset.finding), button);
      // Somebody who folds or unfolds a list means it: it is left as it is from then on.
      const fold = target.closest("summary")?.parentNode;
      if (fold) fold.dataset.touched = "true";
    });
    this.root.addEventListener("toggle", () => this.keys.follow(), true);
    this.cardItem = html("li", { class: "gl-card-item" });
  }

  /** All that one quantity can show. */
  view(quantity) {
    const find = (id) => this.facts.findings[id];
    const x = scaleOf(quantity.groups.flatMap(({ findings }) => findings.map(find)));
    const groups = quantity.groups.map(({ name, findings }) => this.group(name, findings.map(find), x));
    const beside = quantity.beside.map(find).map((one) => {
      const words = [html("b", {}, citation(one)), html("span", {}, ` ${foundOf(one)}`)];
      return findingButton(one, wordsOf(one), "gl-beside", ...words);
    });
    const nothing = "None of the findings that are left has a number on this axis.";
    const empty = html("p", { class: "gl-empty" }, nothing);
    const key = electrodeKey(groups.flatMap(({ findings }) => findings));
    const ticks = axisRow(x, quantity.axis);
    const title = html("summary", OWN_KEYS);
    const items = beside.map((button) => html("li", {}, button));
    const aside = html("details", { class: "gl-value-beside" }, title, html("ul", {}, ...items));
    const lists = groups.map(({ root }) => root);
    const plot = html("div", { class: "gl-value-plot" }, key, ticks, ...lists, empty);
    const root = html("div", { class: "gl-value-view", "data-shown": quantity.name }, plot, aside);
    return { quantity, groups, beside, empty, key, ticks, title, aside, root, x };
  }

  /** The values of one exercise, or of one muscle: all their marks in a strip, and below it each with its spread. */
  group(name, findings, x) {
    const lanes = findings.map((one) => this.lane(name, one, x));
    const words = html("span", { class: "gl-lane-words" });
    const marks = html("span", { class: "gl-together" });
    const items = lanes.map((button) => html("li", {}, button));
    const root = html(
      "details",
      { class: "gl-lanes", "data-group": name },
      html("summary", { class: "gl-lane-grid", ...OWN_KEYS }, words, marks),
      html("ul", {}, ...items),
    );
    return { name, findings, lanes, words, marks, root };
  }

  lane(group, finding, x) {
    const { condition, design, muscle } = finding;
    const rest = condition.startsWith(`${group}, `) ? condition.slice(group.length + 2) : condition;
    const where = condition === group ? [] : [rest || design];
    const named = muscle === group ? where : [...where, muscle];
    const words = html(
      "span",
      { class: "gl-lane-words" },
      html("b", {}, named.filter(Boolean).join(" · ")),
      " ",
      html("span", { class: "gl-lane-study" }, citation(finding), " "),
    );
    const unit = html("span", { class: "gl-hidden" }, finding.unit);
    const shown = html("span", { class: "gl-lane-value" }, `${valueOf({ ...finding, unit: "" })} `, unit);
    const picture = strip([finding], x, true);
    return findingButton(finding, wordsOf(finding), "gl-lane gl-lane-grid", words, picture, shown);
  }

  /** @param {{left: Set<number>, quantity: string}} now */
  draw({ left, quantity }) {
    for (const { quantity: own, groups, beside, x, ...parts } of this.views) {
      parts.root.hidden = own.name !== quantity;
      const follow = (button) => {
        const away = parts.root.hidden || !left.has(Number(button.dataset.finding));
        button.hidden = button.parentNode.hidden = away;
        return !away;
      };
      const shown = groups.map(({ lanes }) => lanes.filter(follow).length);
      const onAxis = shown.reduce((sum, count) => sum + count, 0);
      groups.forEach((group, index) => {
        group.root.hidden = shown[index] === 0;
        this.fold(group.root, onAxis <= FEW || index === 0);
        group.words.replaceChildren(
          html("b", {}, group.name),
          ` · ${shown[index]} ${shown[index] === 1 ? "value" : "values"}`,
        );
        if (!parts.root.hidden)
          group.marks.replaceChildren(strip(group.findings.filter(({ id }) => left.has(id)), x, false));
      });
      const off = beside.filter(follow).length;
      this.fold(parts.aside, off <= FEW);
      parts.key.hidden = parts.ticks.hidden = onAxis === 0;
      parts.empty.hidden = onAxis > 0;
      parts.aside.hidden = off === 0;
      parts.title.textContent = `${off} more on this, without a number for this axis`;
      Object.assign(parts.root.dataset, { onAxis, beside: off });
    }
    this.keys.follow();
  }

  /** Open or close a list that nobody has folded by hand. */
  fold(details, open) {
    if (details.dataset.touched !== "true") details.open = open;
  }

  markOf(id, wanted) {
    const marks = this.buttons.filter((one) => !one.hidden && Number(one.dataset.finding) === id);
    return marks.includes(wanted) ? wanted : marks[0];
  }

  /** Put the card below a value. */
  place(card, mark) {
    mark.closest("details").open = true;
    this.cardItem.append(card.root);
    if (mark.parentNode.nextSibling !== this.cardItem) mark.parentNode.after(this.cardItem);
  }

  close() {
    this.cardItem.remove();
  }
}