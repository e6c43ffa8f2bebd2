import { batches } from "../batches.js";
import type { RecordUpsert } from "../dataset.js";
import { isLabelingError } from "../errors.js";
import type { DatasetId } from "../ids.js";
import type { CallOptions } from "../ports/call-options.js";
import type { DatasetStore } from "../ports/dataset-store.js";
import { provenanceTags } from "./provenance.js";
import { createSyncCheck } from "./sync-check.js";
import type { PlannedRecord } from "./sync-plan.js";

/** On MLflow one call is one transaction; 500 records took a quarter of a second. */
const RECORDS_PER_CALL = 500;

/** A record that the store does not take, and why, in the store's words. */
export interface RefusedWrite {
  readonly record: PlannedRecord;
  readonly reason: string;
}

/** What became of records that were to be written. The counts are the store's, without what had to be written again. */
export interface WrittenRecords {
  readonly inserted: number;
  readonly updated: number;
  /** Not as planned although written twice, reduced to the expectations that differ. */
  readonly overwritten: readonly PlannedRecord[];
  readonly refused: readonly RefusedWrite[];
}

/**
 * Writes records, then reads the dataset once, and writes again once what another program overwrote meanwhile. Hold the
 * dataset's lock. Interrupted, it leaves whole batches.
 */
export async function writeRecords(
  records: readonly PlannedRecord[],
  datasetId: DatasetId,
  datasets: DatasetStore,
  options?: CallOptions,
): Promise<WrittenRecords> {
  const first = await sendAll(records, datasetId, datasets, options);
  const lost = await findLost(without(records, first.refused), datasetId, datasets, options);
  const second = await sendAll(lost, datasetId, datasets, options);
  const again = await findLost(without(lost, second.refused), datasetId, datasets, options);
  return { ...first, overwritten: again, refused: [...first.refused, ...second.refused] };
}

/** What sending came to. */
type Sent = Omit<WrittenRecords, "overwritten">;

async function sendAll(
  records: readonly PlannedRecord[],
  datasetId: DatasetId,
  datasets: DatasetStore,
  options?: CallOptions,
): Promise<Sent> {
  let sent: Sent = { inserted: 0, updated: 0, refused: [] };
  for (const batch of batches(records, RECORDS_PER_CALL)) {
    // One after the other: concurrent upserts into one dataset lose expectations.
    sent = sum(sent, await send(batch, datasetId, datasets, options));
  }
  return sent;
}

/**
 * A refused batch is halved until what is refused stands alone: some 18 calls more for one record in 500, and in the worst
 * case two for each record.
 */
async function send(
  batch: readonly PlannedRecord[],
  datasetId: DatasetId,
  datasets: DatasetStore,
  options?: CallOptions,
): Promise<Sent> {
  try {
    const counts = await datasets.upsertRecords(datasetId, batch.map(toUpsert), options);
    return { ...counts, refused: [] };
  } catch (error) {
    if (!isLabelingError(error, "INVALID_ARGUMENT")) throw error;
    if (batch.length === 1) {
      const refused = batch.map((record) => ({ record, reason: error.message }));
      return { inserted: 0, updated: 0, refused };
    }
    const middle = Math.ceil(batch.length / 2);
    const first = await send(batch.slice(0, middle), datasetId, datasets, options);
    return sum(first, await send(batch.slice(middle), datasetId, datasets, options));
  }
}

function sum(one: Sent, other: Sent): Sent {
  return {
    inserted: one.inserted + other.inserted,
    updated: one.updated + other.updated,
    refused: [...one.refused, ...other.refused],
  };
}

function without(
  records: readonly PlannedRecord[],
  refused: readonly RefusedWrite[],
): readonly PlannedRecord[] {
  const keys = new Set(refused.map(({ record }) => record.inputs.key));
  return records.filter(({ inputs }) => !keys.has(inputs.key));
}

/** Those of the written records that the dataset does not hold as written. Nothing written, nothing read. */
async function findLost(
  written: readonly PlannedRecord[],
  datasetId: DatasetId,
  datasets: DatasetStore,
  options?: CallOptions,
): Promise<readonly PlannedRecord[]> {
  if (written.length === 0) return [];
  const check = createSyncCheck(written);
  for await (const record of datasets.listRecords(datasetId, options)) check.offer(record);
  return check.finish();
}

function toUpsert({
  inputs,
  expectations,
  provenance,
  sourceTraceId,
}: PlannedRecord): RecordUpsert {
  return { inputs, expectations, tags: provenanceTags(provenance), sourceTraceId };
}
