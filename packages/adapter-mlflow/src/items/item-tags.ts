import { TraceId } from "@labeldesk/core";
import type { CallOptions } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import type { SessionRun } from "../sessions/session-tags.js";
import { readTraceInfos } from "../traces/get-trace-infos.js";
import { searchTraces } from "../traces/search-traces.js";
import { hasAssignees } from "./assignees-tag.js";
import type { QueuedItem } from "./read-items.js";

/** The tags of traces by id. */
export type TagsById = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * The tags of the items' traces, as far as they can say something about them. Reading them costs what a trace search
 * costs (50 ms for 500 traces), so all are read only where some item was given to somebody, else the excluded ones only.
 */
export async function readItemTags(
  client: MlflowClient,
  run: SessionRun,
  items: readonly QueuedItem[],
  options?: CallOptions,
): Promise<TagsById> {
  if (hasAssignees(run)) return await readAll(client, run, options);
  const excluded = items.filter(({ final }) => final?.status === "DECLINED");
  const traceIds = excluded.map(({ itemId }) => TraceId.parse(itemId));
  const infos = await readTraceInfos(client, traceIds, options);
  return new Map([...infos].map(([traceId, { tags }]) => [traceId, tags]));
}

async function readAll(
  client: MlflowClient,
  { session: { experimentId, runId } }: SessionRun,
  options?: CallOptions,
): Promise<TagsById> {
  const found = new Map<string, Readonly<Record<string, string>>>();
  for await (const { traceId, tags } of searchTraces(client, { experimentId, runId }, options)) {
    found.set(traceId, tags);
  }
  return found;
}
