import type { AnswerValue } from "../answer.js";
import { LabelingError } from "../errors.js";
import { createValueCodes } from "./value-codes.js";

/**
 * One value that one rater gave one unit (an item). A rater counts once per unit: a later rating of the same unit
 * replaces the earlier one.
 */
export interface Rating {
  readonly unit: string;
  readonly rater: string;
  readonly value: AnswerValue;
}

/** The ratings of one unit, one per rater; `raters` and `values` are places in the table's lists of the same name. */
export interface RatedUnit {
  readonly unit: string;
  readonly raters: readonly number[];
  readonly values: readonly number[];
}

/**
 * Ratings read once, for any number of statistics. `raters` and `values` are distinct, in the order of their first
 * appearance.
 */
export interface RatingTable {
  readonly kind: "ratingTable";
  readonly raters: readonly string[];
  readonly values: readonly AnswerValue[];
  readonly units: readonly RatedUnit[];
}

/** What statistics are computed from: ratings, read once and in one go, or a table made before. */
export type Ratings = Iterable<Rating> | RatingTable;

/** Collects ratings one by one, for sources that are not iterables, such as a store's pages. */
export interface RatingCollector {
  /** @throws {LabelingError} INVALID_ARGUMENT when the value is a number that is not finite */
  add(rating: Rating): void;
  /** The table of all ratings so far; more may be added afterwards, for another table. */
  table(): RatingTable;
}

/** Starts an empty collection. Memory and time grow with the number of ratings. */
export function createRatingCollector(): RatingCollector {
  const units = new Map<string, { unit: string; raters: number[]; values: number[] }>();
  const raters = new Map<string, number>();
  const codes = createValueCodes();
  return {
    add({ unit, rater, value }) {
      refuseNonFinite(unit, rater, value);
      const place = raters.get(rater) ?? raters.size;
      raters.set(rater, place);
      const rated = units.get(unit) ?? { unit, raters: [], values: [] };
      units.set(unit, rated);
      rated.raters.push(place);
      rated.values.push(codes.codeOf(value));
    },
    table: () => ({
      kind: "ratingTable",
      raters: [...raters.keys()],
      values: [...codes.values],
      units: Array.from(units.values(), latestPerRater),
    }),
  };
}

/**
 * Reads ratings into a table; a table is passed through.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when a value is a number that is not finite
 */
export function ratingTable(ratings: Ratings): RatingTable {
  if ("kind" in ratings) return ratings;
  const collector = createRatingCollector();
  for (const rating of ratings) collector.add(rating);
  return collector.table();
}

function latestPerRater({ unit, raters, values }: RatedUnit): RatedUnit {
  const latest = new Map<number, number>();
  raters.forEach((rater, place) => latest.set(rater, values[place] ?? 0));
  return { unit, raters: [...latest.keys()], values: [...latest.values()] };
}

function refuseNonFinite(unit: string, rater: string, value: AnswerValue): void {
  if (typeof value !== "number" || Number.isFinite(value)) return;
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `${rater} rated ${unit} with ${value}, which agreement cannot be computed from; give a finite number or leave the rating out.`,
  );
}
