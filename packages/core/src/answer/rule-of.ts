import type { AnswerProblem, AnswerValue } from "../answer.js";
import type { LabelSchema, SchemaInput } from "../label-schema.js";
import { countOf, sizeOf } from "./size-of.js";

/** More options than these are counted instead of listed. */
const MAX_LISTED_OPTIONS = 10;

/**
 * The rule that a value broke, as a sentence with the question's title and the value's size. It never contains the value:
 * the front end, which knows who reads it, adds what was written.
 */
export function ruleOf(
  schema: LabelSchema,
  code: AnswerProblem["code"],
  value: AnswerValue,
): string {
  return `"${schema.title}" must ${mustBe(schema.input, code)}; ${sizeOf(schema.input, code, value)}.`;
}

/** The rule that a comment broke. */
export function noCommentRule({ title }: LabelSchema, comment: string): string {
  return `"${title}" takes no comment; given was one of ${characters(comment.length)}.`;
}

function mustBe(input: SchemaInput, code: AnswerProblem["code"]): string {
  switch (input.kind) {
    case "passFail":
      return `be ${input.positiveLabel} or ${input.negativeLabel}`;
    case "categorical":
      return `be one of ${listed(input.options)}`;
    case "categoricalList":
      return `be one or more of ${listed(input.options)}`;
    case "numeric":
      return `be a number${range(input)}`;
    case "text":
      return code === "TOO_LONG"
        ? `have at most ${characters(input.maxLength)}`
        : "be a text that is not blank";
    case "textList":
      return textListRule(input, code);
  }
}

function textListRule(
  { maxCount, maxLengthEach }: Extract<SchemaInput, { kind: "textList" }>,
  code: AnswerProblem["code"],
): string {
  if (code === "TOO_MANY") return `have at most ${countOf(maxCount ?? 0, "entry", "entries")}`;
  if (code === "TOO_LONG") return `have at most ${characters(maxLengthEach)} in each entry`;
  return "be a list of texts, one a line, with at least one entry";
}

function listed(options: readonly string[]): string {
  return options.length > MAX_LISTED_OPTIONS
    ? `its ${options.length} options`
    : options.map((option) => `"${option}"`).join(", ");
}

function range({ min, max }: Extract<SchemaInput, { kind: "numeric" }>): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? "" : ` of at most ${max}`;
}

function characters(count = 0): string {
  return countOf(count, "character", "characters");
}
