import { describe, expect, it } from "vitest";
import { BUILT_IN_SCHEMAS } from "../src/built-in-schemas.js";
import { LabelSchema } from "../src/label-schema.js";

const base = { name: "q", type: "feedback", title: "Q" };

describe("LabelSchema", () => {
  it.each([
    ["an option that repeats", { kind: "categorical", options: ["a", " a "] }],
    ["a single option", { kind: "categoricalList", options: ["a"] }],
    ["bounds the wrong way round", { kind: "numeric", min: 2, max: 1 }],
    ["a length of nothing", { kind: "text", maxLength: 0 }],
    ["an unknown kind", { kind: "slider" }],
  ])("refuses %s", (_, input) => {
    expect(LabelSchema.safeParse({ ...base, input }).success).toBe(false);
  });

  it("fills in the names of pass and fail and no comments", () => {
    expect(LabelSchema.parse({ ...base, input: { kind: "passFail" } })).toEqual({
      ...base,
      input: { kind: "passFail", positiveLabel: "Pass", negativeLabel: "Fail" },
      enableComment: false,
    });
  });

  it("offers the three built-in expectations", () => {
    expect(BUILT_IN_SCHEMAS.map(({ name, type, input }) => [name, type, input.kind])).toEqual([
      ["expected_facts", "expectation", "textList"],
      ["expected_response", "expectation", "text"],
      ["guidelines", "expectation", "textList"],
    ]);
  });
});
