import type { WorkTransaction } from "../ports/work-store.js";
import type { SubmissionKey } from "../submission.js";
import { redeal } from "./deal.js";

/** Nobody can judge a trace that was deleted. The tracking store need not be told: there the item went with its trace. */
export async function excludeWithoutTrace(
  tx: WorkTransaction,
  { runId, itemId }: Pick<SubmissionKey, "runId" | "itemId">,
): Promise<void> {
  if ((await tx.assignments.findItem(runId, itemId)) === undefined) return;
  await tx.assignments.setItemState(runId, itemId, "excluded", {
    reason: "The trace was deleted.",
  });
  await redeal(tx, runId);
}
