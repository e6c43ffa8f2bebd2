import { decodeAnswer } from "../answer-codec.js";
import type { Assessment } from "../assessment.js";
import { isLabelingError, LabelingError } from "../errors.js";
import { sameValue } from "../exact/value-key.js";
import type { ItemId, ReviewerEmail, RunId, TraceId } from "../ids.js";
import { traceIdsOf } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import { belongsToSession, reviewerOf } from "../membership.js";
import type { CallOptions } from "../ports/call-options.js";
import type { AssessmentStore } from "../ports/assessment-store.js";
import { SUBMISSION_METADATA, submissionKeyText, type Submission } from "../submission.js";
import { getSession } from "./get-session.js";
import { givenOf } from "./needs.js";
import type { ReviewParts } from "./parts.js";
import type { ItemAnswers } from "./review.js";

/**
 * One item with everybody's answers: those submitted here, and those that came to its traces another way. In a blind
 * session an assigned viewer sees nothing of the others before giving an answer, here or there, unless the item is excluded.
 */
export async function itemAnswers(
  { work, tracking }: ReviewParts,
  runId: RunId,
  itemId: ItemId,
  { viewer, ...options }: CallOptions & { readonly viewer?: ReviewerEmail } = {},
): Promise<ItemAnswers> {
  const { session, item, all, adjudication } = await work.transaction(async (tx) => ({
    session: await getSession(tx, runId),
    item: await tx.assignments.findItem(runId, itemId),
    all: await tx.submissions.listByItem(runId, itemId),
    adjudication: await tx.adjudications.find(runId, itemId),
  }));
  if (item === undefined) {
    throw new LabelingError("NOT_FOUND", `The session "${session.name}" has no item ${itemId}.`);
  }
  const lists = await Promise.all(
    traceIdsOf(item.source).map((id) => assessmentsOf(tracking.assessments, id, options)),
  );
  // Of a submission that was taken back too: until the next publication its assessments are still there.
  const covered = new Set(all.map(submissionKeyText));
  const submissions = givenOf(all);
  const others = lists
    .flat()
    .filter((assessment) => isOther(assessment, session, covered))
    .filter((assessment) => !isTakenIn(assessment, session, submissions));
  const isOwn = (by: ReviewerEmail | undefined) => by === viewer;
  const hasAnswered =
    submissions.some(({ reviewer }) => isOwn(reviewer)) ||
    others.some((assessment) => isOwn(reviewerOf(assessment)));
  const isBlind =
    viewer !== undefined &&
    session.blind &&
    session.assignedUsers.includes(viewer) &&
    item.state !== "excluded" &&
    !hasAnswered;
  return isBlind
    ? { item, submissions: [], adjudication: undefined, isBlind, others: [] }
    : { item, submissions, adjudication, isBlind, others };
}

function isOther(
  assessment: Assessment,
  session: LabelingSession,
  covered: ReadonlySet<string>,
): boolean {
  return (
    assessment.valid &&
    reviewerOf(assessment) !== undefined &&
    belongsToSession(assessment, session) &&
    !covered.has(assessment.metadata[SUBMISSION_METADATA] ?? "")
  );
}

/** Whether an assessment that came another way is one of the answers here by now. */
function isTakenIn(
  assessment: Assessment,
  { labelSchemas }: LabelingSession,
  submissions: readonly Submission[],
): boolean {
  const reviewer = reviewerOf(assessment);
  const schema = labelSchemas.find(({ name }) => name === assessment.name);
  const value = schema && decodeAnswer(schema, assessment.value);
  if (value === undefined) return false;
  const own = submissions.find((submission) => submission.reviewer === reviewer);
  const answer = own?.answers.find(({ name }) => name === assessment.name);
  return answer !== undefined && sameValue(answer.value, value);
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
