import { LabelingError } from "@labeldesk/core";
import type { Assessment, AssessmentStore, CallOptions, TraceId } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { getTraceInfo } from "../traces/get-trace-infos.js";
import { reviseAssessment } from "./revise-assessment.js";
import { assessmentPath, writeAssessment } from "./write-assessment.js";

/** The assessments of an MLflow server. */
export function mlflowAssessments(client: MlflowClient): AssessmentStore {
  return {
    listAssessments: (traceId, options) => list(client, traceId, options),
    writeAssessment: (assessment, options) => writeAssessment(client, assessment, options),
    reviseAssessment: (traceId, assessmentId, revision, options) =>
      reviseAssessment(client, { traceId, assessmentId }, revision, options),
    deleteAssessment: (traceId, assessmentId, options) =>
      client.tell(
        {
          method: "DELETE",
          path: assessmentPath(traceId, assessmentId),
          what: `delete an assessment of the trace ${traceId}`,
          repeatable: true,
        },
        options,
      ),
  };
}

/** MLflow has no list of its own: a trace carries its assessments, in no order. */
async function list(
  client: MlflowClient,
  traceId: TraceId,
  options?: CallOptions,
): Promise<readonly Assessment[]> {
  if (traceId.trim() === "") throw new LabelingError("NOT_FOUND", "A trace needs an id.");
  const { assessments } = await getTraceInfo(client, traceId, options);
  return assessments.toSorted((a, b) => a.createdAtMs - b.createdAtMs);
}
