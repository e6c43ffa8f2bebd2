import type { AnswerProblem, AnswerValue } from "../answer.js";
import type { SchemaInput } from "../label-schema.js";
import { cleanLines, cleanText } from "./clean-text.js";

/** What came of reading a value against a question's input. */
export type ReadValue =
  | { readonly kind: "value"; readonly value: AnswerValue }
  | { readonly kind: "problem"; readonly code: AnswerProblem["code"] };

type InputOf<K extends SchemaInput["kind"]> = Extract<SchemaInput, { kind: K }>;

/** Checks and normalises a value: texts trimmed, options in the input's order, one entry a line. */
export function readAnswerValue(input: SchemaInput, value: AnswerValue): ReadValue {
  switch (input.kind) {
    case "passFail":
      return typeof value === "boolean" ? accept(value) : refuse("WRONG_KIND");
    case "categorical":
      return readOption(input, value);
    case "categoricalList":
      return readOptions(input, value);
    case "numeric":
      return readNumber(input, value);
    case "text":
      return readText(input, value);
    case "textList":
      return readTexts(input, value);
  }
}

function readOption({ options }: InputOf<"categorical">, value: AnswerValue): ReadValue {
  if (typeof value !== "string") return refuse("WRONG_KIND");
  const option = cleanText(value);
  if (option === "") return refuse("EMPTY");
  return options.includes(option) ? accept(option) : refuse("NOT_AN_OPTION");
}

function readOptions({ options }: InputOf<"categoricalList">, value: AnswerValue): ReadValue {
  if (!isTextList(value)) return refuse("WRONG_KIND");
  const chosen = new Set(value.map(cleanText));
  if (chosen.size === 0) return refuse("EMPTY");
  if (![...chosen].every((option) => options.includes(option))) return refuse("NOT_AN_OPTION");
  return accept(options.filter((option) => chosen.has(option)));
}

function readNumber({ min, max }: InputOf<"numeric">, value: AnswerValue): ReadValue {
  if (typeof value !== "number" || !Number.isFinite(value)) return refuse("NOT_A_NUMBER");
  if (value < (min ?? value) || value > (max ?? value)) return refuse("OUT_OF_RANGE");
  // `+ 0` makes 0 of -0: nobody means the difference.
  return accept(value + 0);
}

function readText({ maxLength }: InputOf<"text">, value: AnswerValue): ReadValue {
  if (typeof value !== "string") return refuse("WRONG_KIND");
  const text = cleanText(value);
  if (text === "") return refuse("EMPTY");
  return text.length > (maxLength ?? text.length) ? refuse("TOO_LONG") : accept(text);
}

function readTexts(
  { maxLengthEach, maxCount }: InputOf<"textList">,
  value: AnswerValue,
): ReadValue {
  if (!isTextList(value)) return refuse("WRONG_KIND");
  const entries = value.flatMap(cleanLines);
  if (entries.length === 0) return refuse("EMPTY");
  if (entries.length > (maxCount ?? entries.length)) return refuse("TOO_MANY");
  const tooLong = entries.some(({ length }) => length > (maxLengthEach ?? length));
  return tooLong ? refuse("TOO_LONG") : accept(entries);
}

function isTextList(value: AnswerValue): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

function accept(value: AnswerValue): ReadValue {
  return { kind: "value", value };
}

function refuse(code: AnswerProblem["code"]): ReadValue {
  return { kind: "problem", code };
}
