import type { Dataset, DatasetRecord } from "../dataset.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Tracking } from "../ports/tracking.js";
import type { LockStore } from "../ports/work-store.js";
import { applySync } from "../sync/apply-sync.js";
import { planSync } from "../sync/plan-sync.js";
import type { SyncPlan, SyncPolicy } from "../sync/sync-plan.js";
import type { DatasetTarget, SyncPreview, SyncReport } from "./labeling.js";
import { readLabels, type SessionLabels } from "./read-labels.js";

/** How long a sync waits for another one of the same dataset. */
const LOCK_WAIT_MS = 120_000;

type SyncOptions = CallOptions & { readonly policy?: SyncPolicy };

/** Reads labels and dataset, writes nothing. */
export async function previewSync(
  session: LabelingSession,
  target: DatasetTarget,
  tracking: Tracking,
  options: SyncOptions = {},
): Promise<SyncPreview> {
  const dataset = await findTarget(session, target, tracking, options);
  const labels = await readLabels(session, tracking, options);
  return { dataset, plan: await planAgainst(dataset, labels, tracking, options) };
}

/** Plans and writes under the dataset's lock, so that what was planned is still true when it is written. */
export async function syncSession(
  session: LabelingSession,
  target: DatasetTarget,
  { tracking, locks }: { readonly tracking: Tracking; readonly locks: LockStore },
  options: SyncOptions = {},
): Promise<SyncReport> {
  const dataset = await getTarget(session, target, { tracking, locks }, options);
  return locks.withLock(`dataset:${dataset.datasetId}`, LOCK_WAIT_MS, async () => {
    // Labels too: who waited for the lock must not write what it read before.
    const labels = await readLabels(session, tracking, options);
    const plan = await planAgainst(dataset, labels, tracking, options);
    const counts = await applySync(plan, dataset.datasetId, tracking.datasets, options);
    return { dataset, ...counts, plan };
  });
}

/** Of several datasets of that name the oldest that belongs to the session's experiment, else the oldest. */
async function findTarget(
  session: LabelingSession,
  target: DatasetTarget,
  { datasets }: Tracking,
  options: CallOptions,
): Promise<Dataset | undefined> {
  switch (target.kind) {
    case "id":
      return datasets.getDataset(target.datasetId, options);
    case "name": {
      const found = await datasets.findDatasets(target.name, options);
      return (
        found.find(({ experimentIds }) => experimentIds.includes(session.experimentId)) ?? found[0]
      );
    }
  }
}

/** Creates a missing dataset under a lock on its name: names are not unique, two syncs at once would make two. */
async function getTarget(
  session: LabelingSession,
  target: DatasetTarget,
  { tracking, locks }: { readonly tracking: Tracking; readonly locks: LockStore },
  options: CallOptions,
): Promise<Dataset> {
  if (target.kind === "id") return tracking.datasets.getDataset(target.datasetId, options);
  const found = await findTarget(session, target, tracking, options);
  if (found !== undefined) return found;
  return locks.withLock(
    `dataset:${target.name}`,
    LOCK_WAIT_MS,
    async () =>
      (await findTarget(session, target, tracking, options)) ??
      (await tracking.datasets.createDataset(target.name, [session.experimentId], options)),
  );
}

async function planAgainst(
  dataset: Dataset | undefined,
  { traces, missing }: SessionLabels,
  { datasets }: Tracking,
  options: SyncOptions,
): Promise<SyncPlan> {
  const keys = new Set(traces.map(({ inputs }) => inputs?.key));
  const records = new Map<string, DatasetRecord>();
  if (dataset !== undefined) {
    for await (const record of datasets.listRecords(dataset.datasetId, options)) {
      // Only what can match is kept: a dataset may be far larger than a session.
      if (keys.has(record.inputs.key)) records.set(record.inputs.key, record);
    }
  }
  const plan = planSync(traces, records, options.policy);
  const gone = missing.map((traceId) => ({ traceId, reason: "trace-missing" }) as const);
  return { ...plan, skipped: [...plan.skipped, ...gone] };
}
