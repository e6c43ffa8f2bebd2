import { LabelSchema } from "./label-schema.js";

// Names, types and input kinds are those of the managed service's built-in schemas; the words are ours.

/** Facts that a correct answer must contain; read by MLflow's Correctness judge. */
export const EXPECTED_FACTS: LabelSchema = LabelSchema.parse({
  name: "expected_facts",
  type: "expectation",
  title: "Which facts must a correct answer contain?",
  instruction: "Each short enough to be checked by itself.",
  input: { kind: "textList", maxLengthEach: 1000 },
});

/** The answer that the app should have given. */
export const EXPECTED_RESPONSE: LabelSchema = LabelSchema.parse({
  name: "expected_response",
  type: "expectation",
  title: "What would a correct answer have been?",
  instruction: "Write it as the app should have said it.",
  input: { kind: "text" },
});

/** Rules that an answer should keep to; read by MLflow's guidelines judges. */
export const GUIDELINES: LabelSchema = LabelSchema.parse({
  name: "guidelines",
  type: "expectation",
  title: "Which rules should the answer keep to?",
  instruction: "For example: the answer must name the order's date.",
  input: { kind: "textList", maxLengthEach: 1000 },
});

/** The three built-in questions, in the order in which they are offered. */
export const BUILT_IN_SCHEMAS: readonly LabelSchema[] = [
  EXPECTED_FACTS,
  EXPECTED_RESPONSE,
  GUIDELINES,
];
