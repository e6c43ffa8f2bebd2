import type { DatasetId, RunId } from "../ids.js";
import type { CallOptions } from "../ports/call-options.js";
import type { SessionStore } from "../ports/session-store.js";
import { fingerprintsOf, readDigest, writeDigest, type SyncDigest } from "../sync/sync-digest.js";
import type { PlannedRecord } from "../sync/sync-plan.js";

/** Which of a session's settled records are known to stand in a dataset; what is settled no more is forgotten. */
export interface KnownRecords {
  has(record: PlannedRecord): boolean;
  /** Keeps what is known, without these records and what is settled no more. */
  keepAllBut(records: readonly PlannedRecord[]): Promise<void>;
  /** Takes all that is settled, without these records, for known. */
  becomeAllBut(records: readonly PlannedRecord[]): Promise<void>;
}

/**
 * Opens the digest of the last sync. It is saved only when it changes. A store that finds it too large keeps none: then
 * nothing is known, and the next sync sends everything.
 */
export async function openKnownRecords(
  settled: readonly PlannedRecord[],
  { runId, datasetId }: { readonly runId: RunId; readonly datasetId: DatasetId },
  sessions: Pick<SessionStore, "findSyncDigest" | "saveSyncDigest">,
  options?: CallOptions,
): Promise<KnownRecords> {
  const fingerprints = await fingerprintsOf(settled);
  let kept: SyncDigest | undefined = await sessions.findSyncDigest(runId, datasetId, options);
  const known = readDigest(kept);
  const has = ({ inputs }: PlannedRecord) => known.has(fingerprints.get(inputs.key) ?? "");
  const save = async (records: readonly PlannedRecord[], without: readonly PlannedRecord[]) => {
    const gone = new Set(without.map(({ inputs }) => inputs.key));
    const left = records.filter(({ inputs }) => !gone.has(inputs.key));
    const digest = writeDigest(left.flatMap(({ inputs }) => fingerprints.get(inputs.key) ?? []));
    if (digest === (kept ?? "")) return;
    await sessions.saveSyncDigest(runId, datasetId, digest, options);
    kept = digest;
  };
  return {
    has,
    keepAllBut: (records) => save(settled.filter(has), records),
    becomeAllBut: (records) => save(settled, records),
  };
}
