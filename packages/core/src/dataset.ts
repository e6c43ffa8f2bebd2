import type { ExactJson } from "./exact-json.js";
import type { DatasetId, ExperimentId, TraceId } from "./ids.js";
import type { JsonObject } from "./json.js";

/** An evaluation dataset. Names are not unique. */
export interface Dataset {
  readonly datasetId: DatasetId;
  readonly name: string;
  readonly experimentIds: readonly ExperimentId[];
  readonly createdAtMs: number;
}

/** One record of an evaluation dataset; `inputs` is its key. */
export interface DatasetRecord {
  readonly recordId: string;
  readonly inputs: ExactJson;
  readonly expectations: JsonObject;
  /** Labeldesk keeps the provenance of expectations here. */
  readonly tags: Readonly<Record<string, string>>;
  /** The trace that the record was made from, where it was made from one. */
  readonly sourceTraceId?: TraceId;
}

/** A record to insert, or expectations to lay over the record with the same inputs. */
export interface RecordUpsert {
  readonly inputs: ExactJson;
  readonly expectations: JsonObject;
  /** Laid over the record's own, name by name. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Kept only by a record that is inserted. */
  readonly sourceTraceId: TraceId;
}
