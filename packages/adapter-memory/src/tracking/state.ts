import type {
  Assessment,
  AssessmentId,
  Clock,
  Dataset,
  DatasetId,
  DatasetRecord,
  Experiment,
  ExperimentId,
  Item,
  ItemId,
  LabelingSession,
  RunId,
  SchemaId,
  SessionFigures,
  StoredLabelSchema,
  SyncDigest,
  Trace,
  TraceId,
} from "@labeldesk/core";

/** An assessment as it is kept; when it is read, it is valid only if no other one overrides it. */
export type KeptAssessment = Assessment & { readonly overrides?: AssessmentId };

/** A dataset with its records by the key of their inputs. */
export interface KeptDataset {
  readonly dataset: Dataset;
  readonly records: Map<string, DatasetRecord>;
}

/** A label schema and whose it is. */
export interface KeptLabelSchema {
  readonly experimentId: ExperimentId;
  readonly schema: StoredLabelSchema;
}

/** Everything that one memory holds. What is put in is frozen first, see `frozen`. */
export interface MemoryState {
  readonly clock: Clock;
  readonly experiments: Map<ExperimentId, Experiment>;
  /** Without their assessments, which are kept apart. */
  readonly traces: Map<TraceId, Omit<Trace, "assessments">>;
  readonly assessments: Map<TraceId, Map<AssessmentId, KeptAssessment>>;
  readonly labelSchemas: Map<SchemaId, KeptLabelSchema>;
  /** Runs that are no labeling sessions. */
  readonly otherRuns: Set<RunId>;
  readonly sessions: Map<RunId, LabelingSession>;
  readonly items: Map<RunId, Map<ItemId, Item>>;
  readonly syncDigests: Map<RunId, Map<DatasetId, SyncDigest>>;
  /** The last ones that were saved. */
  readonly figures: Map<RunId, SessionFigures>;
  readonly datasets: Map<DatasetId, KeptDataset>;
  /** A number never given before, from 1. */
  nextNumber(): number;
}

/** A memory with nothing in it. */
export function emptyState(clock: Clock): MemoryState {
  let last = 0;
  return {
    clock,
    experiments: new Map(),
    traces: new Map(),
    assessments: new Map(),
    labelSchemas: new Map(),
    otherRuns: new Set(),
    sessions: new Map(),
    items: new Map(),
    syncDigests: new Map(),
    figures: new Map(),
    datasets: new Map(),
    nextNumber: () => ++last,
  };
}
