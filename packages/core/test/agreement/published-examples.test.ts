import { describe, expect, it } from "vitest";
import {
  cohenKappa,
  fleissKappa,
  krippendorffAlpha,
  percentAgreement,
} from "../../src/agreement/index.js";
import type { Rating, Statistic } from "../../src/agreement/index.js";
import { setDistance } from "../../src/agreement/scale.js";
import { fromCategoryCounts, fromCounts, fromRows } from "./ratings.js";

function valueOf(statistic: Statistic): number {
  if (statistic.kind === "undefined") throw new Error(`undefined: ${statistic.reason}`);
  return statistic.value;
}

/** K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section E: four observers, twelve units. */
const KRIPPENDORFF = fromRows(
  ["123321412...", "1233224125.3", ".3332342251.", "12332441251."].map((row) =>
    Array.from(row, (digit) => (digit === "." ? undefined : Number(digit))),
  ),
);

/** J. L. Fleiss, "Measuring nominal scale agreement among many raters" (1971): 30 patients, six psychiatrists each. */
const FLEISS: readonly Rating[] = (
  "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445 " +
  "333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"
)
  .split(" ")
  .flatMap((diagnoses, unit) =>
    Array.from(diagnoses, (value, rater) => ({ unit: `${unit}`, rater: `${rater}`, value })),
  );

describe("Krippendorff's alpha of the reliability data of 2011", () => {
  it.each([
    ["nominal", 0.743],
    ["ordinal", 0.815],
    ["interval", 0.849],
    ["ratio", 0.797],
  ] as const)("is on the %s scale %d", (kind, alpha) => {
    expect(valueOf(krippendorffAlpha(KRIPPENDORFF, { kind }))).toBeCloseTo(alpha, 3);
  });

  it("rests on the eleven units with two ratings or more", () => {
    expect(krippendorffAlpha(KRIPPENDORFF, { kind: "nominal" })).toMatchObject({
      units: 11,
      ratings: 40,
    });
  });
});

describe("Fleiss' kappa", () => {
  it("is .430 for the thirty patients of 1971", () => {
    expect(valueOf(fleissKappa(FLEISS))).toBeCloseTo(0.43, 3);
  });

  it("is .210 for ten subjects and fourteen raters (https://en.wikipedia.org/wiki/Fleiss%27_kappa)", () => {
    const counts = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ];
    expect(valueOf(fleissKappa(fromCategoryCounts(counts)))).toBeCloseTo(0.21, 3);
    // The mean of the subjects' own agreement, which the article gives as well.
    expect(valueOf(percentAgreement(fromCategoryCounts(counts)).perItem)).toBeCloseTo(0.378, 3);
  });
});

describe("Cohen's kappa", () => {
  /** Two radiologists, 85 mammograms: D. Altman (1991), as worked out in Stata's manual, [R] kappa. */
  const mammograms = fromCounts([
    [21, 12, 0, 0],
    [4, 17, 1, 0],
    [3, 9, 15, 2],
    [0, 0, 0, 1],
  ]);
  const kappa = (ratings: readonly Rating[], weights?: "linear") =>
    valueOf(cohenKappa(ratings, "rater 0", "rater 1", weights));

  it.each([
    [
      "0.40",
      [
        [20, 5],
        [10, 15],
      ],
      0.4,
    ],
    [
      "0.1304",
      [
        [45, 15],
        [25, 15],
      ],
      0.1304,
    ],
    [
      "0.2593",
      [
        [25, 35],
        [5, 35],
      ],
      0.2593,
    ],
  ])(
    "is %s for the grant proposals (https://en.wikipedia.org/wiki/Cohen%%27s_kappa)",
    (_, counts, expected) => {
      expect(kappa(fromCounts(counts))).toBeCloseTo(expected, 4);
    },
  );

  it("is .4728 for the mammograms, and .5684 with linear weights", () => {
    expect(kappa(mammograms)).toBeCloseTo(0.4728, 4);
    expect(kappa(mammograms, "linear")).toBeCloseTo(0.5684, 4);
  });
});

describe("setDistance", () => {
  it.each([
    ["equal sets", "ab", "ba", 0, 0],
    ["one within the other", "ab", "abcd", 1 / 2, 1 - (1 / 2) * (2 / 3)],
    ["sets that overlap", "abc", "bcd", 1 / 2, 1 - (1 / 2) * (1 / 3)],
    ["sets with nothing in common", "ab", "cd", 1, 1],
    ["nothing and something", "", "a", 1, 1],
    ["nothing and nothing", "", "", 0, 0],
  ])("of %s is as Passonneau (2006) weighs Jaccard's", (_, a, b, jaccard, masi) => {
    expect(setDistance("jaccard", new Set(a), new Set(b))).toBeCloseTo(jaccard, 15);
    expect(setDistance("masi", new Set(a), new Set(b))).toBeCloseTo(masi, 15);
    expect(setDistance("masi", new Set(b), new Set(a))).toBeCloseTo(masi, 15);
  });
});
