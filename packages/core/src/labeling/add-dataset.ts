import type { Dataset } from "../dataset.js";
import { LabelingError } from "../errors.js";
import type { TraceId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { Tracking } from "../ports/tracking.js";
import { addTraces } from "./add-traces.js";
import { findDataset } from "./find-dataset.js";
import type {
  AddDatasetOptions,
  AddDatasetReport,
  AddTracesReport,
  DatasetTarget,
  RecordWithoutItem,
} from "./labeling.js";

/** What of a record is kept while a dataset is read: a dataset may be far larger than memory likes. */
interface RecordTrace {
  readonly recordId: string;
  readonly traceId?: TraceId;
}

/** Adds the traces that a dataset's records were made from; several records of one trace are one item. */
export async function addDataset(
  session: LabelingSession,
  target: DatasetTarget,
  tracking: Tracking,
  options: AddDatasetOptions = {},
): Promise<AddDatasetReport> {
  const { dataset, sameName } = await findDataset(session, target, tracking.datasets, options);
  if (dataset === undefined) throw unknownDataset(target);
  const { records, missing } = await readRecords(dataset, tracking, options);
  const traceIds = records.flatMap(({ traceId }) => traceId ?? []);
  const report = await addTraces(session, { kind: "ids", traceIds }, tracking, options);
  return { ...report, dataset, sameName, without: [...withoutItem(records, report), ...missing] };
}

async function readRecords(
  { datasetId }: Dataset,
  { datasets }: Tracking,
  options: AddDatasetOptions,
): Promise<{
  readonly records: readonly RecordTrace[];
  readonly missing: readonly RecordWithoutItem[];
}> {
  const wanted = options.recordIds === undefined ? undefined : new Set(options.recordIds);
  const records: RecordTrace[] = [];
  for await (const record of datasets.listRecords(datasetId, options)) {
    const { recordId, sourceTraceId: traceId } = record;
    if (wanted !== undefined && !wanted.delete(recordId)) continue;
    records.push({ recordId, ...(traceId === undefined ? {} : { traceId }) });
    if (wanted?.size === 0) break;
  }
  const missing = [...(wanted ?? [])];
  return {
    records,
    missing: missing.map((recordId) => ({ recordId, reason: "record-missing" })),
  };
}

function withoutItem(
  records: readonly RecordTrace[],
  { missing, foreign }: AddTracesReport,
): readonly RecordWithoutItem[] {
  const gone = new Set(missing);
  const elsewhere = new Set(foreign.map(({ traceId }) => traceId));
  return records.flatMap((record): readonly RecordWithoutItem[] => {
    if (record.traceId === undefined) return [{ ...record, reason: "no-trace" }];
    if (gone.has(record.traceId)) return [{ ...record, reason: "trace-missing" }];
    return elsewhere.has(record.traceId) ? [{ ...record, reason: "foreign-trace" }] : [];
  });
}

function unknownDataset(target: DatasetTarget): LabelingError {
  const what = target.kind === "id" ? `the id "${target.datasetId}"` : `the name "${target.name}"`;
  return new LabelingError("NOT_FOUND", `There is no dataset with ${what}.`);
}
