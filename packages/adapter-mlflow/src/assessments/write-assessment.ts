import { LabelingError, stringifyJson } from "@labeldesk/core";
import type {
  AssessmentId,
  AssessmentSource,
  CallOptions,
  Json,
  JsonObject,
  NewAssessment,
  TraceId,
} from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowReply, MlflowRequest } from "../http/request.js";
import { mayHaveHappened } from "../http/uncertain.js";
import { RATIONALE_KEY, SOURCE_RUN_KEY } from "../wire/assessment.js";
import { checkAssessment } from "./assessment-limits.js";

/** MLflow stores any other word, without complaint, as unspecified. */
const SOURCE_TYPES: Readonly<Record<AssessmentSource["kind"], string>> = {
  human: "HUMAN",
  llmJudge: "LLM_JUDGE",
  code: "CODE",
  unknown: "SOURCE_TYPE_UNSPECIFIED",
};

/** Where a trace's assessments are, or one of them. */
export function assessmentPath(traceId: TraceId, assessmentId?: AssessmentId): string {
  const path = `/api/3.0/mlflow/traces/${encodeURIComponent(traceId)}/assessments`;
  return assessmentId === undefined ? path : `${path}/${encodeURIComponent(assessmentId)}`;
}

/**
 * The value as MLflow's own pages write it. Lists and objects of an expectation travel as JSON text, as from MLflow's
 * client: as plain values their whole numbers would become floats.
 */
export function valueBody(type: NewAssessment["type"], value: Json): JsonObject {
  const isPlain = typeof value !== "object" || value === null;
  if (type === "feedback") return { feedback: { value } };
  if (isPlain) return { expectation: { value } };
  const serialized_value = { serialization_format: "JSON_FORMAT", value: stringifyJson(value) };
  return { expectation: { serialized_value } };
}

/**
 * Writes once by id. MLflow answers a second write of an id with its error for a broken constraint; and when no
 * answer comes the first may have been done. In both cases looking under the id tells.
 */
export async function writeAssessment(
  client: MlflowClient,
  assessment: NewAssessment,
  options?: CallOptions,
): Promise<"written" | "exists"> {
  const { name, source, value, rationale, metadata } = assessment;
  checkAssessment({ name, sourceId: source.id, value, rationale, metadata });
  const request = createRequest(assessment);
  let reply: MlflowReply;
  try {
    reply = await client.call(request, options);
  } catch (error) {
    // Whether it was this write or an earlier one that succeeded cannot be told apart, and need not be.
    if (!mayHaveHappened(error)) throw error;
    if (await exists(client, assessment, options)) return "exists";
    throw error;
  }
  if (reply.kind === "ok") return "written";
  const isRepeat = reply.status === 500 || reply.code === "BAD_REQUEST";
  if (isRepeat && (await exists(client, assessment, options))) return "exists";
  throw refusalError(reply, request.what);
}

function createRequest(assessment: NewAssessment): MlflowRequest {
  const { traceId, type, value, rationale, overrides } = assessment;
  if (type === "expectation" && value === null) {
    throw new LabelingError("INVALID_ARGUMENT", "An expectation needs a value.");
  }
  const isExpectation = type === "expectation";
  const body: JsonObject = {
    assessment: {
      assessment_id: assessment.assessmentId,
      assessment_name: assessment.name,
      source: {
        source_type: SOURCE_TYPES[assessment.source.kind],
        source_id: assessment.source.id,
      },
      ...valueBody(type, value),
      ...(rationale === undefined || isExpectation ? {} : { rationale }),
      ...(overrides === undefined || isExpectation ? {} : { overrides }),
      metadata: {
        ...assessment.metadata,
        ...(rationale === undefined || !isExpectation ? {} : { [RATIONALE_KEY]: rationale }),
        [SOURCE_RUN_KEY]: assessment.runId,
      },
    },
  };
  return {
    method: "POST",
    path: assessmentPath(traceId),
    body: stringifyJson(body),
    what: `write the assessment "${assessment.name}" on the trace ${traceId}`,
  };
}

async function exists(
  client: MlflowClient,
  { traceId, assessmentId }: NewAssessment,
  options?: CallOptions,
): Promise<boolean> {
  const request: MlflowRequest = {
    method: "GET",
    path: assessmentPath(traceId, assessmentId),
    what: `look for an assessment on the trace ${traceId}`,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return true;
  if (reply.code === "RESOURCE_DOES_NOT_EXIST") return false;
  throw refusalError(reply, request.what);
}
