import { batches } from "../batches.js";
import { findDisagreements, type Disagreement } from "../disagreement/find-disagreements.js";
import type { RunId } from "../ids.js";
import { getSession } from "./get-session.js";
import type { ReviewParts } from "./parts.js";

/** As many items as a store answers at once. */
const ITEMS_PER_CALL = 1_000;

/** The session's items in dispute, in order of addition. @throws {LabelingError} NOT_FOUND */
export async function disagreements(
  { work }: ReviewParts,
  runId: RunId,
): Promise<readonly Disagreement[]> {
  const { session, items, decisions } = await work.transaction(async (tx) => ({
    session: await getSession(tx, runId),
    items: await tx.assignments.listItems(runId),
    decisions: await tx.adjudications.list(runId),
  }));
  const found: Disagreement[] = [];
  for (const batch of batches(items, ITEMS_PER_CALL)) {
    const itemIds = batch.map(({ itemId }) => itemId);
    const submissions = await work.transaction((tx) => tx.submissions.listByItems(runId, itemIds));
    found.push(...findDisagreements(session, batch, submissions, decisions));
  }
  return found;
}
