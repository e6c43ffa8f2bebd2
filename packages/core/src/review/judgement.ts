import type { AnswerValue } from "../answer.js";
import { decodeAnswer } from "../answer-codec.js";
import type { Assessment } from "../assessment.js";
import type { Json } from "../json.js";
import type { LabelSchema } from "../label-schema.js";

/**
 * The value of a judge's assessment of a question, if it is one: valid, by a language model, of the question's name and
 * type. Judges answer a pass/fail question with "yes" or "no", as MLflow's built-in ones do, or with its words.
 */
export function readJudgement(
  schema: LabelSchema,
  assessment: Assessment,
): AnswerValue | undefined {
  const { source, valid, name, type, value } = assessment;
  if (source.kind !== "llmJudge" || !valid) return undefined;
  if (name !== schema.name || type !== schema.type) return undefined;
  return decodeAnswer(schema, schema.input.kind === "passFail" ? verdictOf(schema, value) : value);
}

function verdictOf({ input }: LabelSchema, value: Json): Json {
  if (typeof value !== "string" || input.kind !== "passFail") return value;
  const word = value.trim().toLowerCase();
  // The question's own words first: "no" may be the positive answer.
  if (word === input.positiveLabel.toLowerCase()) return true;
  if (word === input.negativeLabel.toLowerCase()) return false;
  return word === "yes" ? true : word === "no" ? false : value;
}
