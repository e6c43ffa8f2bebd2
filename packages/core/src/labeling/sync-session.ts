import type { Dataset } from "../dataset.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Tracking } from "../ports/tracking.js";
import type { LockStore } from "../ports/work-store.js";
import { settleLabels, type Settlement } from "../sync/settle-labels.js";
import type { PlannedRecord, SyncPlan } from "../sync/sync-plan.js";
import { planSettlement } from "../sync/sync-planner.js";
import { writeRecords } from "../sync/write-records.js";
import { findDataset, type FoundDataset } from "./find-dataset.js";
import { openKnownRecords, type KnownRecords } from "./known-records.js";
import type {
  DatasetTarget,
  SyncedRecord,
  SyncOptions,
  SyncPreview,
  SyncReport,
} from "./labeling.js";
import { readLabels } from "./read-labels.js";

/** How long a sync waits for another one of the same dataset. */
const LOCK_WAIT_MS = 120_000;

/** Reads labels and dataset, writes nothing. */
export async function previewSync(
  session: LabelingSession,
  target: DatasetTarget,
  tracking: Tracking,
  options: SyncOptions = {},
): Promise<SyncPreview> {
  const found = await findDataset(session, target, tracking.datasets, options);
  const settlement = await settle(session, tracking, options);
  return { ...found, plan: await planAgainst(found.dataset, settlement, tracking, options) };
}

/**
 * Chooses and writes under the dataset's lock, so that what was read is still true when it is written. What is about to
 * change is known no more before the first write: who dies on the way leaves nothing that the next sync takes for written.
 */
export async function syncSession(
  session: LabelingSession,
  target: DatasetTarget,
  { tracking, locks }: { readonly tracking: Tracking; readonly locks: LockStore },
  options: SyncOptions = {},
): Promise<SyncReport> {
  const { dataset, sameName } = await getTarget(session, target, { tracking, locks }, options);
  const { datasetId } = dataset;
  return locks.withLock(`dataset:${datasetId}`, LOCK_WAIT_MS, async () => {
    // Labels too: who waited for the lock must not write what it read before.
    const settlement = await settle(session, tracking, options);
    const place = { runId: session.runId, datasetId };
    const known = await openKnownRecords(settlement.records, place, tracking.sessions, options);
    const { changed, unchanged } = await choose(dataset, settlement, known, tracking, options);
    await known.keepAllBut(changed);
    const written = await writeRecords(changed, datasetId, tracking.datasets, options);
    const { inserted, updated, overwritten, refused } = written;
    await known.becomeAllBut([...overwritten, ...refused.map(({ record }) => record)]);
    const { conflicts, skipped, ignored } = settlement;
    return {
      dataset,
      sameName,
      inserted,
      updated,
      unchanged,
      conflicts,
      skipped,
      ignored,
      overwritten: overwritten.map(syncedRecord),
      refused: refused.map(({ record, reason }) => ({ ...syncedRecord(record), reason })),
    };
  });
}

/** Which records to write, and how many are as they should be. */
async function choose(
  dataset: Dataset,
  settlement: Settlement,
  known: KnownRecords,
  tracking: Tracking,
  options: SyncOptions,
): Promise<{ readonly changed: readonly PlannedRecord[]; readonly unchanged: number }> {
  const { records } = settlement;
  const { force = false, compareWith = "lastSync" } = options;
  if (force) return { changed: records, unchanged: 0 };
  switch (compareWith) {
    case "lastSync": {
      const changed = records.filter((record) => !known.has(record));
      return { changed, unchanged: records.length - changed.length };
    }
    case "dataset": {
      const plan = await planAgainst(dataset, settlement, tracking, options);
      return { changed: [...plan.inserts, ...plan.updates], unchanged: plan.unchanged };
    }
  }
}

/** Creates a missing dataset under a lock on its name: names are not unique, two syncs at once would make two. */
async function getTarget(
  session: LabelingSession,
  target: DatasetTarget,
  { tracking, locks }: { readonly tracking: Tracking; readonly locks: LockStore },
  options: CallOptions,
): Promise<FoundDataset & { readonly dataset: Dataset }> {
  const { datasets } = tracking;
  if (target.kind === "id")
    return { dataset: await datasets.getDataset(target.datasetId, options), sameName: 0 };
  const { dataset, sameName } = await findDataset(session, target, datasets, options);
  if (dataset !== undefined) return { dataset, sameName };
  const { name } = target;
  return locks.withLock(`dataset:${name}`, LOCK_WAIT_MS, async () => {
    const found = await findDataset(session, target, datasets, options);
    const made =
      found.dataset ?? (await datasets.createDataset(name, [session.experimentId], options));
    return { dataset: made, sameName: found.sameName };
  });
}

/** What the session's labels came to, traces that are gone among the skipped ones. */
async function settle(
  session: LabelingSession,
  tracking: Tracking,
  options: SyncOptions,
): Promise<Settlement> {
  const { traces, missing } = await readLabels(session, tracking, options);
  const { runId } = session;
  const settlement = settleLabels(traces, { runId, policies: options.policy ?? "agreed" });
  const gone = missing.map((traceId) => ({ traceId, reason: "trace-missing" }) as const);
  return { ...settlement, skipped: [...settlement.skipped, ...gone] };
}

async function planAgainst(
  dataset: Dataset | undefined,
  settlement: Settlement,
  { datasets }: Tracking,
  { force, ...options }: SyncOptions,
): Promise<SyncPlan> {
  const planner = planSettlement(settlement, force);
  if (dataset !== undefined) {
    for await (const record of datasets.listRecords(dataset.datasetId, options)) {
      planner.offer(record);
    }
  }
  return planner.finish();
}

function syncedRecord({ sourceTraceId, expectations }: PlannedRecord): SyncedRecord {
  return { sourceTraceId, names: Object.keys(expectations) };
}
