import type { Assignment, SubmissionKey } from "@labeldesk/core";
import { findRow, getItem, saveRow } from "./board.js";
import type { WorkData } from "./work-data.js";

/**
 * Marks as submitted, whatever it was. An answer to what was never on offer counts as offered at `nowMs`.
 *
 * @throws {LabelingError} NOT_FOUND for an unknown item
 */
export function settle(
  data: WorkData,
  { runId, itemId, reviewer }: SubmissionKey,
  nowMs: number,
): void {
  const { source } = getItem(data, runId, itemId);
  const row = findRow(data, { runId, itemId, reviewer });
  const offered: Pick<Assignment, "offeredAtMs" | "leaseUntilMs"> =
    row === undefined || row.state === "waiting"
      ? { offeredAtMs: nowMs, leaseUntilMs: nowMs }
      : row;
  const { offeredAtMs, leaseUntilMs } = offered;
  saveRow(data, {
    runId,
    itemId,
    reviewer,
    source,
    offeredAtMs,
    leaseUntilMs,
    state: "submitted",
    postponedUntilMs: 0,
  });
}
