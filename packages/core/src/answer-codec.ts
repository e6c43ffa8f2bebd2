import type { Answer, AnswerProblem, AnswerValue } from "./answer.js";
import type { Json } from "./json.js";
import type { LabelSchema } from "./label-schema.js";

/** Checks answers against the session's questions; the values come back normalised (trimmed texts, options in the schema's order). */
export declare function checkAnswers(
  schemas: readonly LabelSchema[],
  answers: readonly Answer[],
): { readonly answers: readonly Answer[]; readonly problems: readonly AnswerProblem[] };

/** An answer's value as the assessment carries it, in the shape that MLflow's Review tab writes. */
export declare function encodeAnswer(schema: LabelSchema, value: AnswerValue): Json;

/** Reads an assessment's value as an answer; `undefined` when it is none (such as a choice that matches no option). */
export declare function decodeAnswer(schema: LabelSchema, value: Json): AnswerValue | undefined;
