import type { Assessment } from "../assessment.js";
import { isLabelingError, LabelingError } from "../errors.js";
import { ReviewerEmail, type AssessmentId, type TraceId } from "../ids.js";
import { traceIdsOf } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { AssessmentStore } from "../ports/assessment-store.js";
import { submissionKeyText, type Submission, type SubmissionKey } from "../submission.js";
import { assessmentIdFor } from "./assessment-id.js";
import { completeItem } from "./complete-item.js";
import type { ReviewParts } from "./parts.js";
import { planPublish, type AssessmentDraft, type PublishWrite } from "./plan-publish.js";

/** How long a publication waits for another one of the same submission. */
const LOCK_WAIT_MS = 60_000;
/** Each further round follows on somebody else's write to the same answers since we read them. */
const MAX_ROUNDS = 5;

/** Brings the latest revision of a submission into the tracking store and completes its item when it has enough. */
export async function publish(
  parts: ReviewParts,
  key: SubmissionKey,
  options?: CallOptions,
): Promise<"published" | "nothing-to-do" | "trace-gone"> {
  const outcome = await parts.work.locks.withLock(
    `publish:${submissionKeyText(key)}`,
    LOCK_WAIT_MS,
    () => publishLatest(parts, key, options),
  );
  // Also when there was nothing to publish: an earlier run may have died before it came here.
  if (outcome !== "trace-gone") await completeItem(parts, key, options);
  return outcome;
}

async function publishLatest(
  parts: ReviewParts,
  key: SubmissionKey,
  options?: CallOptions,
): Promise<"published" | "nothing-to-do" | "trace-gone"> {
  const { submission, delivered } = await parts.work.transaction(async (tx) => ({
    submission: await tx.submissions.find(key),
    delivered: await tx.sessions.findSession(key.runId),
  }));
  if (submission === undefined || submission.publishedRevision >= submission.revision) {
    return "nothing-to-do";
  }
  // A session that is no longer delivered may still have answers to publish.
  const session = delivered ?? (await parts.tracking.sessions.getSession(key.runId, options));
  const written = await writeAnswers(parts.tracking.assessments, session, submission, options);
  await parts.work.transaction(async (tx) => {
    await tx.submissions.markPublished(key, submission.revision);
    if (written) return;
    const item = await tx.assignments.findItem(key.runId, key.itemId);
    if (item !== undefined) await tx.assignments.setItemState(key.runId, key.itemId, "excluded");
  });
  return written ? "published" : "trace-gone";
}

/** Writes until the trace carries the answers. `false` when the trace is gone, which is final. */
async function writeAnswers(
  store: AssessmentStore,
  session: LabelingSession,
  submission: Submission,
  options?: CallOptions,
): Promise<boolean> {
  const traceId = publishedTrace(submission);
  const isFirst = submission.publishedRevision === 0 && submission.revision === 1;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    // A first publication needs no look: the ids of its writes tell whether they were there already.
    const assessments: readonly Assessment[] | "gone" =
      // oxlint-disable-next-line no-await-in-loop
      isFirst && round === 0 ? [] : await listAssessments(store, traceId, options);
    if (assessments === "gone") return false;
    const writes = planPublish({ session, submission, traceId, assessments });
    // oxlint-disable-next-line no-await-in-loop
    if (await applyWrites(store, writes, traceId, assessments, options)) return true;
  }
  throw new LabelingError(
    "UNAVAILABLE",
    `The answers on trace ${traceId} kept changing while they were being published.`,
  );
}

/** One write after the other. `false` when the trace was not as it was read: look again. */
async function applyWrites(
  store: AssessmentStore,
  writes: readonly PublishWrite[],
  traceId: TraceId,
  assessments: readonly Assessment[],
  options?: CallOptions,
): Promise<boolean> {
  const taken = new Set(assessments.map(({ assessmentId }) => assessmentId));
  try {
    for (const write of writes) {
      // oxlint-disable-next-line no-await-in-loop
      if (!(await applyWrite(store, write, traceId, taken, options))) return false;
    }
    return true;
  } catch (error) {
    // The trace, or an assessment that was to be revised, went away; reading tells which.
    if (isLabelingError(error, "NOT_FOUND")) return false;
    throw error;
  }
}

async function applyWrite(
  store: AssessmentStore,
  write: PublishWrite,
  traceId: TraceId,
  taken: ReadonlySet<AssessmentId>,
  options?: CallOptions,
): Promise<boolean> {
  switch (write.kind) {
    case "create": {
      const assessmentId = await freeId(write.draft, taken);
      return (await store.writeAssessment({ ...write.draft, assessmentId }, options)) === "written";
    }
    case "revise":
      await store.reviseAssessment(traceId, write.assessmentId, write.revision, options);
      return true;
    case "delete":
      await store.deleteAssessment(traceId, write.assessmentId, options);
      return true;
  }
}

/** The id of the first generation that the trace does not have. */
async function freeId(
  { runId, traceId, name, source }: AssessmentDraft,
  taken: ReadonlySet<AssessmentId>,
): Promise<AssessmentId> {
  const reviewer = ReviewerEmail.parse(source.id);
  for (let generation = 1; ; generation += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const id = await assessmentIdFor({ runId, traceId, name, reviewer, generation });
    if (!taken.has(id)) return id;
  }
}

async function listAssessments(
  store: AssessmentStore,
  traceId: TraceId,
  options?: CallOptions,
): Promise<readonly Assessment[] | "gone"> {
  try {
    return await store.listAssessments(traceId, options);
  } catch (error) {
    if (isLabelingError(error, "NOT_FOUND")) return "gone";
    throw error;
  }
}

/** Answers about several traces, such as a conversation's, belong to the last of them. */
function publishedTrace({ source }: Submission): TraceId {
  const traceId = traceIdsOf(source).at(-1);
  if (traceId !== undefined) return traceId;
  throw new LabelingError(
    "UNSUPPORTED",
    "Answers about an item without a trace have no place yet.",
  );
}
