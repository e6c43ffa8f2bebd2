import { describe, expect, it } from "vitest";
import type { AnswerValue } from "../src/answer.js";
import { decodeAnswer } from "../src/answer-codec.js";
import { parseExactJson } from "../src/exact-json.js";
import type { Json } from "../src/json.js";
import { LabelSchema, type SchemaInput } from "../src/label-schema.js";

const ask = (input: SchemaInput) =>
  LabelSchema.parse({ name: "q", type: "feedback", title: "Score", input });

const passFail = ask({ kind: "passFail", positiveLabel: "Correct", negativeLabel: "Wrong" });
const categorical = ask({ kind: "categorical", options: ["low", "mid", "high"] });
const categoricalList = ask({ kind: "categoricalList", options: ["low", "mid", "high"] });
const numeric = ask({ kind: "numeric", min: 1, max: 5 });
const text = ask({ kind: "text", maxLength: 10 });
const textList = ask({ kind: "textList", maxLengthEach: 10, maxCount: 3 });

describe("decodeAnswer", () => {
  it.each<[string, LabelSchema, Json, AnswerValue | undefined]>([
    ["a boolean", passFail, true, true],
    ["a text for pass/fail", passFail, "true", undefined],
    ["a number for pass/fail", passFail, 1, undefined],
    ["an option", categorical, "low ", "low"],
    ["an option that no longer exists", categorical, "gone", undefined],
    ["one option where many may be", categoricalList, "mid", ["mid"]],
    ["options in another order", categoricalList, ["high", "low"], ["low", "high"]],
    ["options with a stranger", categoricalList, ["high", "gone"], undefined],
    ["no options", categoricalList, [], undefined],
    ["a float", numeric, 3.0, 3],
    ["a big integer", numeric, 2n ** 60n, 2 ** 60],
    ["a number out of range", numeric, 77, 77],
    ["NaN", numeric, Number.NaN, undefined],
    ["a text for a number", numeric, "3", undefined],
    ["a text longer than allowed", text, "a long long text", "a long long text"],
    ["a blank text", text, " ", undefined],
    ["a list of texts", textList, ["a", "b"], ["a", "b"]],
    ["a text with line breaks as a list", textList, "a\n\n b \r\nc\nd", ["a", "b", "c", "d"]],
    ["a list with a number in it", textList, ["a", 1], undefined],
    ["null", text, null, undefined],
    ["an object", textList, { a: "b" }, undefined],
  ])("reads %s", (_, schema, value, expected) => {
    expect(decodeAnswer(schema, value)).toStrictEqual(expected);
  });

  it.each<[string, LabelSchema, string, AnswerValue | undefined]>([
    ["a float that Python wrote", numeric, "3.0", 3],
    ["a float beyond every double", numeric, "1e999", undefined],
    ["an integer of any size", numeric, "18446744073709551617", 2 ** 64],
    ["Python's NaN", numeric, "NaN", undefined],
    ["a list in a list", textList, '[["a"]]', undefined],
    ["a list in an object", categoricalList, '{"value": ["low"]}', undefined],
    ["null in a list", textList, '["a", null]', undefined],
    ["null for pass/fail", passFail, "null", undefined],
    ["null for a number", numeric, "null", undefined],
    ["null for options", categoricalList, "null", undefined],
    ["true for an option", categorical, "true", undefined],
    ["an escaped option", categorical, '"\\u006cow"', "low"],
  ])("reads %s from JSON", (_, schema, json, expected) => {
    expect(decodeAnswer(schema, parseExactJson(json))).toStrictEqual(expected);
  });
});
