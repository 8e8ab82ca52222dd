// A smooth curve through points, and round numbers along an axis.

/**
 * Values of the smooth curve through points that never overshoots them (Fritsch and Carlson 1980), at rising places.
 * @param {number[]} x  rising, evenly spaced
 */
export function smooth(x, y, places) {
  const step = x[1] - x[0];
  const slopes = y.slice(1).map((value, index) => (value - y[index]) / step);
  const tangent = y.map((_, index) => {
    const before = slopes[index - 1] ?? slopes[0];
    const after = slopes[index] ?? slopes.at(-1);
    // The harmonic mean of two slopes of one direction keeps the curve between its points.
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
  return places.map((place) => {
    const index = Math.min(Math.max(Math.floor((place - x[0]) / step + 1e-9), 0), slopes.length - 1);
    const t = (place - x[index]) / step;
    return (
      y[index] * (1 + 2 * t) * (1 - t) ** 2 +
      step * tangent[index] * t * (1 - t) ** 2 +
      y[index + 1] * t * t * (3 - 2 * t) +
      step * tangent[index + 1] * t * t * (t - 1)
    );
  });
}

/** Round numbers from one end of an axis to the other, and both ends where a round step meets them. */
export function ticks(from, to, count) {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const whole = (number) => Math.abs(number - Math.round(number)) < 1e-9;
  const steps = [1, 2, 3, 5, 10, 20].map((size) => size * power).filter((step) => step >= rough * 0.999);
  const step = steps.find((one) => whole(from / one) && whole(to / one)) ?? steps[0];
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}
