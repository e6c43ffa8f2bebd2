import type { AnswerValue } from "../answer.js";
import { kappaOf } from "./cohen-kappa.js";
import type { Groups } from "./groups.js";
import { alphaOf } from "./krippendorff-alpha.js";
import type { Measures } from "./measures.js";
import { percentOf } from "./percent-agreement.js";
import type { RatedUnit } from "./rating.js";
import { statisticOf, undefinedBecause } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/** Two raters compared on the units that both rated. */
export interface Comparison {
  /** How many units both rated. */
  readonly shared: number;
  /** The share of shared units with the same value. */
  readonly percent: Statistic;
  /** Cohen's kappa, weighted for ordered choices; absent where answers are not one of a few categories. */
  readonly kappa: Statistic | undefined;
  /** Krippendorff's alpha of the two on the question's scale; absent for free text, which has none. */
  readonly alpha: Statistic | undefined;
}

/** How far two raters agree. */
export interface PairAgreement extends Comparison {
  readonly raters: readonly [string, string];
}

/** Compares two raters by their value codes: one group of two for each shared unit. */
export function compare(
  pairs: Groups,
  values: readonly AnswerValue[],
  { scale, kappaWeights }: Measures,
): Comparison {
  const order = scale?.kind === "ordinal" ? scale.order : undefined;
  return {
    shared: pairs.length,
    percent: percentOf(pairs, values.length).pooled,
    kappa: kappaWeights && kappaOf(pairs, values, kappaWeights, order),
    alpha: scale && alphaOf(pairs, values, scale),
  };
}

/** Two raters, by their places in a table, and their value codes: one group of two for each shared unit. */
export interface SharedUnits {
  readonly raters: readonly [number, number];
  readonly pairs: Groups;
}

/**
 * The pairs of raters that share a unit and satisfy `isWanted`, the earlier rater of the table first, in the table's
 * order. Time grows with the pairs of ratings, not with the pairs of raters.
 */
export function sharedUnits(
  units: readonly RatedUnit[],
  isWanted: (earlier: number, later: number) => boolean = () => true,
): readonly SharedUnits[] {
  const found = new Map<number, Map<number, (readonly number[])[]>>();
  const add = (earlier: number, later: number, values: readonly number[]) => {
    const byLater = found.get(earlier) ?? new Map<number, (readonly number[])[]>();
    const pairs = byLater.get(later) ?? [];
    pairs.push(values);
    byLater.set(later, pairs);
    found.set(earlier, byLater);
  };
  for (const { raters, values } of units) {
    raters.forEach((rater, place) => {
      for (let other = 0; other < place; other += 1) {
        const pair = [
          { rater: raters[other] ?? 0, value: values[other] ?? 0 },
          { rater, value: values[place] ?? 0 },
        ].toSorted((a, b) => a.rater - b.rater);
        const [earlier = 0, later = 0] = pair.map((rating) => rating.rater);
        if (isWanted(earlier, later))
          add(
            earlier,
            later,
            pair.map(({ value }) => value),
          );
      }
    });
  }
  return byRater(found).flatMap(([earlier, byLater]) =>
    byRater(byLater).map(([later, pairs]) => ({ raters: [earlier, later] as const, pairs })),
  );
}

function byRater<T>(map: ReadonlyMap<number, T>): [number, T][] {
  return [...map].toSorted(([a], [b]) => a - b);
}

/** One rater against everybody who rated the same units. */
export interface AgainstOthers {
  /** How many units the rater rated. */
  readonly ratings: number;
  /** How many of these somebody else rated too. */
  readonly shared: number;
  /** The share of the others with the same value, averaged over the shared units. */
  readonly percent: Statistic;
}

/** Compares one rater, by its place in the table, with the others. */
export function againstOthers(units: readonly RatedUnit[], rater: number): AgainstOthers {
  let own = 0;
  let shared = 0;
  let compared = 0;
  let shares = 0;
  for (const { raters, values } of units) {
    const place = raters.indexOf(rater);
    if (place === -1) continue;
    own += 1;
    if (raters.length === 1) continue;
    shared += 1;
    compared += raters.length;
    const same = values.filter((value) => value === values[place]).length - 1;
    shares += same / (raters.length - 1);
  }
  const percent =
    shared === 0
      ? undefinedBecause("no-pairable")
      : statisticOf(shares / shared, { units: shared, ratings: compared });
  return { ratings: own, shared, percent };
}

/** Value codes of each unit. */
export function groupsOf(units: readonly RatedUnit[]): Groups {
  return units.map(({ values }) => values);
}
