import type { CallOptions, Item, ItemStore, RunId } from "@labeldesk/core";
import type { AdapterParts } from "../adapter-parts.js";
import { getSessionRun } from "../sessions/run-calls.js";
import { addItems } from "./add-items.js";
import { readItems, toItem } from "./read-items.js";
import { setItemState } from "./set-item-state.js";

/** The items of sessions: a session's review queue, and the traces linked to its run. Their ids are the traces'. */
export function mlflowItems(parts: AdapterParts): ItemStore {
  return {
    listItems: (runId, options) => listItems(parts, runId, options),
    addItems: (runId, items, options) => addItems(parts, runId, items, options),
    setItemState: (runId, itemId, change, options) =>
      setItemState(parts, runId, itemId, change, options),
  };
}

async function* listItems(
  { client }: AdapterParts,
  runId: RunId,
  options?: CallOptions,
): AsyncGenerator<Item> {
  const run = await getSessionRun(client, runId, options);
  for (const item of await readItems(client, run, options)) {
    options?.signal?.throwIfAborted();
    yield toItem(item, run);
  }
}
