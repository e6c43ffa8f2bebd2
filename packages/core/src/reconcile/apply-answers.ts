import { figuresJob } from "../figures/figures-job.js";
import type { WorkTransaction } from "../ports/work-store.js";
import type { CallOptions } from "../ports/call-options.js";
import { redeal } from "../review/deal.js";
import { enqueueAll } from "../review/enqueue-all.js";
import { itemStateJob } from "../review/item-state.js";
import { viewItem } from "../review/item-view.js";
import { hasEnough } from "../review/needs.js";
import type { ReviewParts } from "../review/parts.js";
import { publishJob } from "../review/publish-job.js";
import { withPublishLock } from "../review/publish-lock.js";
import { acceptedAfter, type SubmissionKey } from "../submission.js";
import type { Base, ReconcileAct, TakeAnswers } from "./reconcile-plan.js";
import type { TakenAnswers } from "./reconcile-report.js";

/** Makes answers the next revision, unless there is another one by now, which then goes first: `undefined`. */
export function applyAnswers(
  parts: ReviewParts,
  act: TakeAnswers,
  options?: CallOptions,
): Promise<TakenAnswers | undefined> {
  const { key, how, names } = act;
  return withPublishLock(parts, key, async () => {
    const taken = await parts.work.transaction((tx) => take(tx, parts, act));
    if (taken === undefined) return undefined;
    await deleteDuplicates(parts, act, options);
    const { itemId, reviewer } = key;
    return { itemId, reviewer, how, names, ...taken };
  });
}

/** Deletes answers of ours that a newer one took the place of. */
export function tidy(
  parts: ReviewParts,
  act: Extract<ReconcileAct, { kind: "tidy" }>,
  options?: CallOptions,
): Promise<boolean> {
  return withPublishLock(parts, act.key, async () => {
    const isSame = await parts.work.transaction((tx) => isAtBase(tx, act));
    if (isSame) await deleteDuplicates(parts, act, options);
    return isSame;
  });
}

async function take(
  tx: WorkTransaction,
  parts: ReviewParts,
  act: TakeAnswers,
): Promise<Pick<TakenAnswers, "revision" | "isWithdrawn"> | undefined> {
  const { clock, leaseMs } = parts;
  const { key, source, answers, gesture, isToPublish, givenAtMs, revision } = act;
  const before = await tx.submissions.find(key);
  if (!(await isAtBase(tx, act))) return undefined;
  const assignment = await tx.assignments.findAssignment(key);
  const nowMs = clock.nowMs();
  // Never before the revision that it follows, whatever the clocks say.
  const acceptedAtMs = acceptedAfter(before, givenAtMs ?? nowMs);
  const outcome = await tx.submissions.accept({
    ...key,
    source,
    answers,
    gesture,
    acceptedAtMs,
    offeredAtMs: offeredBefore(assignment?.offeredAtMs, acceptedAtMs),
    ...(isToPublish ? {} : { fromTracking: revision === undefined ? {} : { revision } }),
  });
  if (outcome.kind === "repeated") return undefined;
  const isWithdrawn = answers.length === 0;
  if (isWithdrawn) {
    await tx.assignments.reopen(key, nowMs + leaseMs);
    await reopenItem(tx, key);
  } else if (act.how === "given" || act.how === "rebuilt") {
    await tx.assignments.settle(key);
  }
  // Like any other change of answers; for what is published already it settles the item.
  await enqueueAll(tx, [publishJob(key), figuresJob(parts, key.runId)]);
  if (isWithdrawn || assignment?.state === "declined") await redeal(tx, key.runId);
  return { revision: outcome.submission.revision, isWithdrawn };
}

/** One that was never on offer, or later than it was answered elsewhere, was offered when it was answered. */
function offeredBefore(offeredAtMs: number | undefined, acceptedAtMs: number): number {
  return offeredAtMs === undefined || offeredAtMs === 0
    ? acceptedAtMs
    : Math.min(offeredAtMs, acceptedAtMs);
}

async function reopenItem(tx: WorkTransaction, key: SubmissionKey): Promise<void> {
  const view = await viewItem(tx, key);
  if (view?.item.state !== "complete" || hasEnough(view.rule, view.item, view.settled)) return;
  await tx.assignments.setItemState(key.runId, key.itemId, "pending");
  await tx.jobs.enqueue(itemStateJob(key));
}

async function isAtBase(
  tx: WorkTransaction,
  { key, base }: { readonly key: SubmissionKey; readonly base: Base },
): Promise<boolean> {
  const { revision = 0, publishedRevision = 0 } = (await tx.submissions.find(key)) ?? {};
  return revision === base.revision && publishedRevision === base.publishedRevision;
}

async function deleteDuplicates(
  { tracking }: ReviewParts,
  { duplicates, traceId }: Pick<TakeAnswers, "duplicates" | "traceId">,
  options?: CallOptions,
): Promise<void> {
  for (const assessmentId of duplicates)
    await tracking.assessments.deleteAssessment(traceId, assessmentId, options);
}
