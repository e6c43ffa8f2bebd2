import { createSquareCounter, pairableOf, sumOfSquares } from "./groups.js";
import type { Groups } from "./groups.js";
import { ratingTable } from "./rating.js";
import type { Ratings } from "./rating.js";
import { beyondChance } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * Fleiss' kappa: agreement of any number of raters beyond chance, all differences alike. J. L. Fleiss, "Measuring
 * nominal scale agreement among many raters" (1971).
 *
 * It is defined only for units with the same number of ratings (not necessarily by the same raters). Where the numbers
 * differ, it rests on the number, two or more, that most units have, on the larger one where two are as frequent; the
 * other units do not count. The statistic's `units` says how many do. Krippendorff's alpha has no such gap.
 */
export function fleissKappa(ratings: Ratings): Statistic {
  const { units, values } = ratingTable(ratings);
  return fleissOf(
    units.map((unit) => unit.values),
    values.length,
  );
}

/** Fleiss' kappa of value codes below `values`. */
export function fleissOf(groups: Groups, values: number): Statistic {
  const size = commonSize(groups);
  const pairable = pairableOf(
    groups.filter(({ length }) => length === size),
    values,
  );
  const { ratings } = pairable;
  const squares = createSquareCounter(values);
  let observed = 0;
  for (const group of pairable.groups) observed += size ** 2 - squares(group);
  const expected = ratings ** 2 - sumOfSquares(pairable.totals);
  const basis = { units: pairable.groups.length, ratings };
  return beyondChance((observed * ratings) / (size - 1), expected, basis);
}

/** The number of ratings, two or more, that most units have; 2 when none has so many. */
function commonSize(groups: Groups): number {
  const units = new Map<number, number>();
  for (const { length } of groups) {
    if (length >= 2) units.set(length, (units.get(length) ?? 0) + 1);
  }
  const [[size] = [2]] = [...units].toSorted(
    ([sizeA, unitsA], [sizeB, unitsB]) => unitsB - unitsA || sizeB - sizeA,
  );
  return size;
}
