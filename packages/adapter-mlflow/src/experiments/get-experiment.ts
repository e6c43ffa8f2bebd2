import { LabelingError } from "@labeldesk/core";
import type { CallOptions, ExperimentId } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";
import { parseBody } from "../wire/parse.js";
import { ExperimentAnswer } from "./wire.js";
import type { WireExperiment } from "./wire.js";

/** Reads an active experiment. @throws {LabelingError} NOT_FOUND, also for a deleted one and for an id that none can have */
export async function getWireExperiment(
  client: MlflowClient,
  experimentId: ExperimentId,
  options?: CallOptions,
): Promise<WireExperiment> {
  const request: MlflowRequest = {
    method: "GET",
    path: "/api/2.0/mlflow/experiments/get",
    query: { experiment_id: experimentId },
    what: `read the experiment ${experimentId}`,
  };
  const reply = await client.call(request, options);
  // Ids are integers; MLflow calls any other an invalid parameter.
  if (reply.kind === "refused" && reply.code === "INVALID_PARAMETER_VALUE") {
    throw unknownExperiment(experimentId);
  }
  if (reply.kind === "refused" && reply.code === "RESOURCE_DOES_NOT_EXIST") {
    throw unknownExperiment(experimentId);
  }
  if (reply.kind === "refused") throw refusalError(reply, request.what);
  const { experiment } = parseBody(reply.text, ExperimentAnswer, request.what);
  if (experiment.lifecycle_stage !== "active") throw unknownExperiment(experimentId);
  return experiment;
}

function unknownExperiment(experimentId: ExperimentId): LabelingError {
  return new LabelingError("NOT_FOUND", `MLflow has no experiment with the id ${experimentId}.`);
}
