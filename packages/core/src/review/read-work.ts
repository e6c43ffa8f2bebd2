import type { AssignmentEntry } from "../export/export-entry.js";
import { groupBy } from "../group-by.js";
import type { ItemId, RunId } from "../ids.js";
import type { AssignmentPage, WorkTransaction } from "../ports/work-store.js";
import type { Submission } from "../submission.js";
import type { ReviewParts } from "./parts.js";

/** Assignments in one page: at most as many items, of which a store answers 1,000 at once. */
const PAGE_SIZE = 500;

/**
 * Everybody's assignments with the latest answers, in order of the items' addition, page by page: what comes in meanwhile
 * may be there or not.
 */
export async function* readWork(
  { work }: Pick<ReviewParts, "work">,
  runId: RunId,
): AsyncGenerator<AssignmentEntry, void> {
  let page: AssignmentPage = { limit: PAGE_SIZE };
  for (;;) {
    const present = page;
    const entries = await work.transaction((tx) => readPage(tx, runId, present));
    yield* entries;
    const last = entries.at(-1);
    if (last === undefined || entries.length < PAGE_SIZE) return;
    const after = { position: last.item.position, reviewer: last.assignment.reviewer };
    page = { limit: PAGE_SIZE, after };
  }
}

async function readPage(
  { assignments, submissions }: WorkTransaction,
  runId: RunId,
  page: AssignmentPage,
): Promise<readonly AssignmentEntry[]> {
  const rows = await assignments.listAllAssignments(runId, page);
  const itemIds = [...new Set(rows.map(({ itemId }) => itemId))];
  const byItem = groupBy(await submissionsOf(submissions, runId, itemIds), ({ itemId }) => itemId);
  return rows.map(({ item, ...assignment }) => {
    const submission = byItem
      .get(item.itemId)
      ?.find(({ reviewer }) => reviewer === assignment.reviewer);
    return {
      kind: "assignment",
      item,
      assignment,
      ...(submission === undefined ? {} : { submission }),
    };
  });
}

async function submissionsOf(
  submissions: WorkTransaction["submissions"],
  runId: RunId,
  itemIds: readonly ItemId[],
): Promise<readonly Submission[]> {
  return itemIds.length === 0 ? [] : submissions.listByItems(runId, itemIds);
}
