// The valley itself: from where to where both curves lie below their yardsticks.

/**
 * Where both lie below, as [from, to] in levels, with a straight line between neighbours.
 * @param {number[]} levels
 * @param {{shift: number, load: number, held: boolean}[]} curve  over the yardsticks, at every level
 */
export function insideOf(levels, curve) {
  const spans = [];
  const open = (from) => spans.push([from, from]);
  curve.forEach(({ shift, load, held }, index) => {
    const here = Math.max(shift, load);
    const before = curve[index - 1];
    const bridged = before?.held && held;
    const crossing = () => {
      const ends = ["shift", "load"].map((key) => {
        const [a, b] = [before[key], curve[index][key]];
        return a < 1 === b < 1 ? null : (1 - a) / (b - a);
      });
      const known = ends.filter((end) => end !== null);
      const share = here < 1 ? Math.max(...known) : Math.min(...known);
      return levels[index - 1] + share * (levels[index] - levels[index - 1]);
    };
    const wasIn = bridged && Math.max(before.shift, before.load) < 1;
    if (held && here < 1) {
      if (!wasIn) open(bridged ? crossing() : levels[index]);
      spans.at(-1)[1] = levels[index];
    } else if (wasIn) spans.at(-1)[1] = crossing();
  });
  return spans;
}
