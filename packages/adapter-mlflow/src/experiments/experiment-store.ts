import { ExperimentId } from "@labeldesk/core";
import type { CallOptions, Experiment, ExperimentStore } from "@labeldesk/core";
import { containsPattern } from "../filter-text.js";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";
import { pagesOf } from "../paging.js";
import { parseBody } from "../wire/parse.js";
import { getWireExperiment } from "./get-experiment.js";
import { ExperimentAnswer, ExperimentsAnswer } from "./wire.js";
import type { WireExperiment } from "./wire.js";

const PAGE_SIZE = 200;

/** The experiments of an MLflow server. */
export function mlflowExperiments(client: MlflowClient): ExperimentStore {
  return {
    getExperiment: async (experimentId, options) =>
      decode(await getWireExperiment(client, experimentId, options)),
    findExperimentByName: (name, options) => findByName(client, name, options),
    searchExperiments: (text, limit, options) => search(client, text, limit, options),
  };
}

function decode({ experiment_id, name }: WireExperiment): Experiment {
  return { experimentId: ExperimentId.parse(experiment_id), name };
}

async function findByName(
  client: MlflowClient,
  name: string,
  options?: CallOptions,
): Promise<Experiment | undefined> {
  const request: MlflowRequest = {
    method: "GET",
    path: "/api/2.0/mlflow/experiments/get-by-name",
    query: { experiment_name: name },
    what: `find the experiment "${name}"`,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "refused") {
    if (reply.code === "RESOURCE_DOES_NOT_EXIST") return undefined;
    throw refusalError(reply, request.what);
  }
  const { experiment } = parseBody(reply.text, ExperimentAnswer, request.what);
  return experiment.lifecycle_stage === "active" ? decode(experiment) : undefined;
}

async function search(
  client: MlflowClient,
  text: string,
  limit: number,
  options?: CallOptions,
): Promise<readonly Experiment[]> {
  const wanted = text.toLowerCase();
  const fetchPage = async (token: string | undefined) => {
    const answer = await client.ask(searchRequest(text, token), ExperimentsAnswer, options);
    return { values: answer.experiments, nextToken: answer.next_page_token };
  };
  const found: Experiment[] = [];
  for await (const page of pagesOf(fetchPage)) {
    found.push(...page.filter(({ name }) => name.toLowerCase().includes(wanted)).map(decode));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

function searchRequest(text: string, token: string | undefined): MlflowRequest {
  return {
    method: "POST",
    path: "/api/2.0/mlflow/experiments/search",
    body: {
      max_results: PAGE_SIZE,
      order_by: ["last_update_time DESC"],
      view_type: "ACTIVE_ONLY",
      ...(text === "" ? {} : { filter: `name ILIKE '${containsPattern(text)}'` }),
      ...(token === undefined ? {} : { page_token: token }),
    },
    what: "search experiments",
    repeatable: true,
  };
}
