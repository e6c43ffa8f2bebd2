import {
  createRatingCollector,
  judgeAgreement,
  questionAgreement,
  type QuestionAgreement,
  type QuestionJudgeAgreement,
  type RatingCollector,
} from "../agreement/index.js";
import { decodeAnswer } from "../answer-codec.js";
import { batches } from "../batches.js";
import type { ItemId, RunId, TraceId } from "../ids.js";
import { traceIdsOf } from "../item.js";
import type { LabelSchema } from "../label-schema.js";
import type { LabelingSession } from "../labeling-session.js";
import { TRACES_PER_CALL } from "../labeling/read-labels.js";
import type { CallOptions } from "../ports/call-options.js";
import { getSession } from "./get-session.js";
import { readJudgement } from "./judgement.js";
import type { ReviewParts } from "./parts.js";
import { readWork } from "./read-work.js";

/** The ratings of one question. */
interface QuestionRatings {
  readonly schema: LabelSchema;
  readonly ratings: RatingCollector;
}

/** The agreement of the reviewers over the items that are not excluded. @throws {LabelingError} NOT_FOUND */
export async function reviewerAgreement(
  parts: ReviewParts,
  runId: RunId,
): Promise<readonly QuestionAgreement[]> {
  const { labelSchemas } = await parts.work.transaction((tx) => getSession(tx, runId));
  const questions = await reviewerRatings(parts, runId, labelSchemas);
  return questions.map(({ schema, ratings }) => questionAgreement(schema, ratings.table()));
}

/** How judges agree with the reviewers, on each feedback question that they answer under its name. @throws {LabelingError} NOT_FOUND */
export async function judgesAgreement(
  parts: ReviewParts,
  runId: RunId,
  options?: CallOptions,
): Promise<readonly QuestionJudgeAgreement[]> {
  const session = await parts.work.transaction((tx) => getSession(tx, runId));
  const schemas = session.labelSchemas.filter(({ type }) => type === "feedback");
  const people = await reviewerRatings(parts, runId, schemas);
  const judges = await judgeRatings(parts, session, schemas, options);
  return people.map(({ schema, ratings }, place) =>
    judgeAgreement(schema, ratings.table(), judges[place]?.ratings.table() ?? []),
  );
}

/** Values that do not fit their question any more, as after a change of its options, are left out. */
async function reviewerRatings(
  parts: ReviewParts,
  runId: RunId,
  schemas: readonly LabelSchema[],
): Promise<readonly QuestionRatings[]> {
  const questions = questionsOf(schemas);
  for await (const { item, submission } of readWork(parts, runId)) {
    // What was taken back has no answers.
    if (item.state === "excluded" || submission === undefined) continue;
    for (const { schema, ratings } of questions) {
      const answer = submission.answers.find(({ name }) => name === schema.name);
      const value = answer && decodeAnswer(schema, answer.value);
      if (value !== undefined)
        ratings.add({ unit: item.itemId, rater: submission.reviewer, value });
    }
  }
  return questions;
}

/** Of one judge's several judgements of an item the newest counts. */
async function judgeRatings(
  { work, tracking }: ReviewParts,
  { runId }: LabelingSession,
  schemas: readonly LabelSchema[],
  options?: CallOptions,
): Promise<readonly QuestionRatings[]> {
  const items = await work.transaction((tx) => tx.assignments.listItems(runId));
  const itemOf = new Map<TraceId, ItemId>();
  for (const { state, source, itemId } of items) {
    // Where people's answers are, too.
    const traceId = traceIdsOf(source).at(-1);
    if (state !== "excluded" && traceId !== undefined) itemOf.set(traceId, itemId);
  }
  const questions = questionsOf(schemas);
  for (const batch of batches([...itemOf.keys()], TRACES_PER_CALL)) {
    for (const { traceId, assessments } of await tracking.traces.getTraceInfos(batch, options)) {
      const unit = itemOf.get(traceId);
      if (unit === undefined) continue;
      const oldestFirst = assessments.toSorted((a, b) => a.updatedAtMs - b.updatedAtMs);
      for (const { schema, ratings } of questions) {
        for (const assessment of oldestFirst) {
          const value = readJudgement(schema, assessment);
          if (value !== undefined) ratings.add({ unit, rater: assessment.source.id, value });
        }
      }
    }
  }
  return questions;
}

function questionsOf(schemas: readonly LabelSchema[]): readonly QuestionRatings[] {
  return schemas.map((schema) => ({ schema, ratings: createRatingCollector() }));
}
