// The map: claims one below the other, verdicts side by side, every finding a mark.
import { html, kind } from "./elements.js";
import { findingButton, KeyedGroups, picture } from "./finding_marks.js";
import { wordsOf } from "./finding_words.js";

const WORDS = {
  supports: ["supports", "support"],
  qualifies: ["qualifies", "qualify"],
  contradicts: ["contradicts", "contradict"],
  context: ["context", "context"],
};

export class FindingMap {
  /** @param {any} facts  @param {(id: number, button: HTMLElement) => void} opened */
  constructor(facts, opened) {
    this.facts = facts;
    this.bands = facts.claims.map((claim) => this.band(claim));
    const groups = this.bands.map(({ cells }) => cells.flatMap(({ buttons }) => buttons));
    this.buttons = groups.flat();
    const heads = facts.verdicts.map((verdict) => html("th", { scope: "col" }, verdict));
    this.root = html(
      "table",
      { class: "gl-map" },
      html("caption", {}, "Each mark is a finding. Where does it stand on which claim?"),
      html("thead", { class: "gl-hidden" }, html("tr", {}, ...heads)),
      ...this.bands.map(({ root }) => root),
    );
    this.keys = new KeyedGroups(this.root, groups, true);
    this.root.addEventListener("click", ({ target }) => {
      const button = target.closest(".gl-finding");
      if (button) opened(Number(button.dataset.finding), button);
    });
    this.cardRow = html("tr", { class: "gl-card-row" }, html("td", { colspan: facts.verdicts.length }));
  }

  /** A claim with a cell for each verdict. */
  band(claim) {
    const { verdicts, grades, findings } = this.facts;
    const mine = findings.filter(({ places }) => places.claim.includes(claim.name));
    const cells = verdicts.map((verdict) => {
      const found = mine.filter((one) => one.verdict === verdict);
      found.sort((a, b) => grades.indexOf(a.grade) - grades.indexOf(b.grade) || a.id - b.id);
      const buttons = found.map((one) =>
        findingButton(one, wordsOf(one), "gl-finding", picture(verdict, one.grade)),
      );
      const count = html("p", { class: "gl-cell-count" });
      const marks = html("div", { class: "gl-cell-marks" }, ...buttons);
      const root = html("td", { "data-claim": claim.name, "data-verdict": verdict }, count, marks);
      return { verdict, buttons, count, root };
    });
    const badge = claim.name === this.facts.background ? [] : [kind("claim"), " "];
    const head = html("th", { scope: "rowgroup", colspan: verdicts.length }, ...badge, claim.words);
    const root = html(
      "tbody",
      { "data-claim": claim.name },
      html("tr", {}, head),
      html("tr", {}, ...cells.map((cell) => cell.root)),
    );
    return { claim, root, cells, mine };
  }

  /** @param {{left: Set<number>, claim: string}} shown  `claim` may be "all" */
  draw({ left, claim }) {
    for (const { claim: own, root, cells, mine } of this.bands) {
      root.hidden = !mine.length || (claim !== this.facts.all && claim !== own.name);
      for (const { verdict, buttons, count, root: cell } of cells) {
        let shown = 0;
        for (const button of buttons) {
          button.hidden = root.hidden || !left.has(Number(button.dataset.finding));
          shown += button.hidden ? 0 : 1;
        }
        cell.dataset.count = shown;
        const words = ` ${WORDS[verdict][shown === 1 ? 0 : 1]}`;
        const of = shown < buttons.length ? html("span", { class: "gl-of" }, ` of ${buttons.length}`) : "";
        count.replaceChildren(html("b", {}, String(shown)), words, of);
      }
    }
    this.keys.follow();
  }

  /** The mark of a finding that can be seen, that button itself if it is one. */
  markOf(id, wanted) {
    const marks = this.buttons.filter((one) => !one.hidden && Number(one.dataset.finding) === id);
    return marks.includes(wanted) ? wanted : marks[0];
  }

  /** Put the card below the band of a mark. */
  place(card, mark) {
    this.cardRow.firstChild.append(card.root);
    const band = mark.closest("tbody");
    if (this.cardRow.parentNode !== band) band.append(this.cardRow);
  }

  close() {
    this.cardRow.remove();
  }
}
