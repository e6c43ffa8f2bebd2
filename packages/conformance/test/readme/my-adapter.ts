import type {
  Clock,
  DatasetStore,
  ExperimentId,
  JobRetry,
  RunId,
  TraceId,
  Tracking,
  WorkStore,
} from "@labeldesk/core";
import type { KillPlan, NewTrace } from "@labeldesk/conformance";

// Stands in for the reader's own adapter, so that the example in the README is type-checked.

interface MyServer {
  readonly url: string;
  createExperiment(name: string): Promise<ExperimentId>;
  createTrace(experimentId: ExperimentId, trace: NewTrace): Promise<TraceId>;
  deleteTrace(experimentId: ExperimentId, traceId: TraceId): Promise<void>;
  createRun(experimentId: ExperimentId): Promise<RunId>;
  stop(): Promise<void>;
}

export declare function startMyServer(): Promise<MyServer>;
export declare function createMyTracking(options: { readonly url: string }): Tracking;
export declare function openMyWorkStore(options?: {
  readonly clock: Clock;
  readonly retry: JobRetry;
}): Promise<WorkStore>;
export declare function openMyDatasets(): Promise<{
  readonly datasets: DatasetStore;
  readonly newExperiment: () => Promise<ExperimentId>;
  readonly newTrace: () => Promise<TraceId>;
  readonly close: () => Promise<void>;
}>;
export declare function planFromMyTest(): KillPlan;
