import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import type { Answer, AnswerProblem, AnswerValue } from "../src/answer.js";
import { checkAnswers, decodeAnswer, encodeAnswer } from "../src/answer-codec.js";
import type { Json } from "../src/json.js";
import { LabelSchema, type SchemaInput } from "../src/label-schema.js";

const ask = (input: SchemaInput, more: { title?: string; enableComment?: boolean } = {}) =>
  LabelSchema.parse({ name: "q", type: "feedback", title: "Score", input, ...more });

const passFail = ask({ kind: "passFail", positiveLabel: "Correct", negativeLabel: "Wrong" });
const categorical = ask({ kind: "categorical", options: ["low", "mid", "high"] });
const categoricalList = ask({ kind: "categoricalList", options: ["low", "mid", "high"] });
const numeric = ask({ kind: "numeric", min: 1, max: 5 });
const text = ask({ kind: "text", maxLength: 10 });
const textList = ask({ kind: "textList", maxLengthEach: 10, maxCount: 3 });

const check = (schema: LabelSchema, value: AnswerValue, comment?: string) =>
  checkAnswers([schema], [{ name: "q", value, ...(comment === undefined ? {} : { comment }) }]);

describe("checkAnswers", () => {
  it.each<[string, LabelSchema, AnswerValue, AnswerValue]>([
    ["a boolean", passFail, false, false],
    ["an option with spaces around it", categorical, " mid ", "mid"],
    [
      "options in another order, one twice",
      categoricalList,
      ["high", "low", "high"],
      ["low", "high"],
    ],
    ["a number on the bound", numeric, 5, 5],
    ["minus zero", ask({ kind: "numeric" }), -0, 0],
    ["a text that fits once trimmed", text, "  0123456789\n", "0123456789"],
    ["a text with a NUL character", text, "a\0b", "ab"],
    ["half a surrogate pair", text, "a\ud83d", "a\ufffd"],
    ["entries with blank ones between", textList, [" a ", "", "  ", "b"], ["a", "b"]],
    ["an entry of two lines", textList, ["a\r\nb"], ["a", "b"]],
  ])("takes %s", (_, schema, value, expected) => {
    expect(check(schema, value)).toStrictEqual({
      answers: [{ name: "q", value: expected }],
      problems: [],
    });
  });

  it.each<[string, LabelSchema, AnswerValue, AnswerProblem["code"], string]>([
    [
      "a text for pass/fail",
      passFail,
      "Correct",
      "WRONG_KIND",
      `"Score" must be Correct or Wrong.`,
    ],
    [
      "no option",
      categorical,
      "none",
      "NOT_AN_OPTION",
      `"Score" must be one of "low", "mid", "high".`,
    ],
    ["a blank choice", categorical, " ", "EMPTY", `"Score" must be one of "low", "mid", "high".`],
    [
      "a list for one choice",
      categorical,
      ["low"],
      "WRONG_KIND",
      `"Score" must be one of "low", "mid", "high".`,
    ],
    [
      "one stranger among options",
      categoricalList,
      ["low", "x"],
      "NOT_AN_OPTION",
      `"Score" must be one or more of "low", "mid", "high".`,
    ],
    [
      "no choice",
      categoricalList,
      [],
      "EMPTY",
      `"Score" must be one or more of "low", "mid", "high".`,
    ],
    [
      "a text for a number",
      numeric,
      "six",
      "NOT_A_NUMBER",
      `"Score" must be a number from 1 to 5.`,
    ],
    ["NaN", numeric, Number.NaN, "NOT_A_NUMBER", `"Score" must be a number from 1 to 5.`],
    ["infinity", ask({ kind: "numeric" }), Infinity, "NOT_A_NUMBER", `"Score" must be a number.`],
    [
      "a number below",
      ask({ kind: "numeric", min: 1 }),
      0,
      "OUT_OF_RANGE",
      `"Score" must be a number of at least 1.`,
    ],
    [
      "a number above",
      ask({ kind: "numeric", max: 5 }),
      6,
      "OUT_OF_RANGE",
      `"Score" must be a number of at most 5.`,
    ],
    ["a blank text", text, " \n ", "EMPTY", `"Score" must be a text that is not blank.`],
    ["a long text", text, "01234567890", "TOO_LONG", `"Score" must have at most 10 characters.`],
    ["a number for a text", text, 5, "WRONG_KIND", `"Score" must be a text that is not blank.`],
    [
      "no entries",
      textList,
      [" "],
      "EMPTY",
      `"Score" must be a list of texts, one a line, with at least one entry.`,
    ],
    [
      "a long entry",
      textList,
      ["a", "01234567890"],
      "TOO_LONG",
      `"Score" must have at most 10 characters in each entry.`,
    ],
    [
      "many entries",
      textList,
      ["a\nb", "c", "d"],
      "TOO_MANY",
      `"Score" must have at most 3 entries.`,
    ],
    [
      "a text for a list",
      textList,
      "a",
      "WRONG_KIND",
      `"Score" must be a list of texts, one a line, with at least one entry.`,
    ],
  ])("refuses %s", (_, schema, value, code, message) => {
    expect(check(schema, value)).toStrictEqual({
      answers: [],
      problems: [{ name: "q", code, message }],
    });
  });

  it("counts options instead of listing very many", () => {
    const options = Array.from({ length: 11 }, (_, index) => `option ${index}`);
    const { problems } = check(ask({ kind: "categorical", options }), "x");
    expect(problems[0]?.message).toBe(`"Score" must be one of its 11 options.`);
  });

  it("keeps a trimmed comment where comments are enabled, and takes a blank one as none", () => {
    const schema = { ...passFail, enableComment: true };
    expect(check(schema, true, " because ").answers).toStrictEqual([
      { name: "q", value: true, comment: "because" },
    ]);
    expect(check(schema, true, " \n").answers).toStrictEqual([{ name: "q", value: true }]);
  });

  it("refuses a comment where comments are disabled, unless it is blank", () => {
    expect(check(passFail, true, "because").problems).toStrictEqual([
      { name: "q", code: "COMMENT_NOT_ALLOWED", message: `"Score" takes no comment.` },
    ]);
    expect(check(passFail, true, "  ").problems).toEqual([]);
  });

  it("refuses a question that is not asked and one that is answered twice", () => {
    const twice: Answer = { name: "q", value: true };
    const { answers, problems } = checkAnswers(
      [passFail],
      [twice, { name: "other", value: 1 }, twice],
    );
    expect(answers).toEqual([twice]);
    expect(problems).toEqual([
      { name: "other", code: "UNKNOWN_QUESTION", message: `This session does not ask "other".` },
      { name: "q", code: "TOO_MANY", message: `"Score" may be answered only once.` },
    ]);
  });
});

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
});

describe("encodeAnswer", () => {
  it("refuses a value that breaks the rule", () => {
    expect(() => encodeAnswer(numeric, 9)).toThrow(`"Score" must be a number from 1 to 5.`);
  });
});

const visible = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((value) => value.trim() !== "");
const options = fc.uniqueArray(
  visible.map((value) => value.trim()),
  { minLength: 2, maxLength: 12 },
);

/** A question with a valid value for it. */
const validPair: fc.Arbitrary<[SchemaInput, AnswerValue]> = fc.oneof(
  fc
    .boolean()
    .map((value): [SchemaInput, AnswerValue] => [
      { kind: "passFail", positiveLabel: "Pass", negativeLabel: "Fail" },
      value,
    ]),
  options.chain((all) =>
    fc
      .constantFrom(...all)
      .map((value): [SchemaInput, AnswerValue] => [{ kind: "categorical", options: all }, value]),
  ),
  options.chain((all) =>
    fc
      .subarray(all, { minLength: 1 })
      .map((value): [SchemaInput, AnswerValue] => [
        { kind: "categoricalList", options: all },
        value,
      ]),
  ),
  fc
    .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.boolean())
    .map(([value, low, high]): [SchemaInput, AnswerValue] => [
      { kind: "numeric", ...(low ? { min: value } : {}), ...(high ? { max: value } : {}) },
      value,
    ]),
  visible.map((value): [SchemaInput, AnswerValue] => [
    { kind: "text", maxLength: value.length },
    value,
  ]),
  fc
    .array(visible, { minLength: 1, maxLength: 5 })
    .map((value): [SchemaInput, AnswerValue] => [{ kind: "textList", maxLengthEach: 100 }, value]),
);

function refusalOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const anyValue = fc.oneof(
  fc.boolean(),
  fc.double(),
  fc.string(),
  fc.array(fc.string(), { maxLength: 4 }),
);

describe("the answer codec", () => {
  it("brings every valid answer through checking, encoding and decoding unchanged", () => {
    fc.assert(
      fc.property(validPair, ([input, value]) => {
        const schema = ask(input);
        const { answers, problems } = check(schema, value);
        expect(problems).toEqual([]);
        const accepted = answers[0]?.value ?? "none";
        expect(decodeAnswer(schema, encodeAnswer(schema, accepted))).toStrictEqual(accepted);
        expect(check(schema, accepted).answers[0]?.value).toStrictEqual(accepted);
      }),
    );
  });

  it("either accepts a value, keeping its rule, or refuses it with one code and a message without the value", () => {
    fc.assert(
      fc.property(validPair, anyValue, ([input], value) => {
        const schema = ask(input, { title: "§" });
        const { answers, problems } = check(schema, value);
        expect(answers.length + problems.length).toBe(1);
        const accepted = answers[0]?.value;
        const kept =
          accepted === undefined ? undefined : decodeAnswer(schema, encodeAnswer(schema, accepted));
        expect(kept).toStrictEqual(accepted);
        expect(refusalOf(() => encodeAnswer(schema, value))).toBe(problems[0]?.message);
        expect(problems.every(({ message }) => /^"§" must .+\.$/su.test(message))).toBe(true);
      }),
    );
  });
});
