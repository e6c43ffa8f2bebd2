import type { AnswerValue } from "../answer.js";
import { LabelingError } from "../errors.js";
import { createSquareCounter, pairableOf, sumOfSquares } from "./groups.js";
import type { Groups, Pairable } from "./groups.js";
import { ratingTable } from "./rating.js";
import type { Ratings } from "./rating.js";
import { numbersOf, placesInOrder, setDistance, setsOf } from "./scale.js";
import type { Scale } from "./scale.js";
import { beyondChance } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * Krippendorff's alpha: 1 is perfect agreement, 0 what chance gives, below 0 is worse than chance. Any number of
 * raters, any gaps; units with one rating are left out.
 *
 * Time grows with the number of ratings for nominal, ordinal and interval, however many distinct values there are
 * (plus sorting those, for ordinal). For ratio and set it also grows with the square of the number of distinct values.
 *
 * K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011),
 * https://repository.upenn.edu/handle/20.500.14332/2089.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when a value does not fit the scale: see {@link Scale}
 */
export function krippendorffAlpha(ratings: Ratings, scale: Scale): Statistic {
  const { units, values } = ratingTable(ratings);
  return alphaOf(
    units.map((unit) => unit.values),
    values,
    scale,
  );
}

/** Both kinds of disagreement, in one unit that cancels out. */
interface Disagreement {
  readonly observed: number;
  readonly expected: number;
}

/** Alpha of value codes; `values` are what the codes stand for. */
export function alphaOf(groups: Groups, values: readonly AnswerValue[], scale: Scale): Statistic {
  const pairable = pairableOf(groups, values.length);
  const { observed, expected } = disagreement(pairable, values, scale);
  return beyondChance(observed, expected, {
    units: pairable.groups.length,
    ratings: pairable.ratings,
  });
}

function disagreement(
  pairable: Pairable,
  values: readonly AnswerValue[],
  scale: Scale,
): Disagreement {
  switch (scale.kind) {
    case "nominal":
      return nominal(pairable);
    case "ordinal":
      return squaredDifferences(pairable, midRanks(pairable, placesInOrder(values, scale.order)));
    case "interval":
      return squaredDifferences(pairable, numbersOf(values, scale.kind));
    case "ratio":
      return anyDistance(pairable, ratioDistance(numbersOf(values, scale.kind)));
    case "set": {
      const sets = setsOf(values);
      const { distance = "masi" } = scale;
      return anyDistance(pairable, (a, b) => setDistance(distance, at(sets, a), at(sets, b)));
    }
  }
}

function nominal({ groups, ratings, totals }: Pairable): Disagreement {
  const squares = createSquareCounter(totals.length);
  let observed = 0;
  for (const group of groups) {
    observed += (group.length ** 2 - squares(group)) / (group.length - 1);
  }
  return { observed, expected: (ratings ** 2 - sumOfSquares(totals)) / (ratings - 1) };
}

/**
 * The ordinal distance of two values is the square of how many ratings lie from the middle of the one to the middle
 * of the other, which makes it the interval distance of these ranks.
 */
function midRanks({ totals }: Pairable, places: readonly number[]): readonly number[] {
  const byPlace = [...places.keys()].toSorted((a, b) => at(places, a) - at(places, b));
  const ranks = Array.from(places, () => 0);
  let below = 0;
  for (const code of byPlace) {
    const count = totals[code] ?? 0;
    ranks[code] = below + count / 2;
    below += count;
  }
  return ranks;
}

/**
 * The squared differences of all pairs of m numbers sum up to 2m times the sum of the squared deviations from their
 * mean, so that no pair is looked at.
 */
function squaredDifferences(pairable: Pairable, numbers: readonly number[]): Disagreement {
  const { groups, ratings, totals } = pairable;
  const scores = fromZeroToOne(numbers, totals);
  let observed = 0;
  for (const group of groups) {
    const isUnanimous = group.every((code) => code === group[0]);
    if (isUnanimous) continue;
    const deviation = squaredDeviation(
      group.map((code) => ({ score: at(scores, code), count: 1 })),
    );
    observed += (group.length / (group.length - 1)) * deviation;
  }
  const all = Array.from(totals, (count, code) => ({ score: at(scores, code), count }));
  return { observed, expected: (ratings / (ratings - 1)) * squaredDeviation(all) };
}

/** In two passes, the mean first: what one pass would subtract from each other is nearly equal. */
function squaredDeviation(
  scores: readonly { readonly score: number; readonly count: number }[],
): number {
  let sum = 0;
  let ratings = 0;
  for (const { score, count } of scores) {
    sum += score * count;
    ratings += count;
  }
  const mean = sum / ratings;
  let squares = 0;
  for (const { score, count } of scores) squares += count * (score - mean) ** 2;
  return squares;
}

/**
 * Alpha does not change when all numbers are shifted and scaled alike. Shifted first, numbers that are large and close
 * together (milliseconds since 1970) keep all their digits; scaled, no square overflows or vanishes.
 */
function fromZeroToOne(numbers: readonly number[], totals: Float64Array): readonly number[] {
  let min = Infinity;
  let max = -Infinity;
  numbers.forEach((number, code) => {
    if (totals[code] === 0) return;
    min = Math.min(min, number);
    max = Math.max(max, number);
  });
  // The difference of the largest numbers there are is not finite, that of their quarters is.
  const factor = Number.isFinite(max - min) ? 1 : 0.25;
  const range = max * factor - min * factor;
  return numbers.map((number, code) =>
    totals[code] === 0 || range === 0 ? 0 : (number * factor - min * factor) / range,
  );
}

type Distance = (a: number, b: number) => number;

function anyDistance({ groups, ratings, totals }: Pairable, distance: Distance): Disagreement {
  let observed = 0;
  for (const group of groups) {
    observed += weightedDistances(countsOf(group), distance) / (group.length - 1);
  }
  const all = Array.from(totals, (count, code) => ({ code, count })).filter(({ count }) => count);
  return { observed, expected: weightedDistances(all, distance) / (ratings - 1) };
}

interface Count {
  readonly code: number;
  readonly count: number;
}

function countsOf(group: readonly number[]): readonly Count[] {
  const counts = new Map<number, number>();
  for (const code of group) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Array.from(counts, ([code, count]) => ({ code, count }));
}

/** The sum of the distances of all ordered pairs. Summed up row by row, which keeps rounding errors small. */
function weightedDistances(counts: readonly Count[], distance: Distance): number {
  let sum = 0;
  counts.forEach((a, place) => {
    let row = 0;
    for (let other = 0; other < place; other += 1) {
      const b = at(counts, other);
      row += b.count * distance(a.code, b.code);
    }
    sum += 2 * a.count * row;
  });
  return sum;
}

function ratioDistance(numbers: readonly number[]): Distance {
  const negative = numbers.find((number) => number < 0);
  if (negative !== undefined) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `The rating ${negative} has no place on the scale "ratio", which begins at 0; use the scale "interval".`,
    );
  }
  // The sum of the largest numbers there are is not finite; in relation to the larger one it is.
  return (a, b) => {
    const low = Math.min(at(numbers, a), at(numbers, b));
    const high = Math.max(at(numbers, a), at(numbers, b));
    return ((high - low) / high / (1 + low / high)) ** 2;
  };
}

/** The element at a place that is known to exist. */
function at<T>(list: readonly T[], place: number): T {
  const element = list[place];
  if (element === undefined) throw new RangeError(`There is no element ${place}.`);
  return element;
}
