import type { AnswerValue } from "../answer.js";
import { cleanText } from "../answer/clean-text.js";
import type { LabelSchema } from "../label-schema.js";
import type { DisagreementRule } from "./disagreement-rule.js";

/** Rounding of decimal fractions: 1.1 - 1 is more than 0.1 for a computer. */
const TOLERANCE = 1e-9;

/**
 * Whether values that several people gave for one question disagree. Texts are compared trimmed, lists as sets. A spread
 * asked of what has no distances (texts, unordered options, an option that the question no longer has) is taken for
 * `notUnanimous`.
 */
export function disagree(
  rule: DisagreementRule,
  schema: Pick<LabelSchema, "input">,
  values: readonly AnswerValue[],
): boolean {
  switch (rule.kind) {
    case "never":
      return false;
    case "notUnanimous":
      return differ(values);
    case "spread": {
      const places = values.map((value) => placeOf(schema, value));
      const known = places.filter((place) => place !== undefined);
      if (known.length < places.length) return differ(values);
      return known.length > 0 && Math.max(...known) - Math.min(...known) > rule.above + TOLERANCE;
    }
  }
}

function differ(values: readonly AnswerValue[]): boolean {
  return new Set(values.map(comparable)).size > 1;
}

function comparable(value: AnswerValue): string {
  if (typeof value === "string") return JSON.stringify(cleanText(value));
  if (typeof value === "boolean" || typeof value === "number") return JSON.stringify(value);
  return JSON.stringify([...new Set(value.map(cleanText))].toSorted());
}

function placeOf({ input }: Pick<LabelSchema, "input">, value: AnswerValue): number | undefined {
  if (typeof value === "number") return value;
  if (input.kind !== "categorical" || input.ordered !== true || typeof value !== "string")
    return undefined;
  const place = input.options.indexOf(value);
  return place === -1 ? undefined : place;
}
