import type { ExactJson } from "../exact-json.js";
import type { ReviewerEmail, TraceId } from "../ids.js";
import type { Json, JsonObject } from "../json.js";
import type { Provenance } from "./provenance.js";

/**
 * What becomes of the labels that were given under one name for one record.
 *
 * - `agreed` (default): the adjudicated value, else the one that all gave, else the one that more than half gave, else the
 *   expectation is held back. Lists agree when they hold the same entries, in whatever order, as they do when disagreements
 *   are looked for; written is the list that was given first.
 * - `union` (lists): the adjudicated value, else every entry that anybody gave, in the order in which they were first given.
 *   Values that are not lists follow `agreed`.
 * - `latest`: the newest value wins, as on the managed service; an adjudication is one of the values. Of several in one
 *   millisecond it is that of the address, then of the trace id, that sorts last: any choice would do that stays the same.
 */
export type SyncPolicy = "agreed" | "union" | "latest";

/** One policy for all expectations, or by name; a name that is not there follows `default`, which is `agreed` when absent. */
export type SyncPolicies =
  | SyncPolicy
  | {
      readonly default?: SyncPolicy;
      readonly byName: Readonly<Record<string, SyncPolicy>>;
    };

/** One expectation that one reviewer gave on one trace, or that was decided for it. */
export interface Label {
  readonly traceId: TraceId;
  readonly name: string;
  readonly value: Json;
  readonly reviewer: ReviewerEmail;
  readonly givenAtMs: number;
  /** Whether it is an adjudication: the gold value. Absent: no. */
  readonly adjudicated?: boolean;
}

/** A trace that takes part in a sync. `inputs` is absent when the trace recorded none. */
export interface LabeledTrace {
  readonly traceId: TraceId;
  readonly inputs: ExactJson | undefined;
  readonly labels: readonly Label[];
  /** Labels on it that do not count. Absent: none. */
  readonly ignored?: readonly IgnoredLabel[];
}

/** A record to write. `before` are the values that the names have now, where they have one; absent for a new record. */
export interface PlannedRecord {
  readonly inputs: ExactJson;
  readonly sourceTraceId: TraceId;
  readonly expectations: JsonObject;
  /** By the names of `expectations`. */
  readonly provenance: Readonly<Record<string, Provenance>>;
  readonly before?: JsonObject;
}

/**
 * An expectation that was held back. `between`: whether its reviewers' answers disagree, or the decisions on several traces
 * with the same inputs.
 */
export interface SyncConflict {
  readonly inputs: ExactJson;
  readonly traceIds: readonly TraceId[];
  readonly name: string;
  readonly between: "answers" | "decisions";
  /** In the order in which they were first given. */
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

/**
 * A label that did not count. `not-an-answer`: its value is no answer to the session's question, such as an option that is
 * not there any more.
 */
export interface IgnoredLabel {
  readonly traceId: TraceId;
  readonly name: string;
  readonly reviewer: ReviewerEmail;
  readonly reason: "not-an-answer";
}

/** What a sync would do: nothing is written until it is applied. */
export interface SyncPlan {
  readonly inserts: readonly PlannedRecord[];
  /** `expectations` holds only the names whose value changes; with `force`, every record is here, whole. */
  readonly updates: readonly PlannedRecord[];
  /** Records that have everything already. */
  readonly unchanged: number;
  readonly conflicts: readonly SyncConflict[];
  readonly skipped: readonly SyncSkip[];
  readonly ignored: readonly IgnoredLabel[];
}
