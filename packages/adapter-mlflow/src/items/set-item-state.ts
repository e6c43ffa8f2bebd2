import { LabelingError } from "@labeldesk/core";
import type { CallOptions, ItemId, ItemStateChange, RunId } from "@labeldesk/core";
import type { AdapterParts } from "../adapter-parts.js";
import { trySetItemStatus } from "../queues/queue-calls.js";
import { ensureQueue } from "../queues/session-queue.js";
import { getActiveSessionRun } from "../sessions/run-calls.js";
import { exclusionText, writeExclusionTag } from "./exclusion-tag.js";

/** Sets an item's status in the review queue, and on its trace why it was excluded. */
export async function setItemState(
  parts: AdapterParts,
  runId: RunId,
  itemId: ItemId,
  change: ItemStateChange,
  options?: CallOptions,
): Promise<void> {
  const { client } = parts;
  const run = await getActiveSessionRun(client, runId, options);
  const exclusion =
    change.state === "excluded" ? exclusionText(change.by, change.reason) : undefined;
  const set = (queueId: string) =>
    trySetItemStatus(client, { queueId, itemId }, statusOf(change), options);
  // The queue is there nearly always: only when the item is not found it is worth looking.
  const isSet = run.queueId !== undefined && (await set(run.queueId));
  if (!isSet && !(await set(await ensureQueue(parts, run, options)))) {
    throw new LabelingError(
      "NOT_FOUND",
      `The labeling session "${run.session.name}" has no item with the id ${itemId}.`,
    );
  }
  await writeExclusionTag(client, itemId, runId, exclusion, options);
}

function statusOf(change: ItemStateChange) {
  switch (change.state) {
    case "pending":
      return { status: "PENDING" } as const;
    case "complete":
      return { status: "COMPLETE", by: change.by } as const;
    case "excluded":
      return { status: "DECLINED", by: change.by } as const;
  }
}
