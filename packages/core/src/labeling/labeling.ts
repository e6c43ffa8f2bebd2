import type { Dataset } from "../dataset.js";
import type { DatasetId, ExperimentId, ReviewerEmail, RunId, TraceId } from "../ids.js";
import type { Item } from "../item.js";
import type { LabelSchema, StoredLabelSchema } from "../label-schema.js";
import type { LabelingSession, NewLabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { GrantOutcome } from "../ports/experiment-store.js";
import type { TraceSearch } from "../ports/trace-store.js";
import type { Tracking } from "../ports/tracking.js";
import type { LockStore } from "../ports/work-store.js";
import type { SyncPlan, SyncPolicy } from "../sync/sync-plan.js";
import type { z } from "zod";

/** Traces to add: by id, or by a search in the session's experiment. */
export type TraceSelection =
  | { readonly kind: "ids"; readonly traceIds: readonly TraceId[] }
  | { readonly kind: "search"; readonly filter?: string; readonly newest: number };

/** What adding traces came to. */
export interface AddTracesReport {
  readonly added: readonly Item[];
  /** Were items of the session already. */
  readonly present: number;
  /** Ids that no trace has. */
  readonly missing: readonly TraceId[];
  /** Traces of another experiment: refused. */
  readonly foreign: readonly TraceId[];
}

/** How far an import is; `found` is unknown while a search still runs. */
export interface AddTracesProgress {
  readonly done: number;
  readonly found: number;
}

/** Which dataset to sync into: by id, or by name, created in the session's experiment when there is none. */
export type DatasetTarget =
  | { readonly kind: "id"; readonly datasetId: DatasetId }
  | { readonly kind: "name"; readonly name: string };

/** What a sync did, or found nothing to do. `dataset` is absent in a preview of a dataset that does not exist yet. */
export interface SyncPreview {
  readonly plan: SyncPlan;
  readonly dataset: Dataset | undefined;
}
export interface SyncReport {
  readonly dataset: Dataset;
  readonly inserted: number;
  readonly updated: number;
  readonly plan: SyncPlan;
}

/** What `mlflow.genai.labeling` and `mlflow.genai.label_schemas` offer in Python, on any tracking store. */
export interface Labeling {
  /**
   * Creates the schemas that are missing, the session, and access for its users. Stored schemas are never changed.
   *
   * @throws {LabelingError} INVALID_ARGUMENT; NOT_FOUND for the experiment or a schema given by name; CONFLICT when a schema
   *   is given whose stored namesake has another type or kind of input
   */
  createLabelingSession(
    session: Omit<z.input<typeof NewLabelingSession>, "labelSchemas"> & {
      /** Names of the experiment's schemas, or schemas. Built-ins and given ones are created where missing. */
      readonly labelSchemas: readonly (string | LabelSchema)[];
    },
    options?: CallOptions,
  ): Promise<{ readonly session: LabelingSession; readonly access: GrantOutcome }>;
  getLabelingSession(runId: RunId, options?: CallOptions): Promise<LabelingSession>;
  /** Newest first, over all the experiments given. */
  listLabelingSessions(
    experimentIds: readonly ExperimentId[],
    options?: CallOptions,
  ): Promise<readonly LabelingSession[]>;
  deleteLabelingSession(runId: RunId, options?: CallOptions): Promise<void>;
  restoreLabelingSession(runId: RunId, options?: CallOptions): Promise<LabelingSession>;
  /** Adds the session's missing traces in batches; duplicates change nothing. */
  addTraces(
    runId: RunId,
    traces: TraceSelection,
    options?: CallOptions & {
      readonly onProgress?: (progress: AddTracesProgress) => void | Promise<void>;
    },
  ): Promise<AddTracesReport>;
  listItems(runId: RunId, options?: CallOptions): AsyncIterable<Item>;
  /** Counts matches, at most up to one page of 500. */
  countTraces(
    search: TraceSearch,
    options?: CallOptions,
  ): Promise<{ readonly count: number; readonly more: boolean }>;
  /** Replaces the assigned users, or adds to them. */
  setAssignedUsers(
    runId: RunId,
    users: readonly ReviewerEmail[],
    mode: "add" | "replace",
    options?: CallOptions,
  ): Promise<{ readonly session: LabelingSession; readonly access: GrantOutcome }>;
  /** Reads labels and dataset, writes nothing. */
  previewSync(
    runId: RunId,
    target: DatasetTarget,
    options?: CallOptions & { readonly policy?: SyncPolicy },
  ): Promise<SyncPreview>;
  /** Writes what differs, under the dataset's lock; a second run writes nothing. */
  sync(
    runId: RunId,
    target: DatasetTarget,
    options?: CallOptions & { readonly policy?: SyncPolicy },
  ): Promise<SyncReport>;

  /** @throws {LabelingError} ALREADY_EXISTS unless `overwrite`; CONFLICT when overwriting would change type or input kind */
  createLabelSchema(
    experimentId: ExperimentId,
    schema: LabelSchema,
    options?: CallOptions & { readonly overwrite?: boolean },
  ): Promise<StoredLabelSchema>;
  /** @throws {LabelingError} NOT_FOUND */
  getLabelSchema(
    experimentId: ExperimentId,
    name: string,
    options?: CallOptions,
  ): Promise<StoredLabelSchema>;
  listLabelSchemas(
    experimentId: ExperimentId,
    options?: CallOptions,
  ): Promise<readonly StoredLabelSchema[]>;
  deleteLabelSchema(experimentId: ExperimentId, name: string, options?: CallOptions): Promise<void>;
}

/** What {@link createLabeling} needs. `locks` default to in-process ones. */
export interface LabelingOptions {
  readonly tracking: Tracking;
  readonly locks?: LockStore;
}
