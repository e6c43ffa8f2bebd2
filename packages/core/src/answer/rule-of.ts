import type { AnswerProblem } from "../answer.js";
import type { LabelSchema, SchemaInput } from "../label-schema.js";

/** More options than these are counted instead of listed. */
const MAX_LISTED_OPTIONS = 10;

/**
 * The rule that an answer broke, as a sentence with the question's title. It never contains the answer: the front end,
 * which knows who reads it, adds what was written.
 */
export function ruleOf(schema: LabelSchema, code: AnswerProblem["code"]): string {
  const title = `"${schema.title}"`;
  if (code === "COMMENT_NOT_ALLOWED") return `${title} takes no comment.`;
  return `${title} must ${mustBe(schema.input, code)}.`;
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
  if (code === "TOO_MANY")
    return `have at most ${maxCount} ${maxCount === 1 ? "entry" : "entries"}`;
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

function characters(count: number | undefined): string {
  return `${count} ${count === 1 ? "character" : "characters"}`;
}
