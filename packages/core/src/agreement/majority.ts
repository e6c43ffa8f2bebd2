import type { AnswerValue } from "../answer.js";

/**
 * The value that stands for several ratings of one unit: what more than half of them say. Numbers are seldom equal, so
 * theirs is the median, of an even count the mean of the middle two. `undefined`: there is no majority.
 *
 * `codes` are places in `values`.
 */
export function majorityOf(
  codes: readonly number[],
  values: readonly AnswerValue[],
): AnswerValue | undefined {
  const ratings = codes.flatMap((code) => [values[code]]).filter((value) => value !== undefined);
  const numbers = ratings.filter((value) => typeof value === "number");
  if (numbers.length === codes.length) return medianOf(numbers);
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const [most] = [...counts].find(([, count]) => count > codes.length / 2) ?? [];
  return most === undefined ? undefined : values[most];
}

function medianOf(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  const high = sorted[Math.floor(sorted.length / 2)];
  // Halved first: the sum of two large numbers may not be finite.
  return low === undefined || high === undefined || low === high ? low : low / 2 + high / 2;
}
