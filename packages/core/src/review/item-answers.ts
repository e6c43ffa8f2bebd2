import type { Assessment } from "../assessment.js";
import { isLabelingError, LabelingError } from "../errors.js";
import type { ItemId, RunId, TraceId } from "../ids.js";
import { traceIdsOf } from "../item.js";
import { belongsToSession, reviewerOf } from "../membership.js";
import type { CallOptions } from "../ports/call-options.js";
import type { AssessmentStore } from "../ports/assessment-store.js";
import { SUBMISSION_METADATA, submissionKeyText } from "../submission.js";
import { getSession } from "./get-session.js";
import type { ReviewParts } from "./parts.js";
import type { ItemAnswers } from "./review.js";

/** One item with everybody's answers: those submitted here, and those that came to its traces another way. */
export async function itemAnswers(
  { work, tracking }: ReviewParts,
  runId: RunId,
  itemId: ItemId,
  options?: CallOptions,
): Promise<ItemAnswers> {
  const { session, item, submissions } = await work.transaction(async (tx) => ({
    session: await getSession(tx, runId),
    item: await tx.assignments.findItem(runId, itemId),
    submissions: await tx.submissions.listByItem(runId, itemId),
  }));
  if (item === undefined) {
    throw new LabelingError("NOT_FOUND", `The session "${session.name}" has no item ${itemId}.`);
  }
  const lists = await Promise.all(
    traceIdsOf(item.source).map((id) => assessmentsOf(tracking.assessments, id, options)),
  );
  const covered = new Set(submissions.map(submissionKeyText));
  const others = lists
    .flat()
    .filter(
      (assessment) =>
        assessment.valid &&
        reviewerOf(assessment) !== undefined &&
        belongsToSession(assessment, session) &&
        !covered.has(assessment.metadata[SUBMISSION_METADATA] ?? ""),
    );
  return { item, submissions, others };
}

/** A trace that was deleted has none. */
async function assessmentsOf(
  store: AssessmentStore,
  traceId: TraceId,
  options?: CallOptions,
): Promise<readonly Assessment[]> {
  try {
    return await store.listAssessments(traceId, options);
  } catch (error) {
    if (isLabelingError(error, "NOT_FOUND")) return [];
    throw error;
  }
}
