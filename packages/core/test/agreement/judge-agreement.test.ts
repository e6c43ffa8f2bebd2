import { describe, expect, it } from "vitest";
import {
  cohenKappa,
  judgeAgreement,
  krippendorffAlpha,
  percentAgreement,
} from "../../src/agreement/index.js";
import type { Rating } from "../../src/agreement/index.js";
import { LabelSchema } from "../../src/label-schema.js";

const question = (input: unknown) =>
  LabelSchema.parse({ name: "correct", type: "feedback", title: "Correct?", input });
const YES_NO = question({ kind: "passFail" });

/** One rater's values of the traces t0, t1, …; `undefined` is a gap. */
const by = (rater: string, ...values: (Rating["value"] | undefined)[]): Rating[] =>
  values.flatMap((value, place) =>
    value === undefined ? [] : [{ unit: `t${place}`, rater, value }],
  );

const ana = by("ana", true, false, true, true);
const ben = by("ben", true, true, true, false, undefined, true);
const cho = by("cho", true, true, false);
const people = [...ana, ...ben, ...cho];
const judge = by("judge", true, false, true, true, true, true);

describe("judgeAgreement", () => {
  it("compares a judge with each person on the traces that both rated", () => {
    const [only] = judgeAgreement(YES_NO, people, judge).judges;
    const two = [...ana, ...judge.slice(0, 4)];
    expect(only?.humans.map(({ raters, shared }) => [...raters, shared])).toEqual([
      ["ana", "judge", 4],
      ["ben", "judge", 5],
      ["cho", "judge", 3],
    ]);
    expect(only?.humans[0]).toEqual({
      raters: ["ana", "judge"],
      shared: 4,
      percent: percentAgreement(two).pooled,
      kappa: cohenKappa([...ana, ...judge], "ana", "judge"),
      alpha: krippendorffAlpha(two, { kind: "nominal" }),
    });
  });

  it("averages over traces how many people say what the judge says", () => {
    const [only] = judgeAgreement(YES_NO, people, judge).judges;
    expect(only).toMatchObject({ judge: "judge", ratings: 6, shared: 5 });
    // All, one of three, two of three, one of two, and one.
    const value = (1 + 1 / 3 + 2 / 3 + 1 / 2 + 1) / 5;
    expect(only?.percent).toMatchObject({ value, units: 5 });
  });

  it("compares a judge with what more than half of the people say, and counts where nobody has more", () => {
    const [only] = judgeAgreement(YES_NO, people, judge).judges;
    const majority = by("majority", true, true, true, undefined, undefined, true);
    expect(only?.majority).toEqual({
      undecided: 1,
      shared: 4,
      percent: { kind: "value", value: 3 / 4, units: 4, ratings: 8 },
      kappa: cohenKappa([...majority, ...judge], "majority", "judge"),
      alpha: krippendorffAlpha(
        [...majority, ...judge].filter(({ unit }) => unit !== "t3" && unit !== "t4"),
        { kind: "nominal" },
      ),
    });
  });

  it("does not take the most frequent of many values for a majority", () => {
    const options = ["a", "b", "c", "d"];
    const four = ["a", "a", "b", "c"].flatMap((value, place) => by(`person ${place}`, value));
    const schema = question({ kind: "categorical", options });
    const [only] = judgeAgreement(schema, four, by("judge", "a")).judges;
    expect(only?.majority).toMatchObject({
      undecided: 1,
      shared: 0,
      percent: { kind: "undefined", reason: "no-pairable" },
      kappa: { kind: "undefined", reason: "no-pairable" },
    });
  });

  it.each([
    ["an odd count", [1, 9, 4], 4],
    ["an even count", [1, 9, 4, 5], 4.5],
    ["one person", [7], 7],
    ["the largest numbers", [2 ** 1023, 1.5 * 2 ** 1023], 1.25 * 2 ** 1023],
    ["the smallest numbers", [5e-324, 5e-324], 5e-324],
  ])("takes the median of numbers: %s", (_, numbers, median) => {
    const schema = question({ kind: "numeric" });
    const humans = numbers.flatMap((value, place) => by(`person ${place}`, value));
    const [only] = judgeAgreement(schema, humans, by("judge", median)).judges;
    expect(only?.majority).toMatchObject({ undecided: 0, percent: { value: 1 } });
  });

  it("weighs an ordered choice as the question's options are ordered", () => {
    const options = ["bad", "fair", "good"];
    const schema = question({ kind: "categorical", options, ordered: true });
    const human = by("ana", "bad", "fair", "good", "good");
    const model = by("judge", "bad", "good", "good", "bad");
    const [only] = judgeAgreement(schema, human, model).judges;
    const kappa = cohenKappa([...human, ...model], "ana", "judge", "quadratic", options);
    expect(only?.humans[0]?.kappa).toEqual(kappa);
    expect(only?.majority.kappa).toEqual(kappa);
  });

  it("keeps a judge apart from a person of the same name, and from other judges", () => {
    const judges = [...by("ana", false, false), ...by("other", undefined, false, true)];
    const { judges: found } = judgeAgreement(YES_NO, ana, judges);
    expect(found.map(({ judge: name, shared, percent }) => [name, shared, percent])).toEqual([
      ["ana", 2, { kind: "value", value: 1 / 2, units: 2, ratings: 4 }],
      ["other", 2, { kind: "value", value: 1, units: 2, ratings: 4 }],
    ]);
    expect(found.map(({ humans }) => humans.map(({ raters }) => raters))).toEqual([
      [["ana", "ana"]],
      [["ana", "other"]],
    ]);
  });

  it("lists a judge that no person can be compared with, and gives the reason", () => {
    const { name, judges } = judgeAgreement(YES_NO, ana, [{ unit: "t9", rater: "j", value: true }]);
    expect(name).toBe("correct");
    expect(judges).toMatchObject([
      {
        ratings: 1,
        shared: 0,
        percent: { kind: "undefined", reason: "no-pairable" },
        humans: [],
        majority: { undecided: 0, alpha: { kind: "undefined", reason: "no-pairable" } },
      },
    ]);
    expect(judgeAgreement(YES_NO, people, []).judges).toEqual([]);
  });
});
