import type { AnswerValue } from "../answer.js";
import type { Json } from "../json.js";
import type { LabelSchema } from "../label-schema.js";
import { cleanLines, cleanText } from "./clean-text.js";

/**
 * Reads an assessment's value as an answer; `undefined` when it is none (such as a choice that matches no option).
 *
 * It is more generous than `checkAnswers`, because what is in the store was given: limits of length, count and range
 * do not make an answer disappear, a text with line breaks is a list of texts, a lone text is a list of one.
 */
export function decodeAnswer(schema: LabelSchema, value: Json): AnswerValue | undefined {
  const { input } = schema;
  switch (input.kind) {
    case "passFail":
      return typeof value === "boolean" ? value : undefined;
    case "categorical":
      return typeof value === "string" ? decodeOption(input.options, value) : undefined;
    case "categoricalList":
      return decodeOptions(input.options, value);
    case "numeric":
      return decodeNumber(value);
    case "text":
      return typeof value === "string" && cleanText(value) !== "" ? cleanText(value) : undefined;
    case "textList":
      return atLeastOne(textsOf(value)?.flatMap(cleanLines));
  }
}

function decodeOption(options: readonly string[], value: string): AnswerValue | undefined {
  const option = cleanText(value);
  return options.includes(option) ? option : undefined;
}

function decodeOptions(options: readonly string[], value: Json): AnswerValue | undefined {
  const texts = textsOf(value);
  if (texts === undefined) return undefined;
  const chosen = new Set(texts.map(cleanText));
  const known = options.filter((option) => chosen.has(option));
  return known.length === chosen.size ? atLeastOne(known) : undefined;
}

function decodeNumber(value: Json): number | undefined {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number + 0 : undefined;
}

function textsOf(value: Json): readonly string[] | undefined {
  if (typeof value === "string") return [value];
  const isList = Array.isArray(value) && value.every((entry) => typeof entry === "string");
  return isList ? value : undefined;
}

function atLeastOne(texts: readonly string[] | undefined): readonly string[] | undefined {
  return texts === undefined || texts.length === 0 ? undefined : texts;
}
