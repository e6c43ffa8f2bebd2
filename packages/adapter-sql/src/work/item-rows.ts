import {
  LabelingError,
  type Exclusion,
  type ItemId,
  type ItemSource,
  type ReviewerEmail,
  type RunId,
  type SubmissionKey,
  type WorkItem,
} from "@labeldesk/core";
import type { Selectable } from "kysely";
import type { ItemsTable } from "../database/tables.js";
import { readOwnJson } from "../json-text.js";
import type { SqlParts } from "./sql-parts.js";

/** The columns that {@link toItem} reads. */
export const ITEM_COLUMNS = [
  "run_id",
  "item_id",
  "position",
  "source",
  "state",
  "exclusion",
  "assignees",
  "extra_labels",
  "mirrored_state",
] as const;

/** A row of an item as the domain knows it. */
export function toItem(row: Pick<Selectable<ItemsTable>, (typeof ITEM_COLUMNS)[number]>): WorkItem {
  const { exclusion, assignees } = row;
  return {
    itemId: row.item_id,
    runId: row.run_id,
    source: readOwnJson<ItemSource>(row.source),
    state: row.state,
    ...(exclusion !== null && { exclusion: readOwnJson<Exclusion>(exclusion) }),
    ...(assignees !== null && { assignees: readOwnJson<readonly ReviewerEmail[]>(assignees) }),
    position: row.position,
    extraLabels: row.extra_labels,
    mirroredState: row.mirrored_state,
  };
}

/** A list of people as it is stored; nobody is no list. */
export function assigneesText(assignees: readonly ReviewerEmail[] = []): string | null {
  return assignees.length === 0 ? null : JSON.stringify(assignees);
}

export async function findItem(
  { db }: Pick<SqlParts, "db">,
  runId: RunId,
  itemId: ItemId,
): Promise<WorkItem | undefined> {
  const row = await db
    .selectFrom("labeldesk_items")
    .select(ITEM_COLUMNS)
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .executeTakeFirst();
  return row && toItem(row);
}

/** @throws {LabelingError} NOT_FOUND */
export async function getItem(
  parts: Pick<SqlParts, "db">,
  key: Omit<SubmissionKey, "reviewer">,
): Promise<WorkItem> {
  const item = await findItem(parts, key.runId, key.itemId);
  if (!item) throw unknownItem(key);
  return item;
}

/** An item that the session does not have here. */
export function unknownItem({ runId, itemId }: Omit<SubmissionKey, "reviewer">): LabelingError {
  return new LabelingError("NOT_FOUND", `The session ${runId} has no item ${itemId} here.`);
}
