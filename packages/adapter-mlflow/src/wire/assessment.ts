import { AssessmentId, RunId, TraceId, parseExactJson } from "@labeldesk/core";
import type { Assessment, AssessmentSource, Json } from "@labeldesk/core";
import { z } from "zod";
import { JsonValue, Texts, Timestamp } from "./values.js";

/** Metadata key that links an assessment to a run (`mlflow.entities.assessment`). */
export const SOURCE_RUN_KEY = "mlflow.assessment.sourceRunId";

/** Metadata key of an expectation's comment: MLflow drops the `rationale` of expectations. */
export const RATIONALE_KEY = "rationale";

/** One assessment as MLflow answers it. */
export const WireAssessment = z.looseObject({
  assessment_id: z.string().min(1),
  assessment_name: z.string().default(""),
  trace_id: z.string().min(1),
  source: z
    .looseObject({ source_type: z.string().optional(), source_id: z.string().optional() })
    .optional(),
  create_time: Timestamp,
  last_update_time: Timestamp.optional(),
  feedback: z.looseObject({ value: JsonValue.optional() }).optional(),
  expectation: z
    .looseObject({
      value: JsonValue.optional(),
      serialized_value: z.looseObject({ value: z.string() }).optional(),
    })
    .optional(),
  rationale: z.string().optional(),
  metadata: Texts.optional(),
  valid: z.boolean().default(true),
});
export type WireAssessment = z.infer<typeof WireAssessment>;

const SOURCE_KINDS: Readonly<Record<string, AssessmentSource["kind"]>> = {
  HUMAN: "human",
  LLM_JUDGE: "llmJudge",
  AI_JUDGE: "llmJudge",
  CODE: "code",
};

function expectationValue(expectation: NonNullable<WireAssessment["expectation"]>): Json {
  const serialized = expectation.serialized_value;
  return serialized === undefined ? (expectation.value ?? null) : parseExactJson(serialized.value);
}

/** The domain's assessment. Run id and an expectation's rationale are lifted out of the metadata. */
export function decodeAssessment(wire: WireAssessment): Assessment {
  const isExpectation = wire.expectation !== undefined;
  const { [SOURCE_RUN_KEY]: runId, ...others } = wire.metadata ?? {};
  const { [RATIONALE_KEY]: kept, ...withoutRationale } = others;
  const rationale = isExpectation ? kept : wire.rationale;
  return {
    assessmentId: AssessmentId.parse(wire.assessment_id),
    traceId: TraceId.parse(wire.trace_id),
    name: wire.assessment_name,
    type: isExpectation ? "expectation" : "feedback",
    value:
      wire.expectation === undefined
        ? (wire.feedback?.value ?? null)
        : expectationValue(wire.expectation),
    source: {
      kind: SOURCE_KINDS[wire.source?.source_type ?? ""] ?? "unknown",
      id: wire.source?.source_id ?? "",
    },
    ...(rationale ? { rationale } : {}),
    ...(runId ? { runId: RunId.parse(runId) } : {}),
    metadata: isExpectation ? withoutRationale : others,
    valid: wire.valid,
    createdAtMs: wire.create_time,
    updatedAtMs: wire.last_update_time ?? wire.create_time,
  };
}
