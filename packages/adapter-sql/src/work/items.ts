import type { Exclusion, ItemId, ItemState, RunId, WorkItem } from "@labeldesk/core";
import { getItem, ITEM_COLUMNS, toItem, unknownItem } from "./item-rows.js";
import { placesRule } from "./places.js";
import { lockSession } from "./session-rows.js";
import type { SqlParts } from "./sql-parts.js";

/** In the order of addition. */
export async function listItems({ db }: SqlParts, runId: RunId): Promise<readonly WorkItem[]> {
  const rows = await db
    .selectFrom("labeldesk_items")
    .select(ITEM_COLUMNS)
    .where("run_id", "=", runId)
    .orderBy("position")
    .execute();
  return rows.map(toItem);
}

/** @throws {LabelingError} NOT_FOUND */
export async function setItemState(
  { db }: SqlParts,
  runId: RunId,
  itemId: ItemId,
  state: ItemState,
  exclusion?: Exclusion,
): Promise<void> {
  const isKept = state === "excluded" && exclusion !== undefined;
  const { numUpdatedRows } = await db
    .updateTable("labeldesk_items")
    .set({ state, exclusion: isKept ? JSON.stringify(exclusion) : null })
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw unknownItem({ runId, itemId });
}

/** @throws {LabelingError} NOT_FOUND */
export async function setMirroredState(
  { db }: SqlParts,
  runId: RunId,
  itemId: ItemId,
  state: ItemState,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("labeldesk_items")
    .set({ mirrored_state: state })
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw unknownItem({ runId, itemId });
}

/** The places follow at once. @throws {LabelingError} NOT_FOUND */
export async function setExtraLabels(
  parts: SqlParts,
  runId: RunId,
  itemId: ItemId,
  extraLabels: number,
): Promise<void> {
  const session = await lockSession(parts, runId);
  const item = await getItem(parts, { runId, itemId });
  await parts.db
    .updateTable("labeldesk_items")
    .set({ extra_labels: extraLabels, places: placesRule(session)({ ...item, extraLabels }) })
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .execute();
}
