import type { Assessment } from "./assessment.js";
import type { ExactJson } from "./exact-json.js";
import type { ExperimentId, TraceId } from "./ids.js";
import type { Json } from "./json.js";

/** How a trace ended, or that it has not. */
export type TraceState = "ok" | "error" | "inProgress" | "unknown";

/** What a store tells about a trace without reading its spans. */
export interface TraceInfo {
  readonly traceId: TraceId;
  readonly experimentId: ExperimentId;
  readonly state: TraceState;
  readonly requestTimeMs: number;
  /** Absent while the trace is in progress. */
  readonly durationMs?: number;
  /** The first characters of the request, for lists; never the whole. */
  readonly requestPreview?: string;
  readonly responsePreview?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly assessments: readonly Assessment[];
}

/** A trace with its spans; the root comes first. */
export interface Trace extends TraceInfo {
  readonly spans: readonly Span[];
  /** The root span's inputs, exactly as recorded; absent when none were. The key of a dataset record. */
  readonly inputs?: ExactJson;
}

/** One step of a trace. Times are nanoseconds since the Unix epoch. */
export interface Span {
  readonly spanId: string;
  /** Absent on a root. */
  readonly parentId?: string;
  readonly name: string;
  /** MLflow's span type, such as `LLM`, `TOOL`, `RETRIEVER`, `CHAIN`; absent when none was set. */
  readonly type?: string;
  readonly startNs: bigint;
  readonly endNs?: bigint;
  readonly status: { readonly code: "ok" | "error" | "unset"; readonly message?: string };
  readonly inputs?: Json;
  readonly outputs?: Json;
  /** Everything else that was recorded, decoded, `mlflow.spanInputs` and `mlflow.spanOutputs` left out. */
  readonly attributes: Readonly<Record<string, Json>>;
  readonly events: readonly SpanEvent[];
}

/** Something that happened during a span; an exception is an event named `exception`. */
export interface SpanEvent {
  readonly name: string;
  readonly timeNs: bigint;
  readonly attributes: Readonly<Record<string, Json>>;
}
