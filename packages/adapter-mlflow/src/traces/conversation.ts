import { CONVERSATION_METADATA } from "@labeldesk/core";
import type { CallOptions, ExperimentId, TraceInfo } from "@labeldesk/core";
import { equalsCondition } from "../filter-text.js";
import type { MlflowClient } from "../http/mlflow-client.js";
import { searchTraces } from "./search-traces.js";

/**
 * The turns of a conversation, oldest first. They are searched newest first, since such a search does not lose its place when
 * another turn comes, and the filter finds at least those wanted: MLflow has no escape for some characters.
 */
export async function readConversation(
  client: MlflowClient,
  experimentId: ExperimentId,
  conversationId: string,
  options?: CallOptions,
): Promise<readonly TraceInfo[]> {
  const filter = equalsCondition(`metadata.\`${CONVERSATION_METADATA}\``, conversationId);
  const turns: TraceInfo[] = [];
  for await (const trace of searchTraces(client, { experimentId, filter }, options)) {
    if (trace.metadata[CONVERSATION_METADATA] === conversationId) turns.push(trace);
  }
  return turns.toSorted(inOrderOfTime);
}

function inOrderOfTime(one: TraceInfo, other: TraceInfo): number {
  return one.requestTimeMs - other.requestTimeMs || (one.traceId < other.traceId ? -1 : 1);
}
