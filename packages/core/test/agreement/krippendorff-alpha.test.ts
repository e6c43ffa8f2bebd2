import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { krippendorffAlpha } from "../../src/agreement/index.js";
import type { Rating, Scale, Statistic } from "../../src/agreement/index.js";
import { fromRows } from "./ratings.js";

const KINDS = ["nominal", "ordinal", "interval", "ratio"] as const;
const interval = (rows: readonly (readonly number[])[]) =>
  krippendorffAlpha(fromRows(rows), { kind: "interval" });

function rounded(statistic: Statistic): Statistic {
  return statistic.kind === "undefined"
    ? statistic
    : { ...statistic, value: Number(statistic.value.toFixed(12)) + 0 };
}

describe("krippendorffAlpha", () => {
  it.each(KINDS)("is undefined without a unit that two raters rated, %s", (kind) => {
    const none = { kind: "undefined", reason: "no-pairable" };
    expect(krippendorffAlpha([], { kind })).toEqual(none);
    const apart = fromRows([
      [1, undefined, 3],
      [undefined, 2, undefined],
    ]);
    expect(krippendorffAlpha(apart, { kind })).toEqual(none);
    const again = fromRows([[1], []]).concat(fromRows([[2], []]));
    expect(krippendorffAlpha(again, { kind })).toEqual(none);
  });

  it.each(KINDS)("is undefined when all ratings that can be compared are equal, %s", (kind) => {
    const ratings = fromRows([
      [0.1, 0.1, 5],
      [0.1, 0.1, undefined],
      [0.1, undefined, undefined],
    ]);
    expect(krippendorffAlpha(ratings, { kind })).toEqual({
      kind: "undefined",
      reason: "no-variance",
    });
  });

  it("is exactly 1 when all raters agree on values that differ", () => {
    const row = [1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3];
    for (const kind of KINDS) {
      const alpha = krippendorffAlpha(fromRows([row, row, row]), { kind });
      expect(alpha).toEqual({ kind: "value", value: 1, units: 3, ratings: 9 });
    }
  });

  it("keeps its digits for numbers that are large, tiny or as far apart as numbers can be", () => {
    const small = [
      [0, 1, 2, 3],
      [0, 1, 3, 3],
      [1, 1, 2, 0],
    ];
    const expected = interval(small);
    const moved = (move: (n: number) => number) => interval(small.map((row) => row.map(move)));
    for (const move of [
      (n: number) => n + 2 ** 50,
      (n: number) => (n + 2 ** 50) * 2 ** 900,
      (n: number) => n * Number.MIN_VALUE,
      (n: number) => (n - 1.5) * 2 ** 1023,
    ]) {
      expect(moved(move)).toEqual(expected);
    }
  });

  it("is the same for ratio when every number is scaled, up to the largest and down to the smallest", () => {
    const rows = [
      [1, 2, 7],
      [1, 5, 7],
    ];
    const scaled = (factor: number) =>
      krippendorffAlpha(fromRows(rows.map((row) => row.map((n) => n * factor))), { kind: "ratio" });
    expect(scaled(2 ** 1021)).toEqual(scaled(1));
    expect(scaled(2 ** -1074)).toEqual(scaled(1));
  });

  it("takes false before true, and lists by how they overlap: MASI unless told otherwise", () => {
    const yesNo = fromRows([
      [true, false, true],
      [true, false, false],
    ]);
    expect(krippendorffAlpha(yesNo, { kind: "ordinal" })).toEqual(
      krippendorffAlpha(yesNo, { kind: "nominal" }),
    );
    const sets = fromRows([
      [["a"], ["a", "b"], ["c"]],
      [["a"], ["b", "c"], ["b"]],
    ]);
    const by = (scale: Scale) => krippendorffAlpha(sets, scale);
    expect(by({ kind: "set" })).toEqual(by({ kind: "set", distance: "masi" }));
    expect(by({ kind: "set" })).not.toEqual(by({ kind: "set", distance: "jaccard" }));
  });

  it.each<[string, Rating["value"], Scale]>([
    ["a text on the interval scale", "good", { kind: "interval" }],
    ["a boolean on the ratio scale", true, { kind: "ratio" }],
    ["a number below 0 on the ratio scale", -1, { kind: "ratio" }],
    ["a text as a set", "good", { kind: "set" }],
    ["a text without an order", "good", { kind: "ordinal" }],
    ["a text that the order lacks", "good", { kind: "ordinal", order: ["bad", "fair"] }],
    ["an order that names a value twice", "bad", { kind: "ordinal", order: ["bad", "bad"] }],
  ])("refuses %s", (_, value, scale) => {
    expect(() => krippendorffAlpha(fromRows([[value], [value]]), scale)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
  });

  it("is a number at most 1, or undefined, whatever the ratings", () => {
    const cell = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }), {
      nil: undefined,
    });
    const rows = fc
      .integer({ min: 1, max: 8 })
      .chain((units) => fc.array(fc.array(cell, { minLength: units, maxLength: units })));
    fc.assert(
      fc.property(rows, fc.constantFrom(...KINDS), (given, kind) => {
        const alpha = krippendorffAlpha(fromRows(given), { kind });
        const value = alpha.kind === "undefined" ? 0 : alpha.value;
        expect(value).toBeLessThanOrEqual(1);
        expect(value).toBeGreaterThanOrEqual(-1 - 1e-9);
      }),
      { numRuns: 2000 },
    );
  });

  it("does not depend on who the raters are, nor on the order of units", () => {
    const cell = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined });
    const rows = fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 2 });
    fc.assert(
      fc.property(rows, fc.constantFrom(...KINDS), (given, kind) => {
        const ratings = fromRows(given);
        const alpha = krippendorffAlpha(ratings, { kind });
        const other = krippendorffAlpha(ratings.toReversed(), { kind });
        expect(rounded(other)).toEqual(rounded(alpha));
      }),
    );
  });
});
