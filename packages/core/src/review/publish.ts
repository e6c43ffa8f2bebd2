import { figuresJob } from "../figures/figures-job.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Submission, SubmissionKey } from "../submission.js";
import { assessmentIdFor } from "./assessment-id.js";
import type { ReviewParts } from "./parts.js";
import { planPublish } from "./plan-publish.js";
import { withPublishLock } from "./publish-lock.js";
import type { PublishOutcome } from "./review.js";
import { settleItem } from "./settle-item.js";
import { excludeWithoutTrace } from "./trace-gone.js";
import { publishedTrace, writeAssessments, type WritePlan } from "./write-assessments.js";
import type { LabelingSession } from "../labeling-session.js";

/** Brings the latest revision into the tracking store and settles its item. */
export async function publish(
  parts: ReviewParts,
  key: SubmissionKey,
  options?: CallOptions,
): Promise<PublishOutcome> {
  const outcome = await withPublishLock(parts, key, () => publishLatest(parts, key, options));
  // Also when there was nothing to publish: an earlier run may have died before it came here.
  if (outcome !== "trace-gone") await settleItem(parts, key, options);
  return outcome;
}

async function publishLatest(
  parts: ReviewParts,
  key: SubmissionKey,
  options?: CallOptions,
): Promise<PublishOutcome> {
  const { history, delivered } = await parts.work.transaction(async (tx) => ({
    history: await tx.submissions.history(key),
    delivered: await tx.sessions.findSession(key.runId),
  }));
  const submission = history.at(-1);
  if (submission === undefined || submission.publishedRevision >= submission.revision) {
    return "nothing-to-do";
  }
  // A session that is no longer delivered may still have answers to publish.
  const session = delivered ?? (await parts.tracking.sessions.getSession(key.runId, options));
  const plan = planOf(session, submission, history);
  const written = await writeAssessments(parts.tracking.assessments, plan, options);
  await parts.work.transaction(async (tx) => {
    await tx.submissions.markPublished(key, submission.revision);
    if (!written) await excludeWithoutTrace(tx, key);
    await tx.jobs.enqueue(figuresJob(parts, key.runId));
  });
  return written ? "published" : "trace-gone";
}

function planOf(
  session: LabelingSession,
  submission: Submission,
  history: readonly Submission[],
): WritePlan {
  const traceId = publishedTrace(submission);
  const { runId, reviewer } = submission;
  const formerly = new Set(history.flatMap(({ answers }) => answers.map(({ name }) => name)));
  return {
    traceId,
    plan: (assessments) => planPublish({ session, submission, formerly, traceId, assessments }),
    idFor: ({ name }, generation) =>
      assessmentIdFor({ runId, traceId, name, reviewer, generation }),
  };
}
