import { adjudicationKeyText, type Adjudication } from "../adjudication/adjudication.js";
import { planAdjudication } from "../adjudication/plan-adjudication.js";
import { figuresJob } from "../figures/figures-job.js";
import type { ItemId, RunId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import { adjudicationIdFor } from "./assessment-id.js";
import type { ReviewParts } from "./parts.js";
import type { PublishOutcome } from "./review.js";
import { settleItem } from "./settle-item.js";
import { excludeWithoutTrace } from "./trace-gone.js";
import { publishedTrace, writeAssessments, type WritePlan } from "./write-assessments.js";

const LOCK_WAIT_MS = 60_000;

type ItemKey = { readonly runId: RunId; readonly itemId: ItemId };

/** Runs `fn` as the only one that brings the item's decision into the tracking store, or back from it. */
export function withDecisionLock<T>(
  { work }: Pick<ReviewParts, "work">,
  key: ItemKey,
  fn: () => Promise<T>,
): Promise<T> {
  return work.locks.withLock(`adjudicate:${adjudicationKeyText(key)}`, LOCK_WAIT_MS, fn);
}

/** Brings the latest decision into the tracking store and settles its item, which may need no more answers now. */
export async function publishAdjudication(
  parts: ReviewParts,
  key: ItemKey,
  options?: CallOptions,
): Promise<PublishOutcome> {
  const { runId, itemId } = key;
  const adjudication = await parts.work.transaction((tx) => tx.adjudications.find(runId, itemId));
  if (adjudication === undefined) return "nothing-to-do";
  const outcome = await withDecisionLock(parts, key, () => publishLatest(parts, key, options));
  // Also when there was nothing to publish: an earlier run may have died before it came here.
  if (outcome !== "trace-gone")
    await settleItem(parts, { runId, itemId, reviewer: adjudication.by }, options);
  return outcome;
}

async function publishLatest(
  parts: ReviewParts,
  { runId, itemId }: ItemKey,
  options?: CallOptions,
): Promise<PublishOutcome> {
  const { adjudication, delivered } = await parts.work.transaction(async (tx) => ({
    adjudication: await tx.adjudications.find(runId, itemId),
    delivered: await tx.sessions.findSession(runId),
  }));
  if (adjudication === undefined || adjudication.publishedRevision >= adjudication.revision) {
    return "nothing-to-do";
  }
  // A session that is no longer delivered may still have decisions to publish.
  const session = delivered ?? (await parts.tracking.sessions.getSession(runId, options));
  const plan = planOf(session, adjudication);
  const written = await writeAssessments(parts.tracking.assessments, plan, options);
  await parts.work.transaction(async (tx) => {
    await tx.adjudications.markPublished(runId, itemId, adjudication.revision);
    if (!written) await excludeWithoutTrace(tx, { runId, itemId });
    await tx.jobs.enqueue(figuresJob(parts, runId));
  });
  return written ? "published" : "trace-gone";
}

function planOf(session: LabelingSession, adjudication: Adjudication): WritePlan {
  const traceId = publishedTrace(adjudication);
  const { runId, by: reviewer } = adjudication;
  return {
    traceId,
    plan: (assessments) => planAdjudication({ session, adjudication, traceId, assessments }),
    idFor: ({ name }, generation) =>
      adjudicationIdFor({ runId, traceId, name, reviewer, generation }),
  };
}
