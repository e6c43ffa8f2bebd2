import { isLabelingError } from "../errors.js";
import { figuresJob } from "../figures/figures-job.js";
import type { ItemId, ReviewerEmail, RunId } from "../ids.js";
import type { ItemState, ItemStateChange, WorkItem } from "../item.js";
import type { CallOptions } from "../ports/call-options.js";
import type { NewJob, WorkTransaction } from "../ports/work-store.js";
import type { SubmissionKey } from "../submission.js";
import type { ReviewParts } from "./parts.js";
import { ITEM_STATE_JOB } from "./review.js";

const LOCK_WAIT_MS = 60_000;

type ItemKey = { readonly runId: RunId; readonly itemId: ItemId };

/** Runs `fn` as the only one that changes this item's state in the tracking store. */
export function withItemLock<T>(
  { work }: Pick<ReviewParts, "work">,
  { runId, itemId }: ItemKey,
  fn: () => Promise<T>,
): Promise<T> {
  return work.locks.withLock(`item:${runId}/${itemId}`, LOCK_WAIT_MS, fn);
}

/** Writes a state to the tracking store; an item or session that is gone there needs none. */
export async function setTrackedState(
  { tracking }: Pick<ReviewParts, "tracking">,
  { runId, itemId }: ItemKey,
  change: ItemStateChange,
  options?: CallOptions,
): Promise<void> {
  try {
    await tracking.items.setItemState(runId, itemId, change, options);
  } catch (error) {
    if (!isLabelingError(error, "NOT_FOUND")) throw error;
  }
}

/** The job that brings an item's state, whichever it is by then, into the tracking store; `reviewer`: who caused it. */
export function itemStateJob({ runId, itemId, reviewer }: SubmissionKey): NewJob {
  return {
    kind: ITEM_STATE_JOB,
    key: `${runId}/${itemId}`,
    payload: { runId, itemId, reviewer },
  };
}

/** The body of that job. An item that is no longer here keeps the state that it has there. */
export function publishItemState(
  parts: ReviewParts,
  key: SubmissionKey,
  options?: CallOptions,
): Promise<void> {
  const { runId, itemId, reviewer } = key;
  return withItemLock(parts, key, async () => {
    const item = await parts.work.transaction(async (tx) => {
      const found = await tx.assignments.findItem(runId, itemId);
      if (found !== undefined) await tx.jobs.enqueue(figuresJob(parts, runId));
      return found;
    });
    if (item === undefined) return;
    // Somebody excluded it there: also by whom and why is there, as far as it is known.
    if (item.state === "excluded" && item.mirroredState === "excluded") return;
    await setTrackedState(parts, key, changeTo(item, reviewer), options);
    await parts.work.transaction((tx) => noteState(tx, key, item.state));
  });
}

/** Remembers which state the tracking store has now; an item that is no longer here needs no memory. */
export async function noteState(
  { assignments }: Pick<WorkTransaction, "assignments">,
  { runId, itemId }: ItemKey,
  state: ItemState,
): Promise<void> {
  if ((await assignments.findItem(runId, itemId)) !== undefined)
    await assignments.setMirroredState(runId, itemId, state);
}

function changeTo({ state, exclusion }: WorkItem, by: ReviewerEmail): ItemStateChange {
  switch (state) {
    case "pending":
      return { state };
    case "complete":
      return { state, by };
    case "excluded":
      return {
        state,
        by: exclusion?.by ?? by,
        reason: exclusion?.reason ?? "The reason was not kept.",
      };
  }
}
