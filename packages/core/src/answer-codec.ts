import type { Answer, AnswerProblem, AnswerValue } from "./answer.js";
import { readAnswerValue } from "./answer/read-answer-value.js";
import { noCommentRule, ruleOf } from "./answer/rule-of.js";
import { cleanText } from "./answer/clean-text.js";
import { LabelingError } from "./errors.js";
import type { Json } from "./json.js";
import type { LabelSchema } from "./label-schema.js";

export { decodeAnswer } from "./answer/decode-answer.js";

/**
 * Checks answers against the session's questions; the values come back normalised (trimmed texts, options in the
 * schema's order). An answer with a problem is left out of `answers`; no answers at all are no problem here.
 */
export function checkAnswers(
  schemas: readonly LabelSchema[],
  answers: readonly Answer[],
): { readonly answers: readonly Answer[]; readonly problems: readonly AnswerProblem[] } {
  const accepted: Answer[] = [];
  const problems: AnswerProblem[] = [];
  const seen = new Set<string>();
  for (const answer of answers) {
    const schema = schemas.find(({ name }) => name === answer.name);
    const outcome = schema === undefined ? unknownQuestion(answer) : checkAnswer(schema, answer);
    if ("code" in outcome) problems.push(outcome);
    else if (schema !== undefined && seen.has(answer.name)) problems.push(answeredTwice(schema));
    else accepted.push(outcome);
    seen.add(answer.name);
  }
  return { answers: accepted, problems };
}

/**
 * An answer's value as the assessment carries it, in the shape that MLflow's Review tab writes: a boolean (`true` is the
 * positive label), an option's text, a list of texts, a number or a text.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when the value breaks the question's rule
 */
export function encodeAnswer(schema: LabelSchema, value: AnswerValue): Json {
  const read = readAnswerValue(schema.input, value);
  if (read.kind === "value") return read.value;
  throw new LabelingError("INVALID_ARGUMENT", ruleOf(schema, read.code, value));
}

function checkAnswer(schema: LabelSchema, answer: Answer): Answer | AnswerProblem {
  const { name } = schema;
  const read = readAnswerValue(schema.input, answer.value);
  if (read.kind === "problem") {
    return { name, code: read.code, message: ruleOf(schema, read.code, answer.value) };
  }
  const comment = cleanText(answer.comment ?? "");
  if (comment === "") return { name, value: read.value };
  if (schema.enableComment) return { name, value: read.value, comment };
  return { name, code: "COMMENT_NOT_ALLOWED", message: noCommentRule(schema, comment) };
}

function unknownQuestion({ name }: Answer): AnswerProblem {
  const message = `This session does not ask "${name}".`;
  return { name, code: "UNKNOWN_QUESTION", message };
}

function answeredTwice({ name, title }: LabelSchema): AnswerProblem {
  return { name, code: "TOO_MANY", message: `"${title}" may be answered only once.` };
}
