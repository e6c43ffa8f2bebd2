import type { Answer, LabelSchema } from "@labeldesk/core";
import { SLACK_LIMITS } from "../limits.js";
import { cleanText } from "../text/clean-text.js";
import { formatNumber, parseLines, parseNumber } from "./typed-values.js";

/** The most characters that a question's field takes: the schema's, or Slack's if that is less. */
export function fieldChars({ input }: LabelSchema): number {
  if (input.kind !== "text") return SLACK_LIMITS.inputValue;
  return Math.min(input.maxLength ?? SLACK_LIMITS.inputValue, SLACK_LIMITS.inputValue);
}

/** The longest number that a field takes; written without an exponent, a huge one has 300 digits. */
export const NUMBER_CHARS = 100;

/**
 * An earlier answer as it stands in a text field. `uneditable`: Slack cannot take it in or would not give it back the
 * same (too long, several lines in one entry, a number with too many digits), so it is shown and kept.
 */
export type TypedPrefill =
  | { readonly kind: "none" }
  | { readonly kind: "field"; readonly value: string }
  | { readonly kind: "uneditable"; readonly value: string };

/** How the earlier answer to a question with a text or number field goes into it; `maxChars` may ask for less than Slack takes. */
export function typedPrefill(
  schema: LabelSchema,
  answer: Answer | undefined,
  maxChars: number,
): TypedPrefill {
  const value = answer?.value;
  if (value === undefined) return { kind: "none" };
  switch (schema.input.kind) {
    case "numeric": {
      if (typeof value !== "number") return { kind: "none" };
      const typed = formatNumber(value);
      const same = parseNumber(typed) === value && typed.length <= NUMBER_CHARS;
      return same ? { kind: "field", value: typed } : { kind: "uneditable", value: String(value) };
    }
    case "text":
      return typeof value === "string"
        ? editable(value, Math.min(fieldChars(schema), maxChars))
        : { kind: "none" };
    case "textList":
      return Array.isArray(value) ? listPrefill(value, maxChars) : { kind: "none" };
    case "passFail":
    case "categorical":
    case "categoricalList":
      return { kind: "none" };
  }
}

/** How an earlier comment goes into its field. */
export function commentPrefill(answer: Answer | undefined, maxChars: number): TypedPrefill {
  return answer?.comment === undefined ? { kind: "none" } : editable(answer.comment, maxChars);
}

function listPrefill(entries: readonly string[], maxChars: number): TypedPrefill {
  const value = entries.join("\n");
  const read = parseLines(value);
  const same =
    read.length === entries.length && read.every((entry, index) => entry === entries[index]);
  return same ? editable(value, maxChars) : { kind: "uneditable", value };
}

function editable(value: string, maxChars: number): TypedPrefill {
  if (value.trim() === "") return { kind: "none" };
  const same = value.length <= maxChars && cleanText(value) === value;
  return { kind: same ? "field" : "uneditable", value };
}
