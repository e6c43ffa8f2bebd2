import { figuresJob } from "../figures/figures-job.js";
import type { RunId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import { redeal } from "../review/deal.js";
import { enqueueAll } from "../review/enqueue-all.js";
import type { ReviewParts } from "../review/parts.js";
import { applyActs, type Applied } from "./apply-acts.js";
import { planReconcile } from "./plan-reconcile.js";
import { readTracking } from "./read-tracking.js";
import { readWorkStore } from "./read-work-store.js";
import { nextReconcileJob } from "./reconcile-job.js";
import type { ReconcilePlan } from "./reconcile-plan.js";
import { NOT_REBUILT, type ReconcileReport } from "./reconcile-report.js";
import { takeInItems, type NewItemsHere } from "./take-in-items.js";

/**
 * Takes in what people did in the tracking store. What is here is read first: then everything that counts as published
 * was there to be read.
 */
export async function reconcile(
  parts: ReviewParts,
  runId: RunId,
  options?: CallOptions,
): Promise<ReconcileReport> {
  const { tracking, work } = parts;
  const here = await readWorkStore(parts, runId);
  // First of all: whatever becomes of this one, there is a next one.
  if (here.session !== undefined) await enqueueNext(parts, here.session);
  const session = await tracking.sessions.getSession(runId, options);
  if (session.lifecycle === "deleted") return leaveDeleted(parts, session, here.session);
  const there = await readTracking(tracking, session, here.items, options);
  const news = await work.transaction(async (tx) => {
    const taken = await takeInItems(tx, session, there.tracked, here.session);
    if (taken.items.length > 0) await tx.jobs.enqueue(figuresJob(parts, runId));
    return taken;
  });
  const isLost = here.session === undefined;
  // Of these it is not known what was published before their traces were read.
  const unsure = new Set(news.submissions.map(({ itemId }) => itemId));
  const plan = planReconcile({
    ...here,
    ...there,
    session,
    isLost,
    items: [...here.items, ...news.items.filter(({ itemId }) => !unsure.has(itemId))],
  });
  const applied = await applyActs(parts, session, plan.acts, options);
  await work.transaction(async (tx) => {
    if (applied.answers.length > 0) await redeal(tx, runId);
  });
  if (isLost) await enqueueNext(parts, session);
  return reportOf(parts, { session, isLost, news, plan, applied });
}

function enqueueNext(parts: ReviewParts, session: LabelingSession): Promise<void> {
  const runAtMs = parts.clock.nowMs() + parts.reconcileEveryMs;
  return parts.work.transaction((tx) => enqueueAll(tx, nextReconcileJob(session, runAtMs)));
}

/** A deleted session keeps what it has; the work store is to know that it is. */
async function leaveDeleted(
  parts: ReviewParts,
  session: LabelingSession,
  here: LabelingSession | undefined,
): Promise<ReconcileReport> {
  if (here?.lifecycle === "active")
    await parts.work.transaction((tx) => tx.sessions.saveSession(session));
  return reportOf(parts, { session });
}

interface Done {
  readonly session: LabelingSession;
  readonly isLost?: boolean;
  readonly news?: NewItemsHere;
  readonly plan?: ReconcilePlan;
  readonly applied?: Applied;
}

function reportOf(
  { clock }: ReviewParts,
  { session, isLost = false, news, plan, applied }: Done,
): ReconcileReport {
  const isRebuilt = isLost || applied?.answers.some(({ how }) => how === "rebuilt") === true;
  return {
    session,
    atMs: clock.nowMs(),
    newItems: news?.items.map(({ itemId }) => itemId) ?? [],
    answers: applied?.answers ?? [],
    states: applied?.states ?? [],
    decisions: applied?.decisions ?? [],
    unattributed: plan?.unattributed ?? [],
    noAnswers: plan?.noAnswers ?? [],
    unpublished: plan?.unpublished ?? [],
    notRebuilt: isRebuilt ? NOT_REBUILT : [],
    differences: [...(plan?.differences ?? []), ...(applied?.differences ?? [])],
  };
}
