import type { CallOptions, TraceId, TraceInfo } from "@labeldesk/core";
import { ExperimentsAnswer } from "../experiments/wire.js";
import type { MlflowClient } from "../http/mlflow-client.js";
import type { Refusal } from "../http/request.js";
import { allOf } from "../paging.js";
import { decodeTraceInfo } from "../wire/trace-info.js";
import { TraceSearchAnswer } from "./wire.js";

const PAGE_SIZE = 1000;

/** What a trace's id may consist of to stand in a filter; no other is one of MLflow's. */
const PLAIN_ID = /^[\w:./-]+$/;

/**
 * Whether MLflow's login refused the reading of traces. It answers so, for the whole call, also when one of them does not
 * exist: whether an account may see a trace is looked up in the trace's experiment.
 */
export function isHidden({ status, code, message }: Refusal): boolean {
  return status === 403 && code === undefined && /permission denied/i.test(message);
}

/**
 * Those of the traces that exist and that this account may see: a search in its experiments does not stumble over the
 * others, which MLflow does not tell apart.
 *
 * @param traceIds at most as many as a page of a search holds, 500
 */
export async function readVisibleInfos(
  client: MlflowClient,
  traceIds: readonly TraceId[],
  options?: CallOptions,
): Promise<readonly TraceInfo[]> {
  const ids = traceIds.filter((traceId) => PLAIN_ID.test(traceId));
  const experimentIds = await visibleExperiments(client, options);
  if (ids.length === 0 || experimentIds.length === 0) return [];
  const answer = await client.ask(
    {
      method: "POST",
      path: "/api/3.0/mlflow/traces/search",
      body: {
        locations: experimentIds.map((experiment_id) => ({
          type: "MLFLOW_EXPERIMENT",
          mlflow_experiment: { experiment_id },
        })),
        filter: `request_id IN (${ids.map((id) => `'${id}'`).join(", ")})`,
        max_results: ids.length,
      },
      what: `read ${ids.length} traces`,
      repeatable: true,
    },
    TraceSearchAnswer,
    options,
  );
  return answer.traces.map(decodeTraceInfo);
}

async function visibleExperiments(
  client: MlflowClient,
  options?: CallOptions,
): Promise<readonly string[]> {
  const experiments = await allOf(async (token) => {
    const answer = await client.ask(
      {
        method: "POST",
        path: "/api/2.0/mlflow/experiments/search",
        body: {
          max_results: PAGE_SIZE,
          view_type: "ACTIVE_ONLY",
          ...(token === undefined ? {} : { page_token: token }),
        },
        what: "list the experiments of this MLflow account",
        repeatable: true,
      },
      ExperimentsAnswer,
      options,
    );
    return { values: answer.experiments, nextToken: answer.next_page_token };
  });
  return experiments.map(({ experiment_id }) => experiment_id);
}
