import { LabelSchema } from "@labeldesk/core";
import type { Answer } from "@labeldesk/core";

const ask = (
  name: string,
  type: "feedback" | "expectation",
  input: unknown,
  enableComment = false,
): LabelSchema => LabelSchema.parse({ name, type, title: `${name}?`, input, enableComment });

/** One question of each kind of input, both types among them. */
export const SIX_QUESTIONS: readonly LabelSchema[] = [
  ask("is_correct", "feedback", { kind: "passFail" }, true),
  ask("tone", "feedback", { kind: "categorical", options: ["curt", "fine", "Größe 大 🏠"] }),
  ask("confidence", "feedback", { kind: "numeric", min: -5, max: 5 }, true),
  ask("topics", "expectation", { kind: "categoricalList", options: ["a", "b, c", '"d"'] }),
  ask("expected_response", "expectation", { kind: "text" }, true),
  ask("expected_facts", "expectation", { kind: "textList" }),
];

/** Answers whose values are told apart by what is lost first: floats, quotes, line breaks, order, other scripts. */
export const ANA_SAYS: readonly Answer[] = [
  { name: "is_correct", value: false, comment: 'Not "right" – 大' },
  { name: "tone", value: "Größe 大 🏠" },
  { name: "confidence", value: 0.1, comment: "a guess" },
  { name: "topics", value: ["a", '"d"'] },
  {
    name: "expected_response",
    value: "Two lines,\nand 'quotes' \\ é",
    comment: "as in the manual",
  },
  { name: "expected_facts", value: ["first, with a comma", "7", "true"] },
];

/** Another reviewer's, who disagrees on the expected response alone. */
export const BEN_SAYS: readonly Answer[] = [
  { name: "is_correct", value: false },
  { name: "confidence", value: -3 },
  { name: "topics", value: ["a", '"d"'] },
  { name: "expected_response", value: "One line" },
  { name: "expected_facts", value: ["first, with a comma", "7", "true"] },
];

/** What the adjudicator decides. */
export const DECIDED: Answer = {
  name: "expected_response",
  value: "The golden answer",
  comment: "both were close",
};
