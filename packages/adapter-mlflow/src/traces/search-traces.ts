import { LabelingError } from "@labeldesk/core";
import type { CallOptions, TraceId, TraceInfo, TraceSearch } from "@labeldesk/core";
import { getWireExperiment } from "../experiments/get-experiment.js";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";
import { parseBody } from "../wire/parse.js";
import { decodeTraceInfo } from "../wire/trace-info.js";
import { checkLimit } from "./get-trace-infos.js";
import { TraceSearchAnswer } from "./wire.js";

/** What MLflow gives at most. */
const MAX_PAGE = 500;
const MAX_FILTER_MESSAGE = 300;

/**
 * Finds traces, newest first, page by page. Pages are offsets into the result, which a new trace would shift: all
 * pages after the first ask for nothing newer than the first trace found, and what shifted all the same is not given twice.
 */
export async function* searchTraces(
  client: MlflowClient,
  search: TraceSearch,
  options?: CallOptions,
): AsyncGenerator<TraceInfo> {
  checkLimit(search.limit);
  const seen = new Set<TraceId>();
  let left = search.limit ?? Number.POSITIVE_INFINITY;
  let newestMs: number | undefined;
  let token: string | undefined;
  do {
    options?.signal?.throwIfAborted();
    const size = Math.min(left, MAX_PAGE);
    if (size === 0) return;
    const page = await fetchPage(client, { search, size, newestMs, token }, options);
    if (newestMs === undefined && page.traces.length === 0) {
      await getWireExperiment(client, search.experimentId, options);
    }
    for (const trace of page.traces) {
      if (seen.has(trace.traceId)) continue;
      seen.add(trace.traceId);
      newestMs ??= trace.requestTimeMs;
      left -= 1;
      yield trace;
      if (left === 0) return;
    }
    token = page.nextToken;
  } while (token !== undefined);
}

interface PageRequest {
  readonly search: TraceSearch;
  readonly size: number;
  readonly newestMs: number | undefined;
  readonly token: string | undefined;
}

async function fetchPage(client: MlflowClient, page: PageRequest, options?: CallOptions) {
  const request = pageRequest(page);
  const reply = await client.call(request, options);
  if (reply.kind === "refused") {
    if (reply.code !== "INVALID_PARAMETER_VALUE") throw refusalError(reply, request.what);
    throw filterError(reply.message);
  }
  const answer = parseBody(reply.text, TraceSearchAnswer, request.what);
  return { traces: answer.traces.map(decodeTraceInfo), nextToken: answer.next_page_token };
}

function pageRequest({ search, size, newestMs, token }: PageRequest): MlflowRequest {
  const conditions = [
    ...(search.filter?.trim() ? [search.filter.trim()] : []),
    ...(search.runId === undefined ? [] : [`run_id = '${search.runId}'`]),
    ...(newestMs === undefined ? [] : [`timestamp_ms <= ${newestMs}`]),
  ];
  return {
    method: "POST",
    path: "/api/3.0/mlflow/traces/search",
    body: {
      locations: [
        {
          type: "MLFLOW_EXPERIMENT",
          mlflow_experiment: { experiment_id: search.experimentId },
        },
      ],
      ...(conditions.length === 0 ? {} : { filter: conditions.join(" AND ") }),
      order_by: ["timestamp_ms DESC"],
      max_results: size,
      ...(token === undefined ? {} : { page_token: token }),
    },
    what: `search the traces of the experiment ${search.experimentId}`,
    repeatable: true,
  };
}

/** MLflow's own words about a filter are what its author needs; they come as one line without markup. */
function filterError(message: string): LabelingError {
  const line = message.replaceAll(/\s+/g, " ").trim();
  const isPlain = line !== "" && !/<[a-z/!]|\[SQL|sqlalche/i.test(line);
  const shown = line.length > MAX_FILTER_MESSAGE ? `${line.slice(0, MAX_FILTER_MESSAGE)}…` : line;
  return new LabelingError(
    "INVALID_ARGUMENT",
    isPlain
      ? `MLflow does not understand the filter. ${shown}`
      : "MLflow does not understand the filter.",
  );
}
