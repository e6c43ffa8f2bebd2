import { describe, expect, it } from "vitest";
import { createRatingCollector, ratingTable } from "../../src/agreement/index.js";
import type { Rating } from "../../src/agreement/index.js";

const rated = (unit: string, rater: string, value: Rating["value"]): Rating => ({
  unit,
  rater,
  value,
});

describe("ratingTable", () => {
  it("keeps a rater's latest rating of a unit, in the place of the first", () => {
    const table = ratingTable([
      rated("t1", "ana", "yes"),
      rated("t1", "ben", "no"),
      rated("t1", "ana", "no"),
    ]);
    expect(table).toEqual({
      kind: "ratingTable",
      raters: ["ana", "ben"],
      values: ["yes", "no"],
      units: [{ unit: "t1", raters: [0, 1], values: [1, 1] }],
    });
  });

  it.each<[string, Rating["value"], Rating["value"], boolean]>([
    ["lists in another order", ["a", "b"], ["b", "a"], true],
    ["lists with a text twice", ["a", "b"], ["a", "b", "a"], true],
    ["a list within another", ["a"], ["a", "b"], false],
    ["a text and the list of it", "a", ["a"], false],
    ["a text that looks like a list", '["a"]', ["a"], false],
    ["two texts and one with a comma", ["a", "b"], ["a,b"], false],
    ["a number and its text", 0, "0", false],
    ["false and zero", false, 0, false],
    ["zero and minus zero", 0, -0, true],
  ])("tells whether values are the same: %s", (_, a, b, isSame) => {
    const { values } = ratingTable([rated("t1", "ana", a), rated("t1", "ben", b)]);
    expect(values).toHaveLength(isSame ? 1 : 2);
  });

  it.each([NaN, Infinity, -Infinity])("refuses %d and names who gave it", (value) => {
    expect(() => ratingTable([rated("t1", "ana", value)])).toThrow(
      expect.objectContaining({
        code: "INVALID_ARGUMENT",
        message: expect.stringContaining(`ana rated t1 with ${value}`),
      }),
    );
  });

  it("takes any iterable, and passes a table through", () => {
    const table = ratingTable(new Set([rated("t1", "ana", true)]));
    expect(table.units).toHaveLength(1);
    expect(ratingTable(table)).toBe(table);
  });
});

describe("createRatingCollector", () => {
  it("gives a table of what was added so far, which later ratings do not change", () => {
    const collector = createRatingCollector();
    collector.add(rated("t1", "ana", "yes"));
    const early = collector.table();
    collector.add(rated("t1", "ben", "no"));
    expect(early).toEqual(ratingTable([rated("t1", "ana", "yes")]));
    expect(collector.table().raters).toEqual(["ana", "ben"]);
  });
});
