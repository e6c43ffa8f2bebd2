import { createSquareCounter, pairableOf } from "./groups.js";
import type { Groups } from "./groups.js";
import { ratingTable } from "./rating.js";
import type { Ratings } from "./rating.js";
import { statisticOf, undefinedBecause } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/** How often two ratings of one unit are the same value, from 0 to 1. */
export interface PercentAgreement {
  /** The share of agreeing pairs within each unit, averaged: every unit counts alike. */
  readonly perItem: Statistic;
  /** The share of agreeing pairs among the pairs of all units: a unit with more ratings counts more. */
  readonly pooled: Statistic;
}

/**
 * The share of agreement, chance included: values from 0 to 1. Undefined only for `no-pairable`. Numbers agree when
 * they are equal, lists when they hold the same texts in any order.
 */
export function percentAgreement(ratings: Ratings): PercentAgreement {
  const { units, values } = ratingTable(ratings);
  return percentOf(
    units.map((unit) => unit.values),
    values.length,
  );
}

/** Percent agreement of value codes below `values`. */
export function percentOf(groups: Groups, values: number): PercentAgreement {
  const pairable = pairableOf(groups, values);
  const basis = { units: pairable.groups.length, ratings: pairable.ratings };
  if (basis.units === 0) {
    const none = undefinedBecause("no-pairable");
    return { perItem: none, pooled: none };
  }
  const squares = createSquareCounter(values);
  let shares = 0;
  let agreeing = 0;
  let pairs = 0;
  for (const group of pairable.groups) {
    // Ordered pairs: each counts twice, above and below the line.
    const agreeingHere = squares(group) - group.length;
    const pairsHere = group.length * (group.length - 1);
    shares += agreeingHere / pairsHere;
    agreeing += agreeingHere;
    pairs += pairsHere;
  }
  return {
    perItem: statisticOf(shares / basis.units, basis),
    pooled: statisticOf(agreeing / pairs, basis),
  };
}
