import { LabelingError, type SubmissionKey } from "@labeldesk/core";
import type { SqlParts } from "./sql-parts.js";

/** Marks as submitted, whatever it was, and counts the answer on the item the first time. */
export async function settle(
  { db }: Pick<SqlParts, "db">,
  { runId, itemId, reviewer }: SubmissionKey,
  nowMs: number,
): Promise<void> {
  const settled = await db
    .insertInto("labeldesk_assignments")
    .values({
      run_id: runId,
      item_id: itemId,
      reviewer,
      state: "submitted",
      offered_at_ms: nowMs,
      lease_until_ms: nowMs,
      postponed_until_ms: 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["run_id", "item_id", "reviewer"])
        .doUpdateSet({ state: "submitted" })
        .where("labeldesk_assignments.state", "!=", "submitted"),
    )
    .returning("item_id")
    .executeTakeFirst();
  if (!settled) return;
  const { numUpdatedRows } = await db
    .updateTable("labeldesk_items")
    .set(({ eb }) => ({ answers: eb("answers", "+", 1) }))
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n)
    throw new LabelingError("NOT_FOUND", `The session ${runId} has no item ${itemId} here.`);
}
