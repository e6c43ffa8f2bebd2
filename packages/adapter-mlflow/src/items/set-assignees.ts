import { LabelingError } from "@labeldesk/core";
import type { CallOptions, ItemId, ReviewerEmail, RunId } from "@labeldesk/core";
import type { AdapterParts } from "../adapter-parts.js";
import { isInQueue } from "../queues/queue-calls.js";
import { ensureQueue } from "../queues/session-queue.js";
import { getActiveSessionRun } from "../sessions/run-calls.js";
import { assigneesKey, assigneesText, rememberAssignees } from "./assignees-tag.js";
import { writeTraceTag } from "../traces/trace-tag.js";

/** Gives an item to people: a tag of its trace names them. */
export async function setAssignees(
  parts: AdapterParts,
  runId: RunId,
  itemId: ItemId,
  assignees: readonly ReviewerEmail[],
  options?: CallOptions,
): Promise<void> {
  const { client } = parts;
  const run = await getActiveSessionRun(client, runId, options);
  const value = assigneesText(assignees);
  const { experimentId, name } = run.session;
  const isItem = (queueId: string) =>
    isInQueue(client, { experimentId, queueId, traceId: itemId }, options);
  // The queue is there nearly always: only when the item is not found it is worth looking.
  const isFound = run.queueId !== undefined && (await isItem(run.queueId));
  if (!isFound && !(await isItem(await ensureQueue(parts, run, options)))) {
    throw new LabelingError(
      "NOT_FOUND",
      `The labeling session "${name}" has no item with the id ${itemId}.`,
    );
  }
  if (value !== undefined) await rememberAssignees(client, run, options);
  await writeTraceTag(client, itemId, { key: assigneesKey(runId), value }, options);
}
