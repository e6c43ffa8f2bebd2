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
 * Finds traces, newest first, page by page. MLflow's pages are offsets into the result, which every trace that comes or goes
 * meanwhile would shift. So a page begins anew at the time of the last trace before it, and what was given is not given
 * twice; only within one millisecond that fills a whole page do the offsets count.
 */
export async function* searchTraces(
  client: MlflowClient,
  search: TraceSearch,
  options?: CallOptions,
): AsyncGenerator<TraceInfo> {
  checkLimit(search.limit);
  const seen = new Set<TraceId>();
  let left = search.limit ?? Number.POSITIVE_INFINITY;
  let from: PageStart = { untilMs: undefined, token: undefined, given: 0 };
  while (left > 0) {
    options?.signal?.throwIfAborted();
    const size = Math.min(left + from.given, MAX_PAGE);
    const page = await fetchPage(client, { search, size, ...from }, options);
    if (seen.size === 0 && page.traces.length === 0) {
      await getWireExperiment(client, search.experimentId, options);
    }
    for (const trace of page.traces.filter(({ traceId }) => !seen.has(traceId))) {
      seen.add(trace.traceId);
      left -= 1;
      yield trace;
      if (left === 0) return;
    }
    if (page.nextToken === undefined) return;
    from = startAfter(page.traces, page.nextToken, from);
  }
}

/** Where a page begins. `given`: how many of the traces that it begins with were given already. */
interface PageStart {
  readonly untilMs: number | undefined;
  readonly token: string | undefined;
  readonly given: number;
}

function startAfter(traces: readonly TraceInfo[], token: string, before: PageStart): PageStart {
  const lastMs = traces.at(-1)?.requestTimeMs;
  if (lastMs === undefined || lastMs === before.untilMs) return { ...before, token, given: 0 };
  const given = traces.filter(({ requestTimeMs }) => requestTimeMs === lastMs).length;
  return { untilMs: lastMs, token: undefined, given };
}

interface PageRequest extends Omit<PageStart, "given"> {
  readonly search: TraceSearch;
  readonly size: number;
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

function pageRequest({ search, size, untilMs, token }: PageRequest): MlflowRequest {
  const conditions = [
    ...(search.filter?.trim() ? [search.filter.trim()] : []),
    ...(search.runId === undefined ? [] : [`run_id = '${search.runId}'`]),
    ...(untilMs === undefined ? [] : [`timestamp_ms <= ${untilMs}`]),
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
