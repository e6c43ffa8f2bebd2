import type { ItemId, ReviewerEmail, RunId } from "../ids.js";
import type { Item, ItemStateChange, NewItem } from "../item.js";
import type { CallOptions } from "./call-options.js";

/** Holds the items of labeling sessions and their states. A session may have 10,000. */
export interface ItemStore {
  /** In the order in which they were added, which the store keeps also within one call of `addItems`. @throws {LabelingError} NOT_FOUND for an unknown session */
  listItems(runId: RunId, options?: CallOptions): AsyncIterable<Item>;
  /**
   * Adds the items the session lacks and returns those it added. The traces must exist and belong to the
   * session's experiment: the caller has looked them up.
   *
   * @throws {LabelingError} NOT_FOUND for an unknown session, or when a trace vanished meanwhile (nothing of the batch is added then)
   */
  addItems(
    runId: RunId,
    items: readonly NewItem[],
    options?: CallOptions,
  ): Promise<readonly Item[]>;
  /** Setting a state again changes nothing, also not who excluded the item and why. @throws {LabelingError} NOT_FOUND */
  setItemState(
    runId: RunId,
    itemId: ItemId,
    change: ItemStateChange,
    options?: CallOptions,
  ): Promise<void>;
  /** Gives an item to these people instead of those before; an empty list to nobody. @throws {LabelingError} NOT_FOUND */
  setAssignees(
    runId: RunId,
    itemId: ItemId,
    assignees: readonly ReviewerEmail[],
    options?: CallOptions,
  ): Promise<void>;
}
