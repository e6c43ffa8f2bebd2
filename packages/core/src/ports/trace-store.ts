import type { ExperimentId, RunId, TraceId } from "../ids.js";
import type { Trace, TraceInfo } from "../trace.js";
import type { CallOptions } from "./call-options.js";

/** The metadata name under which a copied trace names its origin: experiment id, a slash, trace id. */
export const COPY_ORIGIN_METADATA = "labeldesk.copiedFrom";

/**
 * The metadata name under which a trace names the chat session that it is a turn of.
 *
 * @see https://mlflow.org/docs/latest/genai/tracing/track-users-sessions/
 */
export const CONVERSATION_METADATA = "mlflow.trace.session";

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
  /**
   * The traces of one conversation, without spans, oldest first: those whose metadata {@link CONVERSATION_METADATA} is exactly
   * this id. Of several that began in one millisecond that of the smaller trace id comes first. None for an unknown id.
   *
   * @throws {LabelingError} NOT_FOUND for an unknown experiment
   */
  readConversation(
    experimentId: ExperimentId,
    conversationId: string,
    options?: CallOptions,
  ): Promise<readonly TraceInfo[]>;
  /**
   * Copies a trace with its spans into another experiment, once: a repeat returns the copy that is there. The copy has an
   * id of its own, no assessments, and its origin in its metadata under {@link COPY_ORIGIN_METADATA}.
   *
   * @throws {LabelingError} NOT_FOUND for an unknown trace or experiment; CONFLICT for a trace that is still in progress;
   * INVALID_ARGUMENT for the experiment that the trace is in; UNSUPPORTED where the store cannot write traces
   */
  copyTrace(traceId: TraceId, experimentId: ExperimentId, options?: CallOptions): Promise<TraceId>;
}
