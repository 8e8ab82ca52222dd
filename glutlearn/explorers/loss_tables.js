// What Python found for every stop of the controls: who pulls how hard, who opens the knee, what presses.
import { readCounts, readTables } from "./grid.js";

export const NO_BAND = "none";

// Less than this nobody would notice: N·m that change hands, and percentage points of activation.
export const HARDLY = { moment: 0.05, activation: 0.5 };

/**
 * @typedef {Object} Bar          a muscle, or several added up
 * @property {string} key
 * @property {string} label
 * @property {string} short       under the heading of its section
 * @property {boolean} medius     whether it is a part of gluteus medius
 * @property {boolean} affected   whether it has lost something
 * @property {number} force       N
 * @property {number} most        N at full activation
 * @property {number} moment      N·m about the clam's axis, positive where it opens the knee
 * @property {number} activation  percent of full activation, of the muscle that works hardest
 * @property {number} drive       percent of full activation that can still be reached
 *
 * @typedef {Object} Answer
 * @property {Bar[]} bars
 * @property {number} contact     body weights
 * @property {number} missing     N·m, 0 where the load is held
 */

export class LossTables {
  constructor(model) {
    this.facts = model.get("facts");
    this.row = readCounts(model);
    const tables = readTables(model);
    this.newtons = tables("newtons").values;
    this.tables = tables;
  }

  stopsOf(trait) {
    return this.facts.stops.find(({ name }) => name === trait).values;
  }

  /** @returns {Answer} */
  at(state) {
    const { facts } = this;
    const places = facts.stops.map(({ name, values }) => values.indexOf(state[name]));
    const [answer] = this.row("index", ...places);
    const columns = this.row("answers", answer);
    const count = facts.groups.length;
    const { fineness, middle } = facts;
    const lost = this.part(state).groups;
    const bars = facts.groups.map((group, index) => {
      const affected = lost.includes(group.name) && (state.atrophy > 0 || state.inhibition > 0);
      const most = this.newtons[index] * (affected ? 1 - state.atrophy / 100 : 1);
      return {
        key: group.name,
        label: group.label,
        short: group.medius ? group.label.split(" ")[0] : group.label,
        medius: group.medius,
        affected,
        activation: columns[index] * fineness.activation,
        force: columns[count + index] * fineness.force,
        most,
        moment: (columns[2 * count + index] - middle) * fineness.moment,
        drive: affected ? 100 - state.inhibition : 100,
      };
    });
    const [contact, missing] = columns.subarray(3 * count);
    return { bars, contact: contact * fineness.contact, missing: missing * fineness.missing };
  }

  /** The same clam in the hip that has lost nothing and gets no cue. */
  healthy(state) {
    return this.at({ ...state, atrophy: 0, inhibition: 0, facilitation: 0 });
  }

  part(state) {
    return this.facts.parts.find(({ name }) => name === state.part);
  }

  /** The patient that the losses describe, if it is one of them. */
  caseOf({ part, atrophy, inhibition }) {
    const { cases } = this.facts;
    if (!atrophy && !inhibition) return cases.find(({ name }) => name === "healthy");
    return cases.find((one) => one.part === part && one.atrophy === atrophy && one.inhibition === inhibition);
  }

  /** Of a band: newtons in one strand, and the moment against opening in N·m; null for none. */
  band({ band, flexion }) {
    if (band === NO_BAND) return null;
    const row = this.stopsOf("band").indexOf(band) - 1;
    const column = this.stopsOf("flexion").indexOf(flexion);
    const read = (name) => {
      const { values, shape } = this.tables(name);
      return values[row * shape[1] + column];
    };
    return { tension: read("tension"), closing: read("closing") };
  }
}

/** Percent of what a muscle can still reach that it does; null where it cannot do anything. */
export function reached({ activation, drive }) {
  return drive > 0 ? (100 * activation) / drive : null;
}

/** What changes hands: how much less or more each muscle opens the knee than before, N·m, the largest first. */
export function exchange(before, now) {
  const changes = now.bars.map((bar, index) => ({ ...bar, change: bar.moment - before.bars[index].moment }));
  const rest = -changes.reduce((sum, { change }) => sum + change, 0);
  const size = (sign) => (one) => sign * one.change >= HARDLY.moment;
  const order = (a, b) => Math.abs(b.change) - Math.abs(a.change);
  return {
    less: changes.filter(size(-1)).sort(order),
    more: changes.filter(size(1)).sort(order),
    // What nobody gives any longer, where the load cannot be held.
    nobody: Math.abs(rest) >= HARDLY.moment ? rest : 0,
  };
}
