import { LabelingError } from "../errors.js";
import { figuresJob } from "../figures/figures-job.js";
import type { ItemId, RunId } from "../ids.js";
import type { Item, WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { WorkTransaction } from "../ports/work-store.js";
import { nextReconcileJob } from "../reconcile/reconcile-job.js";
import { byItemId } from "../reconcile/reconcile-plan.js";
import { redeal } from "./deal.js";
import { enqueueAll } from "./enqueue-all.js";
import { itemStateJob } from "./item-state.js";
import type { ReviewParts } from "./parts.js";
import { reconsiderItems } from "./reconsider-items.js";

/** Brings session and items from the tracking store into the work store, where it is reconciled from then on. @throws {LabelingError} CONFLICT for a deleted session */
export async function enrol(
  parts: ReviewParts,
  runId: RunId,
  options?: CallOptions,
): Promise<LabelingSession> {
  const { tracking, work, clock, reconcileEveryMs } = parts;
  const session = await tracking.sessions.getSession(runId, options);
  if (session.lifecycle === "deleted") {
    throw new LabelingError(
      "CONFLICT",
      `The session "${session.name}" is deleted. Restore it first.`,
    );
  }
  const seen = byItemId(await work.transaction((tx) => tx.assignments.listItems(runId)));
  const tracked: Item[] = [];
  for await (const item of tracking.items.listItems(runId, options)) tracked.push(item);
  const runAtMs = clock.nowMs() + reconcileEveryMs;
  await work.transaction(async (tx) => {
    await takeIn(tx, session, tracked, seen);
    await enqueueAll(tx, [...nextReconcileJob(session, runAtMs), figuresJob(parts, runId)]);
  });
  return session;
}

/** `seen`: the items here before the tracking store was read. */
async function takeIn(
  tx: WorkTransaction,
  session: LabelingSession,
  tracked: readonly Item[],
  seen: ReadonlyMap<ItemId, WorkItem>,
): Promise<void> {
  const { runId } = session;
  const sessionBefore = await tx.sessions.findSession(runId);
  const before = byItemId(await tx.assignments.listItems(runId));
  await tx.sessions.saveSession(session);
  await tx.assignments.addItems(runId, tracked);
  for (const item of tracked) {
    const here = before.get(item.itemId);
    if (item.state !== "excluded" || here === undefined || here.state === "excluded") continue;
    if (isExclusionNew(here, seen.get(item.itemId))) await takeInExclusion(tx, session, item);
  }
  const items = await tx.assignments.listItems(runId);
  const completeThere = new Set(
    tracked.filter(({ state }) => state === "complete").map(({ itemId }) => itemId),
  );
  await reconsiderItems(tx, { session, sessionBefore, items, before, completeThere });
  await redeal(tx, runId);
}

/**
 * Not one that was taken back here: while that is still to be written the tracking store is behind, and what changed here
 * while it was being read is newer than what was read.
 */
function isExclusionNew(here: WorkItem, seen: WorkItem | undefined): boolean {
  return (
    here.mirroredState !== "excluded" &&
    seen?.state === here.state &&
    seen.mirroredState === here.mirroredState
  );
}

async function takeInExclusion(
  tx: WorkTransaction,
  { runId, createdBy }: LabelingSession,
  { itemId, exclusion }: Item,
): Promise<void> {
  await tx.assignments.setItemState(runId, itemId, "excluded", exclusion);
  await tx.assignments.setMirroredState(runId, itemId, "excluded");
  // It is written there already: whoever delivers items is to hear of it.
  await tx.jobs.enqueue(itemStateJob({ runId, itemId, reviewer: exclusion?.by ?? createdBy }));
}
