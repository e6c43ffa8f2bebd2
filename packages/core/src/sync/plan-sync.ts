import type { LabeledTrace, SyncPlan } from "./sync-plan.js";
import { createSyncPlanner, type ExistingRecord, type SyncTerms } from "./sync-planner.js";

/**
 * Compares a session's labels with a dataset. Each trace's inputs are the key of a record: same-named expectations are
 * overwritten, other names and other records stay, traces that match no record become records, also without labels.
 * What reviewers disagree on is held back and reported. Pure: nothing is read or written.
 *
 * The order of the traces decides only which of several with the same inputs a new record names as its source, and the
 * order of the lists in the plan. A dataset that does not fit into memory goes through {@link createSyncPlanner}.
 *
 * @param records The dataset's records; those that match no trace may be left out.
 */
export function planSync(
  traces: readonly LabeledTrace[],
  records: Iterable<ExistingRecord>,
  terms: SyncTerms,
): SyncPlan {
  const planner = createSyncPlanner(traces, terms);
  for (const record of records) planner.offer(record);
  return planner.finish();
}
