/** Value codes of several units: one list a unit. */
export type Groups = readonly (readonly number[])[];

/** The units that have something to compare, and how often each value occurs in them. */
export interface Pairable {
  readonly groups: Groups;
  /** How many ratings the groups hold. */
  readonly ratings: number;
  /** By value code, for as many codes as there are values. */
  readonly totals: Float64Array;
}

/** Leaves out the units with a single rating, which nothing can be compared with. */
export function pairableOf(groups: Groups, values: number): Pairable {
  const kept = groups.filter(({ length }) => length >= 2);
  const totals = new Float64Array(values);
  let ratings = 0;
  for (const group of kept) {
    ratings += group.length;
    for (const code of group) totals[code] = (totals[code] ?? 0) + 1;
  }
  return { groups: kept, ratings, totals };
}

/** The sum of the squares of the counts of a unit's values: 9 for three equal ones, 3 for three different ones. */
export function createSquareCounter(values: number): (group: readonly number[]) => number {
  const counts = new Uint32Array(values);
  return (group) => {
    let squares = 0;
    for (const code of group) {
      const before = counts[code] ?? 0;
      // (k + 1)² is k² and 2k + 1 more.
      squares += 2 * before + 1;
      counts[code] = before + 1;
    }
    for (const code of group) counts[code] = 0;
    return squares;
  };
}

/** The sum of the squares of some numbers. */
export function sumOfSquares(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number * number;
  return sum;
}
