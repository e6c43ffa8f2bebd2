import { describe, expect, it } from "vitest";
import type { Answer, AnswerProblem, AnswerValue } from "../src/answer.js";
import { checkAnswers, encodeAnswer } from "../src/answer-codec.js";
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
      `"Score" must be Correct or Wrong; given was a text of 7 characters.`,
    ],
    [
      "no option",
      categorical,
      "none",
      "NOT_AN_OPTION",
      `"Score" must be one of "low", "mid", "high"; given was a text of 4 characters.`,
    ],
    [
      "a blank choice",
      categorical,
      " ",
      "EMPTY",
      `"Score" must be one of "low", "mid", "high"; given was a text of 1 character.`,
    ],
    [
      "a list for one choice",
      categorical,
      ["low"],
      "WRONG_KIND",
      `"Score" must be one of "low", "mid", "high"; given was a list of 1 entry.`,
    ],
    [
      "one stranger among options",
      categoricalList,
      ["low", "x"],
      "NOT_AN_OPTION",
      `"Score" must be one or more of "low", "mid", "high"; given was a list of 2 entries.`,
    ],
    [
      "no choice",
      categoricalList,
      [],
      "EMPTY",
      `"Score" must be one or more of "low", "mid", "high"; given was a list of 0 entries.`,
    ],
    [
      "a text for a number",
      numeric,
      "six",
      "NOT_A_NUMBER",
      `"Score" must be a number from 1 to 5; given was a text of 3 characters.`,
    ],
    [
      "NaN",
      numeric,
      Number.NaN,
      "NOT_A_NUMBER",
      `"Score" must be a number from 1 to 5; given was no finite number.`,
    ],
    [
      "infinity",
      ask({ kind: "numeric" }),
      Infinity,
      "NOT_A_NUMBER",
      `"Score" must be a number; given was no finite number.`,
    ],
    [
      "a number below",
      ask({ kind: "numeric", min: 1 }),
      0,
      "OUT_OF_RANGE",
      `"Score" must be a number of at least 1; given was a number.`,
    ],
    [
      "a number above",
      ask({ kind: "numeric", max: 5 }),
      6,
      "OUT_OF_RANGE",
      `"Score" must be a number of at most 5; given was a number.`,
    ],
    [
      "a blank text",
      text,
      " \n ",
      "EMPTY",
      `"Score" must be a text that is not blank; given was a text of 3 characters.`,
    ],
    [
      "a long text",
      text,
      "01234567890",
      "TOO_LONG",
      `"Score" must have at most 10 characters; this one has 11.`,
    ],
    [
      "a number for a text",
      text,
      5,
      "WRONG_KIND",
      `"Score" must be a text that is not blank; given was a number.`,
    ],
    [
      "no entries",
      textList,
      [" "],
      "EMPTY",
      `"Score" must be a list of texts, one a line, with at least one entry; given was a list of 1 entry.`,
    ],
    [
      "a long entry",
      textList,
      ["a", "01234567890"],
      "TOO_LONG",
      `"Score" must have at most 10 characters in each entry; the longest has 11.`,
    ],
    [
      "many entries",
      textList,
      ["a\nb", "c", "d"],
      "TOO_MANY",
      `"Score" must have at most 3 entries; there are 4.`,
    ],
    [
      "a text for a list",
      textList,
      "a",
      "WRONG_KIND",
      `"Score" must be a list of texts, one a line, with at least one entry; given was a text of 1 character.`,
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
    expect(problems[0]?.message).toBe(
      `"Score" must be one of its 11 options; given was a text of 1 character.`,
    );
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
      {
        name: "q",
        code: "COMMENT_NOT_ALLOWED",
        message: `"Score" takes no comment; given was one of 7 characters.`,
      },
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

describe("encodeAnswer", () => {
  it("refuses a value that breaks the rule", () => {
    expect(() => encodeAnswer(numeric, 9)).toThrow(
      `"Score" must be a number from 1 to 5; given was a number.`,
    );
  });
});
