import { describe, expect, it } from "vitest";
import {
  cohenKappa,
  fleissKappa,
  krippendorffAlpha,
  measuresOf,
  percentAgreement,
  questionAgreement,
} from "../../src/agreement/index.js";
import type { Rating } from "../../src/agreement/index.js";
import { LabelSchema } from "../../src/label-schema.js";

const options = ["bad", "fair", "good"];

function question(input: unknown): LabelSchema {
  return LabelSchema.parse({ name: "quality", type: "feedback", title: "Quality", input });
}

/** Ana, Ben and Cho on five traces; Dee alone on a sixth. */
function ratings<V extends Rating["value"]>(ana: V[], ben: V[], cho: V[], dee: V): Rating[] {
  return [
    ...Object.entries({ ana, ben, cho }).flatMap(([rater, values]) =>
      values.map((value, place) => ({ unit: `t${place}`, rater, value })),
    ),
    { unit: "t6", rater: "dee", value: dee },
  ];
}

const words = ratings(
  ["bad", "fair", "good", "good", "bad"],
  ["bad", "good", "good", "fair", "bad"],
  ["bad", "bad", "good"],
  "good",
);
const NO_PAIRABLE = { kind: "undefined", reason: "no-pairable" };

describe("measuresOf", () => {
  it.each([
    ["pass or fail", { kind: "passFail" }, "nominal", "none", true],
    ["one option", { kind: "categorical", options }, "nominal", "none", true],
    [
      "an ordered option",
      { kind: "categorical", options, ordered: true },
      "ordinal",
      "quadratic",
      true,
    ],
    ["several options", { kind: "categoricalList", options }, "set", undefined, false],
    ["a number", { kind: "numeric" }, "interval", undefined, false],
    ["a text", { kind: "text" }, undefined, undefined, false],
    ["several texts", { kind: "textList" }, undefined, undefined, false],
  ])("chooses what fits %s", (_, input, scale, kappaWeights, hasCategories) => {
    const measures = measuresOf(question(input).input);
    expect(measures).toMatchObject({ kappaWeights, hasCategories });
    expect(measures.scale?.kind).toBe(scale);
  });
});

describe("questionAgreement", () => {
  it("has the statistics of the whole question, on its scale and in its order", () => {
    const schema = question({ kind: "categorical", options, ordered: true });
    expect(questionAgreement(schema, words)).toMatchObject({
      name: "quality",
      units: 6,
      ratings: 14,
      percent: percentAgreement(words),
      alpha: krippendorffAlpha(words, { kind: "ordinal", order: options }),
      fleiss: fleissKappa(words),
    });
  });

  it("compares the pairs that share a trace, with weighted kappa for an ordered choice", () => {
    const schema = question({ kind: "categorical", options, ordered: true });
    const { pairs } = questionAgreement(schema, words);
    expect(pairs.map(({ raters, shared }) => [...raters, shared])).toEqual([
      ["ana", "ben", 5],
      ["ana", "cho", 3],
      ["ben", "cho", 3],
    ]);
    const two = words.filter(({ rater }) => rater === "ana" || rater === "cho");
    expect(pairs[1]).toEqual({
      raters: ["ana", "cho"],
      shared: 3,
      percent: percentAgreement(two).pooled,
      kappa: cohenKappa(words, "ana", "cho", "quadratic", options),
      alpha: krippendorffAlpha(two, { kind: "ordinal", order: options }),
    });
    expect(pairs[1]?.percent).toMatchObject({ value: 2 / 3, units: 3 });
  });

  it("knows a pair again when its ratings come the other way round", () => {
    const crossed: Rating[] = [
      { unit: "t0", rater: "ana", value: true },
      { unit: "t0", rater: "ben", value: true },
      { unit: "t1", rater: "ben", value: true },
      { unit: "t1", rater: "ana", value: false },
    ];
    const { pairs } = questionAgreement(question({ kind: "passFail" }), crossed);
    expect(pairs).toMatchObject([{ raters: ["ana", "ben"], shared: 2, percent: { value: 1 / 2 } }]);
    expect(pairs[0]?.kappa).toEqual(cohenKappa(crossed, "ana", "ben"));
  });

  it("uses plain kappa and nominal alpha when the options have no order", () => {
    const { alpha, pairs } = questionAgreement(question({ kind: "categorical", options }), words);
    expect(alpha).toEqual(krippendorffAlpha(words, { kind: "nominal" }));
    expect(pairs[0]?.kappa).toEqual(cohenKappa(words, "ana", "ben"));
  });

  it("compares each rater with the others, and says how the others agree alone", () => {
    const schema = question({ kind: "categorical", options });
    const { raters } = questionAgreement(schema, words);
    const [ana, , cho, dee] = raters;
    // All others, one of two, half, none and all agree with Ana: 1, 0, 1, 0, 1.
    expect(ana).toMatchObject({ rater: "ana", ratings: 5, shared: 5 });
    expect(ana?.percent).toMatchObject({ value: 3 / 5, units: 5, ratings: 13 });
    expect(cho?.percent).toMatchObject({ value: 2 / 3, units: 3, ratings: 9 });
    expect(cho?.alphaWithout).toEqual(
      krippendorffAlpha(
        words.filter(({ rater }) => rater !== "cho"),
        { kind: "nominal" },
      ),
    );
    expect(dee).toMatchObject({ rater: "dee", ratings: 1, shared: 0, percent: NO_PAIRABLE });
  });

  it("knows numbers by distance and lists by overlap, without kappas", () => {
    const numbers = ratings([1, 2, 5], [1, 3, 5], [2, 2, 4], 3);
    const numeric = questionAgreement(question({ kind: "numeric" }), numbers);
    expect(numeric.alpha).toEqual(krippendorffAlpha(numbers, { kind: "interval" }));
    expect(numeric.fleiss).toBeUndefined();
    expect(numeric.pairs.map(({ kappa }) => kappa)).toEqual([undefined, undefined, undefined]);
    const lists = ratings([["bad"]], [["bad", "fair"]], [["good"]], ["bad"]);
    const several = questionAgreement(question({ kind: "categoricalList", options }), lists);
    expect(several.alpha).toEqual(krippendorffAlpha(lists, { kind: "set", distance: "masi" }));
  });

  it("has nothing but percentages for free text", () => {
    const texts = ratings(["Paris"], ["Paris"], ["Paris."], "Rome");
    const agreement = questionAgreement(question({ kind: "text" }), texts);
    expect(agreement.percent.pooled).toMatchObject({ value: 1 / 3 });
    expect(agreement).toMatchObject({ alpha: undefined, fleiss: undefined });
    expect(agreement.pairs[0]).toMatchObject({ kappa: undefined, alpha: undefined });
    expect(agreement.raters[0]).toMatchObject({ rater: "ana", alphaWithout: undefined });
  });

  it("gives a reason for every statistic when nobody has answered", () => {
    const agreement = questionAgreement(question({ kind: "passFail" }), []);
    expect(agreement).toMatchObject({
      units: 0,
      ratings: 0,
      percent: { perItem: NO_PAIRABLE, pooled: NO_PAIRABLE },
      alpha: NO_PAIRABLE,
      fleiss: NO_PAIRABLE,
      pairs: [],
      raters: [],
    });
  });

  it("refuses an option that an ordered question does not have, and names it", () => {
    const schema = question({ kind: "categorical", options, ordered: true });
    const unknown = [...words, { unit: "t0", rater: "eva", value: "superb" }];
    expect(() => questionAgreement(schema, unknown)).toThrow(
      expect.objectContaining({
        code: "INVALID_ARGUMENT",
        message: expect.stringContaining('"superb"'),
      }),
    );
  });
});
