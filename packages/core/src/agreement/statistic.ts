/**
 * Why a statistic has no value.
 *
 * - `no-pairable`: nothing to compare, because no unit has two ratings (or none by both of the raters asked about).
 * - `no-variance`: all compared ratings are one and the same value, so that nothing tells agreement from habit: the
 *   statistic is 0 divided by 0.
 */
export type UndefinedReason = "no-pairable" | "no-variance";

/**
 * A statistic, or why it is undefined; never NaN or infinite. `units` and `ratings` say how many units, and how many
 * ratings of them, the value rests on.
 */
export type Statistic =
  | {
      readonly kind: "value";
      readonly value: number;
      readonly units: number;
      readonly ratings: number;
    }
  | { readonly kind: "undefined"; readonly reason: UndefinedReason };

/** What a statistic rests on. */
export interface Basis {
  readonly units: number;
  readonly ratings: number;
}

/** The statistic of this reason. */
export function undefinedBecause(reason: UndefinedReason): Statistic {
  return { kind: "undefined", reason };
}

/** The statistic of this value. */
export function statisticOf(value: number, { units, ratings }: Basis): Statistic {
  return { kind: "value", value, units, ratings };
}

/**
 * How far agreement is beyond chance: 1 minus the observed by the expected disagreement. Without expected disagreement
 * there is no variance.
 */
export function beyondChance(observed: number, expected: number, basis: Basis): Statistic {
  if (basis.units === 0) return undefinedBecause("no-pairable");
  if (expected === 0) return undefinedBecause("no-variance");
  return statisticOf(1 - observed / expected, basis);
}
