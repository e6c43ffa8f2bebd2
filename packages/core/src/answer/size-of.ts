import type { AnswerProblem, AnswerValue } from "../answer.js";
import type { SchemaInput } from "../label-schema.js";
import { cleanLines, cleanText } from "./clean-text.js";

/**
 * How large a refused value is, as the end of the sentence that names the rule: a length, a number of entries, or what kind
 * of value it is. Never its content. Counted as the rule counts: after cleaning.
 */
export function sizeOf(
  input: SchemaInput,
  code: AnswerProblem["code"],
  value: AnswerValue,
): string {
  if (input.kind === "textList" && isList(value)) {
    const entries = value.flatMap(cleanLines);
    if (code === "TOO_MANY") return `there are ${entries.length}`;
    if (code === "TOO_LONG") return `the longest has ${longest(entries)}`;
  }
  if (input.kind === "text" && code === "TOO_LONG" && typeof value === "string") {
    return `this one has ${cleanText(value).length}`;
  }
  return `given was ${described(value)}`;
}

/** A count with its noun, such as `1 character` and `2 characters`. */
export function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function described(value: AnswerValue): string {
  if (typeof value === "boolean") return "true or false";
  if (typeof value === "number") return Number.isFinite(value) ? "a number" : "no finite number";
  if (typeof value === "string")
    return `a text of ${countOf(value.length, "character", "characters")}`;
  return isList(value)
    ? `a list of ${countOf(value.length, "entry", "entries")}`
    : "something else";
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, { length }) => Math.max(most, length), 0);
}

function isList(value: AnswerValue): value is readonly string[] {
  return Array.isArray(value);
}
