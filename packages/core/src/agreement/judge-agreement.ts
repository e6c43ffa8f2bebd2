import type { AnswerValue } from "../answer.js";
import type { LabelSchema } from "../label-schema.js";
import { againstOthers, compare, sharedUnits } from "./comparison.js";
import type { AgainstOthers, Comparison, PairAgreement } from "./comparison.js";
import { majorityOf } from "./majority.js";
import { measuresOf } from "./measures.js";
import type { Measures } from "./measures.js";
import { ratingTable } from "./rating.js";
import type { RatedUnit, Ratings, RatingTable } from "./rating.js";
import { createValueCodes } from "./value-codes.js";

/** How far judges agree with the people who answered the same question. */
export interface QuestionJudgeAgreement {
  /** The label schema's name. */
  readonly name: string;
  readonly measures: Measures;
  /** Every judge, in the order of first appearance. */
  readonly judges: readonly JudgeAgreement[];
}

/** How far one judge agrees with the people who answered the same question; they are the others it is compared with. */
export interface JudgeAgreement extends AgainstOthers {
  readonly judge: string;
  /** The judge against each person who shares a unit with it; `raters` is the person, then the judge. */
  readonly humans: readonly PairAgreement[];
  readonly majority: MajorityAgreement;
}

/**
 * A judge against the people's majority: the value that more than half of a unit's people gave; for numbers, their
 * median.
 */
export interface MajorityAgreement extends Comparison {
  /** Shared units that are left out here, because no value has more than half of the people. */
  readonly undecided: number;
}

/**
 * Compares each judge with each person and with the people's majority. A judge and a person
 * may have the same name.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when a value does not fit the question, as `questionAgreement` does
 */
export function judgeAgreement(
  schema: LabelSchema,
  humans: Ratings,
  judges: Ratings,
): QuestionJudgeAgreement {
  const measures = measuresOf(schema.input);
  const people = ratingTable(humans);
  const { raters, units, values } = join(people, ratingTable(judges));
  const isPerson = (rater: number) => rater < people.raters.length;
  const nameOf = (rater: number) => raters[rater] ?? "";
  const shared = sharedUnits(units, (a, b) => isPerson(a) && !isPerson(b));
  const agreementOf = (judge: string, place: number): JudgeAgreement => {
    const rater = people.raters.length + place;
    const own = units.map((unit) => keepRaters(unit, (id) => isPerson(id) || id === rater));
    const withJudge = shared.filter((both) => both.raters[1] === rater);
    return {
      judge,
      ...againstOthers(own, rater),
      humans: withJudge.map(({ raters: [person], pairs }) => ({
        raters: [nameOf(person), judge],
        ...compare(pairs, values, measures),
      })),
      majority: againstMajority(own, rater, values, measures),
    };
  };
  const names = raters.slice(people.raters.length);
  return { name: schema.name, measures, judges: names.map(agreementOf) };
}

/** Both tables as one: the people, then the judges. */
function join(people: RatingTable, judges: RatingTable): RatingTable {
  const codes = createValueCodes();
  const units = new Map<string, { unit: string; raters: number[]; values: number[] }>();
  const add = (table: RatingTable, firstRater: number) => {
    const codeOf = table.values.map((value) => codes.codeOf(value));
    for (const { unit, raters, values } of table.units) {
      const joint = units.get(unit) ?? { unit, raters: [], values: [] };
      for (const rater of raters) joint.raters.push(firstRater + rater);
      for (const value of values) joint.values.push(codeOf[value] ?? 0);
      units.set(unit, joint);
    }
  };
  add(people, 0);
  add(judges, people.raters.length);
  return {
    kind: "ratingTable",
    raters: [...people.raters, ...judges.raters],
    values: codes.values,
    units: [...units.values()],
  };
}

function keepRaters(
  { unit, raters, values }: RatedUnit,
  isKept: (rater: number) => boolean,
): RatedUnit {
  return {
    unit,
    raters: raters.filter(isKept),
    values: values.filter((_, place) => isKept(raters[place] ?? -1)),
  };
}

function againstMajority(
  units: readonly RatedUnit[],
  judge: number,
  values: readonly AnswerValue[],
  measures: Measures,
): MajorityAgreement {
  const codes = createValueCodes();
  const pairs: (readonly number[])[] = [];
  let undecided = 0;
  for (const unit of units) {
    const said = values[unit.values[unit.raters.indexOf(judge)] ?? -1];
    const people = keepRaters(unit, (rater) => rater !== judge).values;
    if (said === undefined || people.length === 0) continue;
    const majority = majorityOf(people, values);
    if (majority === undefined) undecided += 1;
    else pairs.push([codes.codeOf(majority), codes.codeOf(said)]);
  }
  return { undecided, ...compare(pairs, codes.values, measures) };
}
