import type { LabelingSession } from "../labeling-session.js";
import type { LabelSchema } from "../label-schema.js";
import type { DisagreementRule } from "./disagreement-rule.js";

/**
 * The rule of a question that a session gives none.
 *
 * - Every expectation, and every choice: `notUnanimous`. An expectation is a fact to be synced, a choice a verdict.
 * - Feedback in numbers with both bounds: `spread` above half the range, such as 2 on a scale from 1 to 5. A point more or
 *   less is taste; more than half the scale apart, the two cannot lean the same way.
 * - Feedback in numbers without both bounds: `never`, since nothing says what is far apart.
 * - Feedback in words: `never`, since no two people write the same.
 */
export function defaultRule({
  type,
  input,
}: Pick<LabelSchema, "type" | "input">): DisagreementRule {
  if (type === "expectation") return { kind: "notUnanimous" };
  switch (input.kind) {
    case "passFail":
    case "categorical":
    case "categoricalList":
      return { kind: "notUnanimous" };
    case "numeric":
      return input.min === undefined || input.max === undefined
        ? { kind: "never" }
        : { kind: "spread", above: (input.max - input.min) / 2 };
    case "text":
    case "textList":
      return { kind: "never" };
  }
}

/** The session's rule for one of its questions. */
export function ruleFor(
  { disagreementRules = [] }: Pick<LabelingSession, "disagreementRules">,
  schema: LabelSchema,
): DisagreementRule {
  return (
    disagreementRules.find(({ question }) => question === schema.name)?.rule ?? defaultRule(schema)
  );
}
