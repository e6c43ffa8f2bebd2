import type { LabelSchema } from "../label-schema.js";
import { againstOthers, compare, groupsOf, sharedUnits } from "./comparison.js";
import type { AgainstOthers, PairAgreement } from "./comparison.js";
import { fleissOf } from "./fleiss-kappa.js";
import { alphaOf } from "./krippendorff-alpha.js";
import { measuresOf } from "./measures.js";
import type { Measures } from "./measures.js";
import { percentOf } from "./percent-agreement.js";
import type { PercentAgreement } from "./percent-agreement.js";
import { ratingTable } from "./rating.js";
import type { RatedUnit, Ratings } from "./rating.js";
import type { Statistic } from "./statistic.js";

/** How far the raters of one question agree. Which statistics there are depends on its input: see {@link Measures}. */
export interface QuestionAgreement {
  /** The label schema's name. */
  readonly name: string;
  readonly measures: Measures;
  /** Units with at least one rating. */
  readonly units: number;
  readonly ratings: number;
  readonly percent: PercentAgreement;
  /** Absent for free text, which has no scale. */
  readonly alpha: Statistic | undefined;
  /** Absent where answers are not one of a few categories. */
  readonly fleiss: Statistic | undefined;
  /** Pairs of raters that share a unit, in the order in which the raters first appear. */
  readonly pairs: readonly PairAgreement[];
  /** Every rater, in the order of first appearance. */
  readonly raters: readonly RaterAgreement[];
}

/** How far one rater agrees with the others. */
export interface RaterAgreement extends AgainstOthers {
  readonly rater: string;
  /**
   * Alpha of all raters but this one: above the question's alpha, the others agree better among themselves. Absent for
   * free text.
   */
  readonly alphaWithout: Statistic | undefined;
}

/**
 * Computes every statistic of one question. Values are as `decodeAnswer` reads them.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when a value does not fit the question: a number that is not finite, a text
 * for a numeric question, an option that an ordered question does not have
 */
export function questionAgreement(schema: LabelSchema, ratings: Ratings): QuestionAgreement {
  const { raters, units, values } = ratingTable(ratings);
  const measures = measuresOf(schema.input);
  const groups = groupsOf(units);
  const nameOf = (rater: number) => raters[rater] ?? "";
  return {
    name: schema.name,
    measures,
    units: units.length,
    ratings: groups.reduce((sum, { length }) => sum + length, 0),
    percent: percentOf(groups, values.length),
    alpha: measures.scale && alphaOf(groups, values, measures.scale),
    fleiss: measures.hasCategories ? fleissOf(groups, values.length) : undefined,
    pairs: sharedUnits(units).map(({ raters: [a, b], pairs }) => ({
      raters: [nameOf(a), nameOf(b)],
      ...compare(pairs, values, measures),
    })),
    raters: raters.map((name, rater) => ({
      rater: name,
      ...againstOthers(units, rater),
      alphaWithout: measures.scale && alphaOf(groupsWithout(units, rater), values, measures.scale),
    })),
  };
}

function groupsWithout(units: readonly RatedUnit[], rater: number) {
  return units.map(({ raters, values }) => values.filter((_, place) => raters[place] !== rater));
}
