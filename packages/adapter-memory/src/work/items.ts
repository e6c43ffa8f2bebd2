import { isWithdrawn, type Item, type ItemId, type RunId, type WorkItem } from "@labeldesk/core";
import { boardOf, getItem } from "./board.js";
import { settle } from "./settle.js";
import { latest } from "./submissions.js";
import type { WorkData } from "./work-data.js";

/** Adds an item, or takes over whom a known one was given to. */
export function addItem(data: WorkData, runId: RunId, item: Item): void {
  const { items } = boardOf(data, runId);
  const known = items.get(item.itemId);
  if (known !== undefined) return reassign(data, known, item.assignees);
  items.set(item.itemId, {
    ...item,
    runId,
    position: items.size + 1,
    extraLabels: 0,
    mirroredState: item.state,
  });
  // One that comes back after its session was removed still has its answers.
  const rows = data.submissions.get(runId)?.get(item.itemId)?.values() ?? [];
  for (const submission of Array.from(rows, latest))
    if (!isWithdrawn(submission)) settle(data, submission, submission.acceptedAtMs);
}

function reassign(
  data: WorkData,
  { assignees: before, ...item }: WorkItem,
  assignees: Item["assignees"],
): void {
  if (before?.join() === assignees?.join()) return;
  const changed = assignees === undefined ? item : { ...item, assignees };
  boardOf(data, item.runId).items.set(item.itemId, changed);
}

/** Replaces an item by what `change` makes of it. @throws {LabelingError} NOT_FOUND */
export function changeItem(
  data: WorkData,
  runId: RunId,
  itemId: ItemId,
  change: (item: WorkItem) => WorkItem,
): void {
  const item = getItem(data, runId, itemId);
  boardOf(data, runId).items.set(itemId, change(item));
}
