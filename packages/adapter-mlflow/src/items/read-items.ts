import { ItemId, TraceId } from "@labeldesk/core";
import type { CallOptions, Item, ItemState } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { findQueueItems } from "../queues/queue-calls.js";
import type { SessionRun } from "../sessions/session-tags.js";
import { searchTraces } from "../traces/search-traces.js";
import { assigneesKey, readAssignees } from "./assignees-tag.js";
import { exclusionKey, readExclusion } from "./exclusion-tag.js";
import { byAddition } from "./item-codes.js";
import { keptStates } from "./kept-states.js";
import type { FinalStatus } from "./kept-states.js";

/** An item as the review queue has it, or as the linked traces tell it. */
export interface QueuedItem {
  readonly itemId: string;
  readonly addedAtMs: number;
  /** Absent while it is pending. */
  readonly final?: FinalStatus;
}

/** The items of a session, in the order in which they were added. */
export async function readItems(
  client: MlflowClient,
  run: SessionRun,
  options?: CallOptions,
): Promise<readonly QueuedItem[]> {
  const items =
    (await readQueuedItems(client, run, options)) ?? (await readLinked(client, run, options));
  return items.toSorted(byAddition(run.tags));
}

/** The items of the session's review queue; `undefined` when it has none any more. */
export async function readQueuedItems(
  client: MlflowClient,
  { queueId }: SessionRun,
  options?: CallOptions,
): Promise<readonly QueuedItem[] | undefined> {
  if (queueId === undefined) return undefined;
  const items = await findQueueItems(client, queueId, options);
  return items?.map(({ item_id, status, creation_time_ms, completed_by }) => ({
    itemId: item_id,
    addedAtMs: creation_time_ms,
    ...(status === "COMPLETE" || status === "DECLINED"
      ? { final: { status, by: completed_by ?? "" } }
      : {}),
  }));
}

/** Without a queue, the traces linked to the run are the items: links cannot be undone. */
async function readLinked(
  client: MlflowClient,
  { session, tags }: SessionRun,
  options?: CallOptions,
): Promise<readonly QueuedItem[]> {
  const { experimentId, runId } = session;
  const kept = keptStates(tags);
  const items: QueuedItem[] = [];
  for await (const trace of searchTraces(client, { experimentId, runId }, options)) {
    const exclusion = trace.tags[exclusionKey(runId)];
    const final =
      exclusion === undefined
        ? kept(trace.traceId)
        : { status: "DECLINED" as const, by: kept(trace.traceId)?.by ?? session.createdBy };
    items.push({
      itemId: trace.traceId,
      addedAtMs: 0,
      ...(final === undefined ? {} : { final }),
    });
  }
  return items;
}

/** MLflow's `DECLINED` is our exclusion. */
const STATES: Readonly<Record<FinalStatus["status"], ItemState>> = {
  COMPLETE: "complete",
  DECLINED: "excluded",
};

/** The domain's item. @param tags its trace's, as far as they were read */
export function toItem(
  { itemId, final }: QueuedItem,
  { session: { runId } }: SessionRun,
  tags: Readonly<Record<string, string>> = {},
): Item {
  const assignees = readAssignees(tags[assigneesKey(runId)]);
  return {
    itemId: ItemId.parse(itemId),
    runId,
    source: { kind: "trace", traceId: TraceId.parse(itemId) },
    state: final === undefined ? "pending" : STATES[final.status],
    ...(final?.status === "DECLINED"
      ? { exclusion: readExclusion(tags[exclusionKey(runId)], final.by) }
      : {}),
    ...(assignees.length === 0 ? {} : { assignees }),
  };
}
