import type { TraceStore } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { readConversation } from "./conversation.js";
import { copyTrace } from "./copy/copy-trace.js";
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
    readConversation: (experimentId, conversationId, options) =>
      readConversation(client, experimentId, conversationId, options),
    copyTrace: (traceId, experimentId, options) =>
      copyTrace(client, traceId, experimentId, options),
  };
}
