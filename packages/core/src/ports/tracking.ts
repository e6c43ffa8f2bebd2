import type { DatasetId, ExperimentId, RunId, TraceId } from "../ids.js";
import type { AssessmentStore } from "./assessment-store.js";
import type { DatasetStore } from "./dataset-store.js";
import type { ExperimentAccess, ExperimentStore } from "./experiment-store.js";
import type { ItemStore } from "./item-store.js";
import type { LabelSchemaStore } from "./label-schema-store.js";
import type { SessionStore } from "./session-store.js";
import type { TraceStore } from "./trace-store.js";

/** Addresses of pages where a person can look at things; absent where the store has no such page. */
export interface TrackingLinks {
  /** The page of a trace. */
  trace?(experimentId: ExperimentId, traceId: TraceId): string;
  /** The page of a session. */
  session?(experimentId: ExperimentId, runId: RunId): string;
  /** The page of a dataset. */
  dataset?(experimentId: ExperimentId, datasetId: DatasetId): string;
}

/** Where traces and labels live: one server, or a memory. */
export interface Tracking {
  readonly experiments: ExperimentStore;
  readonly access: ExperimentAccess;
  readonly traces: TraceStore;
  readonly labelSchemas: LabelSchemaStore;
  readonly sessions: SessionStore;
  readonly items: ItemStore;
  readonly assessments: AssessmentStore;
  readonly datasets: DatasetStore;
  readonly links: TrackingLinks;
}
