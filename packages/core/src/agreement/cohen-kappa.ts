import type { AnswerValue } from "../answer.js";
import type { Groups } from "./groups.js";
import { ratingTable } from "./rating.js";
import type { RatedUnit, Ratings } from "./rating.js";
import { placesInOrder } from "./scale.js";
import { beyondChance } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * How much a disagreement counts: all alike, by how many places of the order lie between the two values, or by the
 * square of that.
 */
export type KappaWeights = "none" | "linear" | "quadratic";

/**
 * Cohen's kappa of two raters over the units that both rated: 1 is perfect agreement, 0 what their habits would give
 * by chance. J. Cohen, "A coefficient of agreement for nominal scales" (1960); with weights, "Weighted kappa" (1968).
 *
 * Weights need the order of the values, unused ones included. Without it numbers go up, `false` comes before `true`,
 * and only values that one of the two gave to a shared unit have a place.
 *
 * @throws {LabelingError} INVALID_ARGUMENT with weights, when a value is not in `order`, or when there is none and the
 * values have no order of their own
 */
export function cohenKappa(
  ratings: Ratings,
  raterA: string,
  raterB: string,
  weights: KappaWeights = "none",
  order?: readonly AnswerValue[],
): Statistic {
  const { raters, units, values } = ratingTable(ratings);
  const both = [raters.indexOf(raterA), raters.indexOf(raterB)];
  const pairs = units.map((unit) => both.flatMap((rater) => valueBy(unit, rater)));
  return kappaOf(
    pairs.filter(({ length }) => length === 2),
    values,
    weights,
    order,
  );
}

/** Kappa of value codes, a group of two for each unit: that of the one rater, then that of the other. */
export function kappaOf(
  pairs: Groups,
  values: readonly AnswerValue[],
  weights: KappaWeights,
  order?: readonly AnswerValue[],
): Statistic {
  const weight = weightOf(pairs, values, weights, order);
  const ofA = new Map<number, number>();
  const ofB = new Map<number, number>();
  let observed = 0;
  for (const [a = 0, b = 0] of pairs) {
    ofA.set(a, (ofA.get(a) ?? 0) + 1);
    ofB.set(b, (ofB.get(b) ?? 0) + 1);
    observed += weight(a, b);
  }
  let expected = 0;
  for (const [a, countA] of ofA) {
    for (const [b, countB] of ofB) expected += countA * countB * weight(a, b);
  }
  const basis = { units: pairs.length, ratings: 2 * pairs.length };
  return beyondChance(observed * pairs.length, expected, basis);
}

function valueBy({ raters, values }: RatedUnit, rater: number): readonly number[] {
  const value = values[raters.indexOf(rater)];
  return value === undefined ? [] : [value];
}

function weightOf(
  pairs: Groups,
  values: readonly AnswerValue[],
  weights: KappaWeights,
  order: readonly AnswerValue[] | undefined,
): (a: number, b: number) => number {
  if (weights === "none") return (a, b) => (a === b ? 0 : 1);
  const used = [...new Set(pairs.flat())];
  const places = placesInOrder(
    used.flatMap((code) => values[code] ?? []),
    order,
  );
  const placeOf = new Map(used.map((code, index) => [code, places[index] ?? 0]));
  const apart = (a: number, b: number) => Math.abs((placeOf.get(a) ?? 0) - (placeOf.get(b) ?? 0));
  return weights === "linear" ? apart : (a, b) => apart(a, b) ** 2;
}
