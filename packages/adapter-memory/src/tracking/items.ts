import {
  type Item,
  ItemId,
  type ItemSource,
  type ItemStateChange,
  type ItemStore,
  LabelingError,
  type NewItem,
  type ReviewerEmail,
  type RunId,
  traceIdsOf,
} from "@labeldesk/core";
import { call, stream } from "./call.js";
import { frozen } from "./frozen.js";
import { activeSessionOf, sessionOf } from "./lookups.js";
import type { MemoryState } from "./state.js";

/** The items of a memory's sessions. Item ids are its own, so that nobody takes them for trace ids. */
export function memoryItems(state: MemoryState): ItemStore {
  return {
    listItems: (runId, options) => stream(options, () => itemsOf(state, runId).values()),
    addItems: (runId, items, options) => call(options, () => add(state, runId, items)),
    setItemState: (runId, itemId, change, options) =>
      call(options, () => setState(state, runId, itemId, change)),
    setAssignees: (runId, itemId, assignees, options) =>
      call(options, () => setAssignees(state, runId, itemId, assignees)),
  };
}

function add(state: MemoryState, runId: RunId, items: readonly NewItem[]): readonly Item[] {
  const session = activeSessionOf(state, runId);
  for (const traceId of items.flatMap(({ source }) => traceIdsOf(source))) {
    if (state.traces.get(traceId)?.experimentId !== session.experimentId) {
      throw new LabelingError(
        "NOT_FOUND",
        `Nothing was added to the session "${session.name}": its experiment has no trace with the id "${traceId}".`,
      );
    }
  }
  const kept = itemsOf(state, runId);
  const present = new Set([...kept.values()].map(({ source }) => identityOf(source)));
  const added: Item[] = [];
  for (const { source, assignees = [] } of items) {
    if (present.has(identityOf(source))) continue;
    present.add(identityOf(source));
    const itemId = ItemId.parse(`item-${state.nextNumber()}`);
    added.push(frozen({ itemId, runId, source, state: "pending", ...given(assignees) }));
  }
  for (const item of added) kept.set(item.itemId, item);
  return added;
}

function setState(state: MemoryState, runId: RunId, itemId: ItemId, change: ItemStateChange): void {
  const { exclusion: _before, ...item } = itemToChange(state, runId, itemId);
  if (item.state === change.state) return;
  const exclusion =
    change.state === "excluded" ? { exclusion: { by: change.by, reason: change.reason } } : {};
  itemsOf(state, runId).set(itemId, frozen({ ...item, state: change.state, ...exclusion }));
}

function setAssignees(
  state: MemoryState,
  runId: RunId,
  itemId: ItemId,
  assignees: readonly ReviewerEmail[],
): void {
  const { assignees: _before, ...item } = itemToChange(state, runId, itemId);
  itemsOf(state, runId).set(itemId, frozen({ ...item, ...given(assignees) }));
}

/** Nobody is told as no field at all. */
function given(assignees: readonly ReviewerEmail[]): Pick<Item, "assignees"> {
  return assignees.length === 0 ? {} : { assignees: [...new Set(assignees)] };
}

/** @throws {LabelingError} NOT_FOUND; CONFLICT for a deleted session */
function itemToChange(state: MemoryState, runId: RunId, itemId: ItemId): Item {
  const { name } = activeSessionOf(state, runId);
  const item = itemsOf(state, runId).get(itemId);
  if (item !== undefined) return item;
  throw new LabelingError(
    "NOT_FOUND",
    `The labeling session "${name}" has no item with the id "${itemId}".`,
  );
}

function itemsOf(state: MemoryState, runId: RunId): Map<ItemId, Item> {
  sessionOf(state, runId);
  const kept = state.items.get(runId) ?? new Map<ItemId, Item>();
  state.items.set(runId, kept);
  return kept;
}

function identityOf(source: ItemSource): string {
  switch (source.kind) {
    case "trace":
      return JSON.stringify([source.kind, source.traceId]);
    case "datasetRecord":
      return JSON.stringify([source.kind, source.datasetId, source.recordId]);
    case "conversation":
      return JSON.stringify([source.kind, source.conversationId]);
  }
}
