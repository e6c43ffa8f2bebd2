import { batches } from "../batches.js";
import type { DatasetId } from "../ids.js";
import type { CallOptions } from "../ports/call-options.js";
import type { DatasetStore } from "../ports/dataset-store.js";
import type { SyncPlan } from "./sync-plan.js";

/** On MLflow one call is one transaction; 500 records took a quarter of a second. */
const RECORDS_PER_CALL = 500;

/** Writes what a plan found new or changed, and nothing else. Hold the dataset's lock. */
export async function applySync(
  plan: SyncPlan,
  datasetId: DatasetId,
  datasets: DatasetStore,
  options?: CallOptions,
): Promise<{ readonly inserted: number; readonly updated: number }> {
  const records = [...plan.inserts, ...plan.updates].map(
    ({ inputs, expectations, sourceTraceId }) => ({ inputs, expectations, sourceTraceId }),
  );
  let inserted = 0;
  let updated = 0;
  for (const batch of batches(records, RECORDS_PER_CALL)) {
    // One after the other: concurrent upserts into one dataset lose expectations.
    // oxlint-disable-next-line no-await-in-loop
    const counts = await datasets.upsertRecords(datasetId, batch, options);
    inserted += counts.inserted;
    updated += counts.updated;
  }
  return { inserted, updated };
}
