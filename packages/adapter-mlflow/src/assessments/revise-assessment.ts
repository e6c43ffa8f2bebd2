import { stringifyJson } from "@labeldesk/core";
import type {
  AssessmentId,
  AssessmentRevision,
  CallOptions,
  JsonObject,
  TraceId,
} from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { RATIONALE_KEY } from "../wire/assessment.js";
import { checkAssessment } from "./assessment-limits.js";
import { assessmentPath, valueBody } from "./write-assessment.js";

/**
 * Replaces an assessment's value, comment and metadata keys. MLflow reads the mask's words in camel case and ignores
 * others; metadata is merged, so that a comment is removed by an empty text.
 */
export async function reviseAssessment(
  client: MlflowClient,
  at: { readonly traceId: TraceId; readonly assessmentId: AssessmentId },
  revision: AssessmentRevision,
  options?: CallOptions,
): Promise<void> {
  const { type, value, metadata, rationale = "" } = revision;
  checkAssessment({ value, rationale, metadata });
  const isExpectation = type === "expectation";
  const body: JsonObject = {
    assessment: {
      ...valueBody(type, value),
      ...(isExpectation ? {} : { rationale }),
      metadata: isExpectation ? { ...metadata, [RATIONALE_KEY]: rationale } : metadata,
    },
    update_mask: isExpectation ? "expectation,metadata" : "feedback,rationale,metadata",
  };
  await client.tell(
    {
      method: "PATCH",
      path: assessmentPath(at.traceId, at.assessmentId),
      body: stringifyJson(body),
      what: `change an assessment of the trace ${at.traceId}`,
      repeatable: true,
    },
    options,
  );
}
