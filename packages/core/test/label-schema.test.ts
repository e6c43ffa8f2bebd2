import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { BUILT_IN_SCHEMAS } from "../src/built-in-schemas.js";
import { cleanText } from "../src/answer/clean-text.js";
import { LabelSchema, optionsOf } from "../src/label-schema.js";

const base = { name: "q", type: "feedback", title: "Q" };

describe("LabelSchema", () => {
  it.each([
    ["an option that repeats", { kind: "categorical", options: ["a", " a "] }],
    [
      "options that differ in what cannot be stored",
      { kind: "categorical", options: ["a", "a\0"] },
    ],
    ["an option of nothing that can be stored", { kind: "categorical", options: ["a", "\0 "] }],
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

  it("takes options as answers are taken, so that each can be chosen", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: "binary", minLength: 1 }), {
          minLength: 2,
          selector: cleanText,
        }),
        (options) => {
          fc.pre(options.every((option) => cleanText(option) !== ""));
          const { input } = LabelSchema.parse({ ...base, input: { kind: "categorical", options } });
          expect(optionsOf(input)).toEqual(options.map(cleanText));
        },
      ),
    );
  });

  it("reads what it made as it is", () => {
    const input = fc.oneof(
      fc.record({ kind: fc.constant("text"), maxLength: fc.integer({ min: 1 }) }),
      fc.record({ kind: fc.constant("numeric"), min: fc.integer({ max: 0 }), max: fc.nat() }),
      fc.record({ kind: fc.constant("passFail") }),
      fc.record({ kind: fc.constant("textList"), maxCount: fc.integer({ min: 1, max: 9 }) }),
    );
    const words = fc.string({ minLength: 1, maxLength: 250 }).filter((text) => text.trim() !== "");
    fc.assert(
      fc.property(words, words, input, (name, title, made) => {
        const schema = LabelSchema.parse({ ...base, name, title, input: made });
        expect(LabelSchema.parse(schema)).toEqual(schema);
      }),
    );
  });
});

describe("optionsOf", () => {
  it("is empty where nothing is chosen", () => {
    expect(optionsOf({ kind: "text" })).toEqual([]);
    expect(optionsOf({ kind: "categoricalList", options: ["a", "b"] })).toEqual(["a", "b"]);
  });
});
