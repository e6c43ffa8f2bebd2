import type { Adjudication } from "../adjudication/adjudication.js";
import { batches } from "../batches.js";
import { wantedRule, type WantedRule } from "../dealing/wanted-labels.js";
import { findDisagreements } from "../disagreement/find-disagreements.js";
import { groupBy } from "../group-by.js";
import type { ItemId } from "../ids.js";
import type { WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { WorkTransaction } from "../ports/work-store.js";
import type { Submission } from "../submission.js";
import { itemStateJob } from "./item-state.js";
import { givenOf, hasEnough } from "./needs.js";
import { publishJob } from "./publish-job.js";

/** As many items as a store answers at once. */
const ITEMS_PER_CALL = 1_000;

/** A session and its items as they are now, and as they were; `completeThere`: in the tracking store. */
export interface Change {
  readonly session: LabelingSession;
  readonly sessionBefore: LabelingSession | undefined;
  readonly items: readonly WorkItem[];
  readonly before: ReadonlyMap<ItemId, WorkItem>;
  readonly completeThere: ReadonlySet<ItemId>;
}

/**
 * More people, more answers: a complete item that has some of them, but not enough, is pending again. Fewer people, fewer
 * answers: a pending item may have enough, and publishing again completes it. Looks only at what the change may concern.
 */
export async function reconsiderItems(tx: WorkTransaction, change: Change): Promise<void> {
  const { session } = change;
  const rule = wantedRule(session);
  const decisions =
    session.escalateTo === undefined ? [] : await tx.adjudications.list(session.runId);
  for (const batch of batches(concerned(change), ITEMS_PER_CALL)) {
    const itemIds = batch.map(({ itemId }) => itemId);
    const submissions = await tx.submissions.listByItems(session.runId, itemIds);
    const byItem = groupBy(submissions, ({ itemId }) => itemId);
    for (const item of batch) {
      const all = byItem.get(item.itemId);
      // None at all: if it is complete, then with answers that this store never held.
      if (all !== undefined) await reconsider(tx, change, rule, item, givenOf(all), decisions);
    }
  }
}

function concerned({ session, sessionBefore, items, before, completeThere }: Change) {
  const isAnother = sessionBefore === undefined || rulesOf(session) !== rulesOf(sessionBefore);
  return items.filter((item) => {
    if (item.state === "excluded") return false;
    const had = before.get(item.itemId)?.assignees;
    const isOut = item.state === "pending" && completeThere.has(item.itemId);
    return isAnother || isOut || JSON.stringify(had) !== JSON.stringify(item.assignees);
  });
}

/** What of a session decides how many answers its items need. */
function rulesOf(session: LabelingSession): string {
  const { assignedUsers, away, labelsPerTrace, overlap, dealing } = session;
  const { escalateTo, disagreementRules } = session;
  const rules = [assignedUsers, away, labelsPerTrace, overlap, dealing, escalateTo];
  return JSON.stringify([...rules, disagreementRules]);
}

async function reconsider(
  tx: WorkTransaction,
  { session, completeThere }: Change,
  rule: WantedRule,
  item: WorkItem,
  given: readonly Submission[],
  decisions: readonly Adjudication[],
): Promise<void> {
  const { runId, itemId } = item;
  const [any] = given;
  const isEnough = hasEnough(rule, item, given);
  if (!isEnough && (item.state === "complete" || completeThere.has(itemId))) {
    if (item.state === "complete") await tx.assignments.setItemState(runId, itemId, "pending");
    await tx.jobs.enqueue(itemStateJob({ runId, itemId, reviewer: session.createdBy }));
  }
  if (any === undefined) return;
  // Extra answers may be more than those who are here now can give: settling the item finds out.
  const mayEnd = isEnough || hasEnough(rule, { ...item, extraLabels: 0 }, given);
  const mayEscalate =
    session.escalateTo !== undefined &&
    findDisagreements(session, [item], given, decisions).length > 0;
  if (item.state === "pending" ? mayEnd : isEnough && mayEscalate)
    await tx.jobs.enqueue(publishJob(any));
}
