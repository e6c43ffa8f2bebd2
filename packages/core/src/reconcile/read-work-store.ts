import type { Adjudication } from "../adjudication/adjudication.js";
import { batches } from "../batches.js";
import type { RunId } from "../ids.js";
import type { WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { ReviewParts } from "../review/parts.js";
import type { Submission } from "../submission.js";

/** As many items as a store answers at once. */
const ITEMS_PER_CALL = 1_000;

/** All that the work store knows of a session's labels. */
export interface WorkSeen {
  readonly session: LabelingSession | undefined;
  readonly items: readonly WorkItem[];
  readonly submissions: readonly Submission[];
  readonly adjudications: readonly Adjudication[];
}

/** Reads it, in small transactions: an act checks again what it is about. */
export async function readWorkStore(parts: ReviewParts, runId: RunId): Promise<WorkSeen> {
  const { session, items, adjudications } = await parts.work.transaction(async (tx) => ({
    session: await tx.sessions.findSession(runId),
    items: await tx.assignments.listItems(runId),
    adjudications: await tx.adjudications.list(runId),
  }));
  const submissions: Submission[] = [];
  for (const batch of batches(items, ITEMS_PER_CALL)) {
    const itemIds = batch.map(({ itemId }) => itemId);
    const some = await parts.work.transaction((tx) => tx.submissions.listByItems(runId, itemIds));
    submissions.push(...some);
  }
  return { session, items, submissions, adjudications };
}
