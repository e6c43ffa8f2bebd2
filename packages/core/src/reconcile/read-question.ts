import type { Answer } from "../answer.js";
import { decodeAnswer } from "../answer-codec.js";
import { cleanText } from "../answer/clean-text.js";
import type { Assessment } from "../assessment.js";
import { sameValue } from "../exact/value-key.js";
import type { LabelSchema } from "../label-schema.js";

/** What a trace says of one reviewer's answer to one question. */
export type AnswerThere =
  | { readonly kind: "answer"; readonly answer: Answer; readonly assessment: Assessment }
  /** There is something, and it is no answer to the question. */
  | { readonly kind: "no-answer" }
  /** All there is was replaced by something that is not this session's. */
  | { readonly kind: "overridden" }
  | { readonly kind: "nothing" };

/** A question as read from a trace. */
export interface QuestionThere {
  readonly schema: LabelSchema;
  readonly there: AnswerThere;
  /** Valid values newer than the answer that are none. */
  readonly noAnswers: readonly Assessment[];
  /** Valid answers older than the one that counts. */
  readonly older: readonly Assessment[];
}

/**
 * The newest valid answer counts. `candidates`: the assessments of one reviewer that belong to the session, whichever
 * question they answer.
 */
export function readQuestion(
  schema: LabelSchema,
  candidates: readonly Assessment[],
): QuestionThere {
  const own = candidates.filter(({ name, type }) => name === schema.name && type === schema.type);
  const valid = own.filter((assessment) => assessment.valid).toSorted(newestFirst);
  const place = valid.findIndex(({ value }) => decodeAnswer(schema, value) !== undefined);
  const counted = valid[place];
  const noAnswers = counted === undefined ? valid : valid.slice(0, place);
  const answer = counted && answerOf(schema, counted);
  if (counted !== undefined && answer !== undefined) {
    const there = { kind: "answer", answer, assessment: counted } as const;
    return { schema, there, noAnswers, older: valid.slice(place + 1) };
  }
  const kind = valid.length > 0 ? "no-answer" : own.length > 0 ? "overridden" : "nothing";
  return { schema, there: { kind }, noAnswers, older: [] };
}

/** Whether what is on the trace is what stands here. The comment of an expectation is one that MLflow's own pages do not keep. */
export function isSameAnswer(
  { type }: Pick<LabelSchema, "type">,
  there: Answer,
  here: Answer | undefined,
): boolean {
  if (here === undefined || !sameValue(there.value, here.value)) return false;
  const isDropped = type === "expectation" && there.comment === undefined;
  return isDropped || (there.comment ?? "") === cleanText(here.comment ?? "");
}

function answerOf(schema: LabelSchema, { value, rationale }: Assessment): Answer | undefined {
  const read = decodeAnswer(schema, value);
  if (read === undefined) return undefined;
  const comment = schema.enableComment ? cleanText(rationale ?? "") : "";
  return { name: schema.name, value: read, ...(comment === "" ? {} : { comment }) };
}

/** Of two in one millisecond the one that was made later, then any: the same each time. */
function newestFirst(one: Assessment, other: Assessment): number {
  return (
    other.updatedAtMs - one.updatedAtMs ||
    other.createdAtMs - one.createdAtMs ||
    (one.assessmentId < other.assessmentId ? 1 : -1)
  );
}
