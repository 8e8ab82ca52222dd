// Words beside a point that moves: at the first of some places where they cover no other words.

// How wide a letter is about, of the words that are placed and of the smaller ones that stand still, pixels.
const LETTER = 7.8;
const SMALL_LETTER = 6.6;
// How far words stand from their point, and at least from the middle of others above or below, pixels.
export const BESIDE = 13;
const CLEAR = 14;
// How much lower words stand where there is no room at the height of their point, pixels.
const LOWER = 18;
// From one point to the next along words that are to be kept clear of, pixels.
const STEP = 6;

/** Points along the middle of words that end somewhere, turned about their end by an angle in radians. */
export function alongWords(words, end, turned = 0, aside = 0) {
  const count = Math.ceil((SMALL_LETTER * words.length) / STEP);
  return Array.from({ length: count }, (_, index) => {
    const back = -STEP * index;
    return {
      x: end.x + back * Math.cos(turned) - aside * Math.sin(turned),
      y: end.y + back * Math.sin(turned) + aside * Math.cos(turned),
    };
  });
}

/**
 * Where words stand, as attributes of their text; their `y` is that of their middle.
 * @param {{x: number, y: number}} point
 * @param {string} words
 * @param {{left: boolean, taken: {x: number, y: number}[], from: number, to: number}} room  whether the left side is
 *   wanted, points that must not be covered, and the ends of the drawing
 */
export function placeBeside(point, words, { left, taken, from, to }) {
  const length = LETTER * words.length;
  const sides = left ? [-1, 1] : [1, -1];
  const places = [0, LOWER].flatMap((lower) =>
    sides.map((side) => {
      const start = point.x + side * BESIDE;
      const [low, high] = side < 0 ? [start - length, start] : [start, start + length];
      return { side, start, low, high, y: point.y + lower };
    }),
  );
  const isFree = ({ low, high, y }) =>
    low >= from &&
    high <= to &&
    !taken.some((one) => one.x > low && one.x < high && Math.abs(one.y - y) < CLEAR);
  const { side, start, y } = places.find(isFree) ?? places[0];
  return { x: start, y, "text-anchor": side < 0 ? "end" : "start" };
}
