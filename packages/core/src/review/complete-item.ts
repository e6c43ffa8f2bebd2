import { isLabelingError } from "../errors.js";
import type { ItemId, RunId } from "../ids.js";
import { wantedLabels } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { ItemStateChange } from "../item.js";
import type { WorkTransaction } from "../ports/work-store.js";
import type { SubmissionKey } from "../submission.js";
import type { ReviewParts } from "./parts.js";

const LOCK_WAIT_MS = 60_000;

/** Runs `fn` as the only one that changes this item's state in the tracking store. */
export function withItemLock<T>(
  { work }: ReviewParts,
  { runId, itemId }: Pick<SubmissionKey, "runId" | "itemId">,
  fn: () => Promise<T>,
): Promise<T> {
  return work.locks.withLock(`item:${runId}/${itemId}`, LOCK_WAIT_MS, fn);
}

/** Completes a pending item that has as many published submissions as are wanted; first in the tracking store. */
export async function completeItem(
  parts: ReviewParts,
  key: SubmissionKey,
  options?: CallOptions,
): Promise<void> {
  const { runId, itemId, reviewer } = key;
  if (!(await parts.work.transaction((tx) => hasEnough(tx, runId, itemId)))) return;
  await withItemLock(parts, key, async () => {
    if (!(await parts.work.transaction((tx) => hasEnough(tx, runId, itemId)))) return;
    await setTrackedState(parts, key, { state: "complete", by: reviewer }, options);
    await parts.work.transaction(async (tx) => {
      // An exclusion that came meanwhile stands; its own job writes it to the tracking store after this.
      if (await hasEnough(tx, runId, itemId)) {
        await tx.assignments.setItemState(runId, itemId, "complete");
      }
    });
  });
}

/** Writes a state to the tracking store; an item or session that is gone there needs none. */
export async function setTrackedState(
  { tracking }: ReviewParts,
  { runId, itemId }: Pick<SubmissionKey, "runId" | "itemId">,
  change: ItemStateChange,
  options?: CallOptions,
): Promise<void> {
  try {
    await tracking.items.setItemState(runId, itemId, change, options);
  } catch (error) {
    if (!isLabelingError(error, "NOT_FOUND")) throw error;
  }
}

async function hasEnough(tx: WorkTransaction, runId: RunId, itemId: ItemId): Promise<boolean> {
  const session = await tx.sessions.findSession(runId);
  const item = await tx.assignments.findItem(runId, itemId);
  if (session === undefined || item?.state !== "pending") return false;
  const wanted = wantedLabels(session);
  const submissions = await tx.submissions.listByItem(runId, itemId);
  const published = submissions.filter(({ publishedRevision }) => publishedRevision > 0);
  return wanted > 0 && published.length >= wanted;
}
