import type { ExperimentId, RunId, TraceId } from "../ids.js";
import type { Trace, TraceInfo } from "../trace.js";
import type { CallOptions } from "./call-options.js";

/** Which traces, newest first. */
export interface TraceSearch {
  readonly experimentId: ExperimentId;
  /** MLflow's trace filter language; the memory adapter knows a small part of it and refuses the rest. */
  readonly filter?: string;
  /** Only traces linked to this session's run. */
  readonly runId?: RunId;
  /** At most this many; absent means all. */
  readonly limit?: number;
}

/** Holds traces. */
export interface TraceStore {
  /** The traces with spans, in the order asked; those that do not exist are left out. */
  getTraces(traceIds: readonly TraceId[], options?: CallOptions): Promise<readonly Trace[]>;
  /** The same without spans. */
  getTraceInfos(traceIds: readonly TraceId[], options?: CallOptions): Promise<readonly TraceInfo[]>;
  /**
   * Reads lazily, page by page. Traces that arrive after the search began do not show.
   *
   * @throws {LabelingError} INVALID_ARGUMENT when the filter cannot be understood; NOT_FOUND for an unknown experiment
   */
  searchTraces(search: TraceSearch, options?: CallOptions): AsyncIterable<TraceInfo>;
}
