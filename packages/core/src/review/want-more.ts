import type { ReviewerEmail } from "../ids.js";
import type { WorkTransaction } from "../ports/work-store.js";
import { redeal } from "./deal.js";
import { itemStateJob } from "./item-state.js";
import { eligibleReviewers, type ItemView } from "./item-view.js";

/** The extra labels that ask one more person than are asked already; `undefined` when nobody is left for it. */
export async function oneMoreLabel(
  tx: WorkTransaction,
  view: ItemView,
): Promise<number | undefined> {
  const { rule, item, given } = view;
  const asked = Math.max(given.length, rule.wanted(item));
  const extraLabels = asked + 1 - rule.wanted({ ...item, extraLabels: 0 });
  if (rule.wanted({ ...item, extraLabels }) <= asked) return undefined;
  const eligible = await eligibleReviewers(tx, view);
  return eligible.length > asked - given.length ? extraLabels : undefined;
}

/** Wants so many extra labels of an item, which is pending then, and deals again. `by`: who caused it. */
export async function wantMore(
  tx: WorkTransaction,
  { item }: ItemView,
  extraLabels: number,
  by: ReviewerEmail,
): Promise<void> {
  const { runId, itemId, state } = item;
  await tx.assignments.setExtraLabels(runId, itemId, extraLabels);
  if (state === "complete") await tx.assignments.setItemState(runId, itemId, "pending");
  await redeal(tx, runId);
  await tx.jobs.enqueue(itemStateJob({ runId, itemId, reviewer: by }));
}
