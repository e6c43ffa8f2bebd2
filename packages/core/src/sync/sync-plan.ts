import type { ExactJson } from "../exact-json.js";
import type { ReviewerEmail, TraceId } from "../ids.js";
import type { Json, JsonObject } from "../json.js";

/**
 * What to do when reviewers disagree on an expectation of one trace, or on traces with the same inputs.
 *
 * - `agreed` (default): a value that all gave, else the one that more than half gave, else the expectation is held back.
 * - `latest`: the newest value wins, as on the managed service.
 */
export type SyncPolicy = "agreed" | "latest";

/** One expectation that one reviewer gave on one trace. */
export interface Label {
  readonly traceId: TraceId;
  readonly name: string;
  readonly value: Json;
  readonly reviewer: ReviewerEmail;
  readonly givenAtMs: number;
}

/** A trace that takes part in a sync. `inputs` is absent when the trace recorded none. */
export interface LabeledTrace {
  readonly traceId: TraceId;
  readonly inputs: ExactJson | undefined;
  readonly labels: readonly Label[];
}

/** A record to write. `before` are the present values of the names that change; absent for a new record. */
export interface PlannedRecord {
  readonly inputs: ExactJson;
  readonly sourceTraceId: TraceId;
  readonly expectations: JsonObject;
  readonly before?: JsonObject;
}

/** An expectation that was held back because its reviewers disagree. */
export interface SyncConflict {
  readonly inputs: ExactJson;
  readonly traceIds: readonly TraceId[];
  readonly name: string;
  readonly values: readonly {
    readonly value: Json;
    readonly reviewers: readonly ReviewerEmail[];
  }[];
}

/** A trace that cannot become a record. */
export interface SyncSkip {
  readonly traceId: TraceId;
  readonly reason: "no-inputs" | "inputs-not-an-object" | "trace-missing";
}

/** What a sync would do: nothing is written until it is applied. */
export interface SyncPlan {
  readonly inserts: readonly PlannedRecord[];
  /** `expectations` holds only the names whose value changes. */
  readonly updates: readonly PlannedRecord[];
  readonly unchanged: number;
  readonly conflicts: readonly SyncConflict[];
  readonly skipped: readonly SyncSkip[];
}
