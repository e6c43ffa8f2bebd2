import { ExperimentId } from "@labeldesk/core";
import type { CallOptions } from "@labeldesk/core";
import { getWireExperiment } from "../experiments/get-experiment.js";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";

/** The tags of an experiment. @throws {LabelingError} NOT_FOUND */
export async function readExperimentTags(
  client: MlflowClient,
  experimentId: string,
  options?: CallOptions,
): Promise<ReadonlyMap<string, string>> {
  const { tags } = await getWireExperiment(client, ExperimentId.parse(experimentId), options);
  return new Map(tags.map(({ key, value }) => [key, value]));
}

/** Sets a tag of an experiment, or removes it when there is no value. */
export async function writeExperimentTag(
  client: MlflowClient,
  experimentId: string,
  key: string,
  value: string | undefined,
  options?: CallOptions,
): Promise<void> {
  const request: MlflowRequest = {
    method: "POST",
    path: `/api/2.0/mlflow/experiments/${value === undefined ? "delete" : "set"}-experiment-tag`,
    body: { experiment_id: experimentId, key, ...(value === undefined ? {} : { value }) },
    what: `write a tag of the experiment ${experimentId}`,
    repeatable: true,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return;
  const isGone = value === undefined && reply.code === "RESOURCE_DOES_NOT_EXIST";
  if (!isGone) throw refusalError(reply, request.what);
}
