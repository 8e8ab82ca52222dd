// How many of the virtual hips switch where and in which order, as Python counted them.
import { anatomyOf } from "./anatomies.js";
import { readCounts } from "./grid.js";
import { lookOf } from "./symbols.js";

/**
 * @typedef {Object} Muscle
 * @property {string} key
 * @property {string} words
 * @property {{dash: string, outline: string}} look
 * @property {number[]} bars     percent of hips that switch in each bin, from the first flexion on
 * @property {{median: number, low: number, high: number} | null} interval  degrees
 * @property {number} inside     percent of hips that switch in the window
 * @property {number} none       percent that never switch
 * @property {number | null} published  degrees
 *
 * @typedef {{first: number[], onlyOne: number, neither: number}} Pair  percent of hips
 */

/** The place of the stop that is nearest to a value. */
function nearest(stops, value) {
  const away = stops.map((stop) => Math.abs(stop - value));
  return away.indexOf(Math.min(...away));
}

/** The counts that Python sent, for one stop of all controls. */
export class HipCounts {
  constructor(model) {
    this.row = readCounts(model);
    this.facts = model.get("facts");
  }

  /** What is known of one muscle's hips. @returns {Muscle} */
  muscle(key, state) {
    const { facts } = this;
    const muscle = facts.muscles.indexOf(key);
    const [before, tilt] = this.places(state);
    const share = (count) => (100 * count) / facts.hips;
    const [median, low, high] = this.row("quantiles", ...before, tilt, muscle);
    const angle = (hundredths) => hundredths * facts.fineness;
    const histogram = this.row("histogram", ...before, muscle);
    // The histogram is that of the untilted pelvis; the tilt makes every angle smaller.
    const skipped = Math.round(
      (facts.flexion[0] + state.pelvic_tilt_deg - facts.bins.first) / facts.bins.width,
    );
    const bins = Math.round((facts.flexion[1] - facts.flexion[0]) / facts.bins.width);
    const anatomy = anatomyOf(facts, state.anatomy);
    return {
      key,
      words: facts.labels[key],
      look: lookOf(muscle),
      bars: Array.from(histogram.subarray(skipped, skipped + bins), share),
      interval:
        median === facts.absent ? null : { median: angle(median), low: angle(low), high: angle(high) },
      inside: share(this.row("inside", ...before, tilt, muscle)[0]),
      none: share(this.row("without", ...before, tilt, muscle)[0]),
      published: anatomy.published[state.about][muscle],
    };
  }

  /**
   * Of two muscles in the same hips: the share in which each switches before the other or without it, that in which
   * only one of them switches, and that in which neither does.
   * @returns {Pair}
   */
  pair(one, other, state) {
    const { muscles, hips } = this.facts;
    const [before, tilt] = this.places(state);
    const places = [muscles.indexOf(one), muscles.indexOf(other)];
    const first = places.map((place, index) => this.row("before", ...before, tilt, place)[places[1 - index]]);
    const switching = places.map((place) => hips - this.row("without", ...before, tilt, place)[0]);
    // Whole hips until the end: shares would leave tiny rests. Those in which both switch count twice in `switching`.
    const either = first[0] + first[1];
    const both = switching[0] + switching[1] - either;
    const share = (count) => (100 * count) / hips;
    return { first: first.map(share), onlyOne: share(either - both), neither: share(hips - either) };
  }

  /** Where a state lies in the tables: in all of them, and in those that the pelvis is tilted for. */
  places(state) {
    const { facts } = this;
    return [
      [
        facts.anatomies.findIndex(({ name }) => name === state.anatomy),
        facts.axes.indexOf(state.about),
        nearest(facts.attachment_mm, state.attachment_mm),
        nearest(facts.anteversion_deg, state.anteversion_deg),
      ],
      nearest(facts.pelvic_tilt_deg, state.pelvic_tilt_deg),
    ];
  }
}
