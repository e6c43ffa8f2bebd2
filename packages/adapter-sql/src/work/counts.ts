import type { ItemId, RunId } from "@labeldesk/core";
import { batches } from "./batches.js";
import { grouped } from "./grouped.js";
import type { SqlParts } from "./sql-parts.js";

/** Changes the number of an item's answers, waiting people, or both. */
export async function count(
  { db }: Pick<SqlParts, "db">,
  { runId, itemId }: { readonly runId: RunId; readonly itemId: ItemId },
  { answers = 0, reserved = 0 }: { readonly answers?: number; readonly reserved?: number },
): Promise<void> {
  await db
    .updateTable("labeldesk_items")
    .set(({ eb }) => ({
      answers: eb("answers", "+", answers),
      reserved: eb("reserved", "+", reserved),
    }))
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .execute();
}

/** How the number of people who wait for an item changes, by item. */
export type ReservedChanges = Map<ItemId, number>;

/** Notes that the number of each of these items changes by `by`. */
export function note(changes: ReservedChanges, itemIds: readonly ItemId[], by: 1 | -1): void {
  for (const itemId of itemIds) changes.set(itemId, (changes.get(itemId) ?? 0) + by);
}

/** Writes the changes, many items a statement; where as many came as went, nothing is written. */
export async function countReserved(
  { db }: SqlParts,
  runId: RunId,
  changes: ReservedChanges,
): Promise<void> {
  const differences = [...changes].filter(([, change]) => change !== 0);
  for (const [change, entries] of grouped(differences, ([, by]) => by))
    for (const some of batches(entries.map(([itemId]) => itemId)))
      // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
      await db
        .updateTable("labeldesk_items")
        .set(({ eb }) => ({ reserved: eb("reserved", "+", change) }))
        .where("run_id", "=", runId)
        .where("item_id", "in", some)
        .execute();
}
