import type { Item, ItemId, RunId } from "@labeldesk/core";
import { lockSession } from "./sessions.js";
import { settle } from "./settle.js";
import type { SqlParts } from "./sql-parts.js";

/** Rows a statement: SQLite allows 32,766 values in one. https://sqlite.org/limits.html#max_variable_number */
const ROWS_AT_ONCE = 1_000;

/** Adds the items that are not there yet. One that comes back after its session was removed still has its answers. */
export async function addItems(
  parts: SqlParts,
  runId: RunId,
  items: readonly Item[],
): Promise<void> {
  await lockSession(parts, runId);
  const added = new Set<ItemId>();
  const last = await lastPosition(parts, runId);
  for (let start = 0; start < items.length; start += ROWS_AT_ONCE) {
    const chunk = items.slice(start, start + ROWS_AT_ONCE);
    // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
    for (const itemId of await insertItems(parts, runId, chunk, last + start)) added.add(itemId);
  }
  if (added.size > 0) await settleKnownAnswers(parts, runId, added);
}

async function lastPosition({ db }: SqlParts, runId: RunId): Promise<number> {
  const row = await db
    .selectFrom("labeldesk_items")
    .select(({ fn }) => fn.max("position").as("last"))
    .where("run_id", "=", runId)
    .executeTakeFirst();
  return row?.last ?? 0;
}

async function insertItems(
  { db }: SqlParts,
  runId: RunId,
  items: readonly Item[],
  lastPositionBefore: number,
): Promise<readonly ItemId[]> {
  const rows = await db
    .insertInto("labeldesk_items")
    .values(
      items.map((item, index) => ({
        run_id: runId,
        item_id: item.itemId,
        position: lastPositionBefore + index + 1,
        source: JSON.stringify(item.source),
        state: item.state,
        answers: 0,
      })),
    )
    .onConflict((conflict) => conflict.columns(["run_id", "item_id"]).doNothing())
    .returning("item_id")
    .execute();
  return rows.map(({ item_id }) => item_id);
}

async function settleKnownAnswers(
  { db }: SqlParts,
  runId: RunId,
  added: ReadonlySet<ItemId>,
): Promise<void> {
  const rows = await db
    .selectFrom("labeldesk_submissions")
    .select(["item_id", "reviewer", "accepted_at_ms"])
    .where("run_id", "=", runId)
    .execute();
  for (const row of rows.filter(({ item_id }) => added.has(item_id)))
    // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
    await settle(
      { db },
      { runId, itemId: row.item_id, reviewer: row.reviewer },
      row.accepted_at_ms,
    );
}
