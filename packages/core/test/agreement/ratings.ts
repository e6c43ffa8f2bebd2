import type { AnswerValue } from "../../src/answer.js";
import type { Rating } from "../../src/agreement/index.js";

/** Ratings from one row per rater and one column per unit; `undefined` is a gap. */
export function fromRows(rows: readonly (readonly (AnswerValue | undefined)[])[]): Rating[] {
  return rows.flatMap((row, rater) =>
    row.flatMap((value, unit) =>
      value === undefined ? [] : [{ unit: `unit ${unit}`, rater: `rater ${rater}`, value }],
    ),
  );
}

/** Ratings of two raters from the table of how often each pair of categories occurred. */
export function fromCounts(counts: readonly (readonly number[])[]): Rating[] {
  const pairs = counts.flatMap((row, a) =>
    row.flatMap((count, b) => Array.from({ length: count }, () => [a, b])),
  );
  return fromRows([0, 1].map((rater) => pairs.map((pair) => pair[rater])));
}

/** Ratings from how many raters chose each category, one row per unit. */
export function fromCategoryCounts(units: readonly (readonly number[])[]): Rating[] {
  return units.flatMap((counts, unit) =>
    counts
      .flatMap((count, category) => Array.from({ length: count }, () => category))
      .map((value, rater) => ({ unit: `unit ${unit}`, rater: `rater ${rater}`, value })),
  );
}
