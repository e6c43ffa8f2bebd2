import { describe, expect, it } from "vitest";
import { cohenKappa, fleissKappa, percentAgreement } from "../../src/agreement/index.js";
import { fromRows } from "./ratings.js";

const NO_PAIRABLE = { kind: "undefined", reason: "no-pairable" };
const NO_VARIANCE = { kind: "undefined", reason: "no-variance" };

describe("cohenKappa", () => {
  const ratings = fromRows([
    ["good", "good", "bad", "bad"],
    ["good", "good", "good", undefined],
    [undefined, undefined, undefined, "bad"],
  ]);

  it("is undefined for raters without a shared unit, and for one who is not there", () => {
    expect(cohenKappa(ratings, "rater 1", "rater 2")).toEqual(NO_PAIRABLE);
    expect(cohenKappa(ratings, "rater 1", "nobody")).toEqual(NO_PAIRABLE);
  });

  it("is undefined when both say nothing but one and the same value", () => {
    expect(cohenKappa(ratings, "rater 0", "rater 2")).toEqual(NO_VARIANCE);
  });

  it("is 0 when one of the two always says the same, whatever the other says", () => {
    expect(cohenKappa(ratings, "rater 0", "rater 1")).toEqual({
      kind: "value",
      value: 0,
      units: 3,
      ratings: 6,
    });
  });

  it("counts the unused places of the order, and refuses weights without one", () => {
    const rows = fromRows([
      ["bad", "good", "best", "bad"],
      ["bad", "best", "good", "good"],
    ]);
    const linear = (order?: string[]) => cohenKappa(rows, "rater 0", "rater 1", "linear", order);
    // Places apart: 3 in four pairs; by chance 14 in sixteen.
    const three = linear(["bad", "good", "best"]);
    expect(three.kind === "value" && three.value).toBeCloseTo(1 - 3 / 4 / (14 / 16), 12);
    expect(linear(["bad", "fair", "good", "best"])).not.toEqual(three);
    expect(() => linear()).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });
});

describe("fleissKappa", () => {
  it("rests on the number of ratings that most units have", () => {
    const ratings = fromRows([
      [1, 1, 2, 1, 2, 1],
      [1, 1, 2, 2, 1, undefined],
      [1, 2, undefined, undefined, undefined, undefined],
    ]);
    const pairs = fromRows([
      [2, 1, 2],
      [2, 2, 1],
    ]);
    expect(fleissKappa(ratings)).toEqual(fleissKappa(pairs));
    expect(fleissKappa(ratings)).toMatchObject({ kind: "value", units: 3, ratings: 6 });
  });

  it("rests on the larger of two numbers that are as frequent", () => {
    const ratings = fromRows([
      [1, 1, 2, 1],
      [1, 1, 2, 2],
      [1, 2, undefined, undefined],
    ]);
    expect(fleissKappa(ratings)).toMatchObject({ units: 2, ratings: 6 });
  });

  it("is undefined without two ratings of a unit, and when all are equal", () => {
    expect(fleissKappa([])).toEqual(NO_PAIRABLE);
    expect(fleissKappa(fromRows([[1, 2]]))).toEqual(NO_PAIRABLE);
    expect(
      fleissKappa(
        fromRows([
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toEqual(NO_VARIANCE);
  });
});

describe("percentAgreement", () => {
  it("counts each unit alike, or each pair of ratings alike", () => {
    const ratings = fromRows([
      ["a", "a", "a"],
      ["a", "b", undefined],
      ["a", undefined, undefined],
      ["b", undefined, undefined],
    ]);
    // Three of six pairs agree in the first unit, none of one in the second.
    expect(percentAgreement(ratings)).toEqual({
      perItem: { kind: "value", value: 1 / 4, units: 2, ratings: 6 },
      pooled: { kind: "value", value: 3 / 7, units: 2, ratings: 6 },
    });
  });

  it("is defined without variance, but not without pairs", () => {
    const same = percentAgreement(fromRows([[1], [1]]));
    expect(same.pooled).toMatchObject({ value: 1 });
    expect(percentAgreement(fromRows([[1]]))).toEqual({
      perItem: NO_PAIRABLE,
      pooled: NO_PAIRABLE,
    });
  });
});
