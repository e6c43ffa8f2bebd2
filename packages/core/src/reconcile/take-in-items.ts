import type { ItemId } from "../ids.js";
import type { Item, WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { WorkTransaction } from "../ports/work-store.js";
import { redeal } from "../review/deal.js";
import { reconsiderItems } from "../review/reconsider-items.js";
import type { Submission } from "../submission.js";
import { byItemId } from "./reconcile-plan.js";

/** The items that were not here, and answers to them that were, as from before the session was removed. */
export interface NewItemsHere {
  readonly items: readonly WorkItem[];
  readonly submissions: readonly Submission[];
}

/**
 * Brings session and new items into the work store. A session that changed here while the tracking store was being read
 * stays as it is. `seen`: the session as it was here before; absent for none.
 */
export async function takeInItems(
  tx: WorkTransaction,
  session: LabelingSession,
  tracked: readonly Item[],
  seen: LabelingSession | undefined,
): Promise<NewItemsHere> {
  const { runId } = session;
  const sessionBefore = await tx.sessions.findSession(runId);
  const before = byItemId(await tx.assignments.listItems(runId));
  const isNewer = !isSame(sessionBefore, session) && isSame(sessionBefore, seen);
  const added = tracked.filter(({ itemId }) => !before.has(itemId));
  const reassigned = tracked.some((item) => isReassigned(before.get(item.itemId), item));
  if (isNewer) await tx.sessions.saveSession(session);
  if (added.length === 0 && !reassigned && !isNewer) return { items: [], submissions: [] };
  await tx.assignments.addItems(runId, tracked);
  const items = await tx.assignments.listItems(runId);
  const completeThere = new Set<ItemId>();
  await reconsiderItems(tx, { session, sessionBefore, items, before, completeThere });
  await redeal(tx, runId);
  const news = items.filter(({ itemId }) => !before.has(itemId));
  return { items: news, submissions: await submissionsOf(tx, news) };
}

async function submissionsOf(
  { submissions }: WorkTransaction,
  items: readonly WorkItem[],
): Promise<readonly Submission[]> {
  const found: Submission[] = [];
  for (const { runId, itemId } of items)
    found.push(...(await submissions.listByItem(runId, itemId)));
  return found;
}

function isReassigned(here: WorkItem | undefined, { assignees }: Item): boolean {
  return here !== undefined && JSON.stringify(here.assignees) !== JSON.stringify(assignees);
}

function isSame(one: LabelingSession | undefined, other: LabelingSession | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
