import { LabelingError, TraceId } from "@labeldesk/core";
import type { CallOptions, ItemId, ItemStateChange, RunId } from "@labeldesk/core";
import type { AdapterParts } from "../adapter-parts.js";
import type { MlflowClient } from "../http/mlflow-client.js";
import type { Logins } from "../logins.js";
import { trySetItemStatus } from "../queues/queue-calls.js";
import { ensureQueue } from "../queues/session-queue.js";
import { getActiveSessionRun } from "../sessions/run-calls.js";
import type { SessionRun } from "../sessions/session-tags.js";
import { readTraceInfos } from "../traces/get-trace-infos.js";
import { exclusionKey, exclusionText } from "./exclusion-tag.js";
import type { QueueIds } from "./queue-ids.js";
import { readQueuedItems } from "./read-items.js";
import { writeTraceTag } from "../traces/trace-tag.js";

/** What changes the states of items. */
export interface ItemStateParts extends AdapterParts {
  readonly queueIds: QueueIds;
}

/** Sets an item's status in the review queue, and on its trace why it was excluded. */
export async function setItemState(
  parts: ItemStateParts,
  runId: RunId,
  itemId: ItemId,
  change: ItemStateChange,
  options?: CallOptions,
): Promise<void> {
  const { client, logins, queueIds } = parts;
  const queueId = queueIds.find(runId);
  if (change.state === "excluded" || queueId === undefined) {
    return await setInSession(parts, runId, itemId, change, options);
  }
  if (!(await trySetItemStatus(client, { queueId, itemId }, statusOf(change, logins), options))) {
    return await setInSession(parts, runId, itemId, change, options);
  }
  await writeTraceTag(client, itemId, { key: exclusionKey(runId), value: undefined }, options);
}

/** The same after having read the session. */
async function setInSession(
  parts: ItemStateParts,
  runId: RunId,
  itemId: ItemId,
  change: ItemStateChange,
  options?: CallOptions,
): Promise<void> {
  const { client, logins, queueIds } = parts;
  const run = await getActiveSessionRun(client, runId, options);
  const value = change.state === "excluded" ? exclusionText(change.by, change.reason) : undefined;
  if (value !== undefined && (await isExcluded(client, run, itemId, options))) return;
  const set = async (queueId: string) => {
    const isSet = await trySetItemStatus(
      client,
      { queueId, itemId },
      statusOf(change, logins),
      options,
    );
    if (isSet) queueIds.keep(runId, queueId);
    return isSet;
  };
  // The queue is there nearly always: only when the item is not found it is worth looking.
  const isSet = run.queueId !== undefined && (await set(run.queueId));
  if (!isSet && !(await set(await ensureQueue(parts, run, options)))) {
    throw new LabelingError(
      "NOT_FOUND",
      `The labeling session "${run.session.name}" has no item with the id ${itemId}.`,
    );
  }
  await writeTraceTag(client, itemId, { key: exclusionKey(runId), value }, options);
}

/**
 * Whether somebody excluded the item already: then their reason stays. A tag alone does not say so, since the item may
 * have been taken up again in MLflow's Review tab; a status alone does not either, since the exclusion may be half done.
 */
async function isExcluded(
  client: MlflowClient,
  run: SessionRun,
  itemId: ItemId,
  options?: CallOptions,
): Promise<boolean> {
  const traceId = TraceId.parse(itemId);
  const info = (await readTraceInfos(client, [traceId], options)).get(traceId);
  if (info?.tags[exclusionKey(run.session.runId)] === undefined) return false;
  const items = await readQueuedItems(client, run, options);
  return items?.find((item) => item.itemId === itemId)?.final?.status === "DECLINED";
}

function statusOf(change: ItemStateChange, { toAccount }: Logins) {
  switch (change.state) {
    case "pending":
      return { status: "PENDING" } as const;
    case "complete":
      return { status: "COMPLETE", by: toAccount(change.by) } as const;
    case "excluded":
      return { status: "DECLINED", by: toAccount(change.by) } as const;
  }
}
