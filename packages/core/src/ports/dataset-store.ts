import type { Dataset, DatasetRecord, RecordUpsert } from "../dataset.js";
import type { DatasetId, ExperimentId } from "../ids.js";
import type { CallOptions } from "./call-options.js";

/** Holds evaluation datasets and their records. */
export interface DatasetStore {
  /** @throws {LabelingError} NOT_FOUND */
  getDataset(datasetId: DatasetId, options?: CallOptions): Promise<Dataset>;
  /** All datasets of that exact name, in any experiment, oldest first: names are not unique. */
  findDatasets(name: string, options?: CallOptions): Promise<readonly Dataset[]>;
  /** The datasets of an experiment, newest first. */
  listDatasets(experimentId: ExperimentId, options?: CallOptions): Promise<readonly Dataset[]>;
  /** Creates one, also when there is another of that name. @throws {LabelingError} NOT_FOUND for an unknown experiment, where the store checks it */
  createDataset(
    name: string,
    experimentIds: readonly ExperimentId[],
    options?: CallOptions,
  ): Promise<Dataset>;
  /** Every record, lazily. @throws {LabelingError} NOT_FOUND */
  listRecords(datasetId: DatasetId, options?: CallOptions): AsyncIterable<DatasetRecord>;
  /**
   * Records with the same inputs get the given expectations laid over theirs, name by name; others are inserted.
   * One writer per dataset at a time: hold the lock.
   *
   * @throws {LabelingError} NOT_FOUND; INVALID_ARGUMENT when the content of a record is refused: a sync looks for it by halves
   */
  upsertRecords(
    datasetId: DatasetId,
    records: readonly RecordUpsert[],
    options?: CallOptions,
  ): Promise<{ readonly inserted: number; readonly updated: number }>;
}
