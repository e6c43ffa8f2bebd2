import type { TraceStore } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { inOrder, readTraceInfos } from "./get-trace-infos.js";
import { readTraces } from "./get-traces.js";
import { searchTraces } from "./search-traces.js";

/** The traces of an MLflow server. */
export function mlflowTraces(client: MlflowClient): TraceStore {
  return {
    getTraces: (traceIds, options) => readTraces(client, traceIds, options),
    getTraceInfos: async (traceIds, options) =>
      inOrder(traceIds, await readTraceInfos(client, traceIds, options)),
    searchTraces: (search, options) => searchTraces(client, search, options),
  };
}
