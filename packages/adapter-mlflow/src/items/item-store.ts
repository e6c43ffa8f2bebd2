import type { CallOptions, Item, ItemStore, RunId } from "@labeldesk/core";
import type { AdapterParts } from "../adapter-parts.js";
import type { Logins } from "../logins.js";
import { getSessionRun } from "../sessions/run-calls.js";
import { addItems } from "./add-items.js";
import { readItemTags } from "./item-tags.js";
import { readItems, toItem } from "./read-items.js";
import type { QueuedItem } from "./read-items.js";
import { setAssignees } from "./set-assignees.js";
import { createQueueIds } from "./queue-ids.js";
import { setItemState } from "./set-item-state.js";

/** The items of sessions: a session's review queue, and the traces linked to its run. Their ids are the traces'. */
export function mlflowItems(parts: AdapterParts): ItemStore {
  const queueIds = createQueueIds();
  return {
    listItems: (runId, options) => listItems(parts, runId, options),
    addItems: (runId, items, options) => addItems(parts, runId, items, options),
    setItemState: (runId, itemId, change, options) =>
      setItemState({ ...parts, queueIds }, runId, itemId, change, options),
    setAssignees: (runId, itemId, assignees, options) =>
      setAssignees(parts, runId, itemId, assignees, options),
  };
}

async function* listItems(
  { client, logins }: AdapterParts,
  runId: RunId,
  options?: CallOptions,
): AsyncGenerator<Item> {
  const run = await getSessionRun(client, runId, options);
  const items = await readItems(client, run, options);
  const tags = await readItemTags(client, run, items, options);
  for (const item of items) {
    options?.signal?.throwIfAborted();
    yield toItem(ofPerson(item, logins), run, tags.get(item.itemId));
  }
}

/** Who finished an item, by e-mail address where it is known. */
function ofPerson(item: QueuedItem, logins: Logins): QueuedItem {
  const { final } = item;
  return final === undefined
    ? item
    : { ...item, final: { ...final, by: logins.toEmail(final.by) } };
}
