import type { AssessmentId, RunId, TraceId } from "./ids.js";
import type { Json } from "./json.js";

/** Feedback judges what the app did; an expectation says what it should have done. Only expectations are synced. */
export type LabelType = "feedback" | "expectation";

/** Who made an assessment. A human's `id` is an e-mail wherever Labeldesk wrote it. */
export interface AssessmentSource {
  readonly kind: "human" | "llmJudge" | "code" | "unknown";
  readonly id: string;
}

/** One judgement attached to a trace, as the tracking store holds it. */
export interface Assessment {
  readonly assessmentId: AssessmentId;
  readonly traceId: TraceId;
  /** The name of the label schema it answers. */
  readonly name: string;
  readonly type: LabelType;
  readonly value: Json;
  readonly source: AssessmentSource;
  /** The reviewer's comment. */
  readonly rationale?: string;
  /** The labeling session that it was given in; absent when it was made elsewhere. */
  readonly runId?: RunId;
  readonly metadata: Readonly<Record<string, string>>;
  /** `false` once another assessment overrides it. */
  readonly valid: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** An assessment to write. The id is the writer's, so that a repeat is recognised. */
export interface NewAssessment {
  readonly assessmentId: AssessmentId;
  readonly traceId: TraceId;
  readonly name: string;
  readonly type: LabelType;
  readonly value: Json;
  readonly source: AssessmentSource;
  readonly rationale?: string;
  readonly runId: RunId;
  readonly metadata: Readonly<Record<string, string>>;
  /** The assessment that this one replaces; feedback only. */
  readonly overrides?: AssessmentId;
}

/** What a revision changes. An absent `rationale` removes the comment. */
export interface AssessmentRevision {
  readonly type: LabelType;
  readonly value: Json;
  readonly rationale?: string;
  readonly metadata: Readonly<Record<string, string>>;
}
