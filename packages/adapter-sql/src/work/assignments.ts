import {
  LabelingError,
  type Assignment,
  type AssignmentStore,
  type Item,
  type ItemId,
  type ItemSource,
  type ReviewerEmail,
  type RunId,
  type SubmissionKey,
} from "@labeldesk/core";
import type { Selectable } from "kysely";
import type { AssignmentsTable, ItemsTable } from "../database/tables.js";
import { readOwnJson } from "../json-text.js";
import { addItems } from "./add-items.js";
import { offerNext } from "./offer-next.js";
import { progressOf } from "./progress.js";
import { settle } from "./settle.js";
import type { SqlParts } from "./sql-parts.js";

/** The assignments part of the store. */
export function createAssignments(parts: SqlParts): AssignmentStore {
  return {
    addItems: (runId, items) => addItems(parts, runId, items),
    findItem: (runId, itemId) => findItem(parts, runId, itemId),
    listItems: (runId) => listItems(parts, runId),
    setItemState: (runId, itemId, state) => setItemState(parts, runId, itemId, state),
    offerNext: (runId, reviewer, terms) => offerNext(parts, runId, reviewer, terms),
    findAssignment: async ({ runId, itemId, reviewer }) => {
      const row = await selectAssignments(parts, runId, reviewer)
        .where("own.item_id", "=", itemId)
        .executeTakeFirst();
      return row && toAssignment(row);
    },
    listAssignments: async (runId, reviewer) => {
      const rows = await selectAssignments(parts, runId, reviewer)
        .orderBy("item.position")
        .execute();
      return rows.map(toAssignment);
    },
    settle: (key) => settle(parts, key, parts.clock.nowMs()),
    postpone: (key, untilMs) => postpone(parts, key, untilMs),
    decline: (key) => decline(parts, key),
    progress: (runId) => progressOf(parts, runId),
  };
}

async function findItem({ db }: SqlParts, runId: RunId, itemId: ItemId): Promise<Item | undefined> {
  const row = await db
    .selectFrom("labeldesk_items")
    .selectAll()
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .executeTakeFirst();
  return row && toItem(row);
}

async function listItems({ db }: SqlParts, runId: RunId): Promise<readonly Item[]> {
  const rows = await db
    .selectFrom("labeldesk_items")
    .selectAll()
    .where("run_id", "=", runId)
    .orderBy("position")
    .execute();
  return rows.map(toItem);
}

async function setItemState(
  { db }: SqlParts,
  runId: RunId,
  itemId: ItemId,
  state: Item["state"],
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("labeldesk_items")
    .set({ state })
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw unknownItem({ runId, itemId });
}

function selectAssignments({ db }: SqlParts, runId: RunId, reviewer: ReviewerEmail) {
  return db
    .selectFrom("labeldesk_assignments as own")
    .innerJoin("labeldesk_items as item", (join) =>
      join.onRef("item.run_id", "=", "own.run_id").onRef("item.item_id", "=", "own.item_id"),
    )
    .selectAll("own")
    .select("item.source")
    .where("own.run_id", "=", runId)
    .where("own.reviewer", "=", reviewer);
}

async function postpone({ db }: SqlParts, key: SubmissionKey, untilMs: number): Promise<void> {
  await db
    .updateTable("labeldesk_assignments")
    .set({ state: "postponed", postponed_until_ms: untilMs })
    .where("run_id", "=", key.runId)
    .where("item_id", "=", key.itemId)
    .where("reviewer", "=", key.reviewer)
    .where("state", "in", ["offered", "postponed"])
    .execute();
}

async function decline(parts: SqlParts, key: SubmissionKey): Promise<void> {
  if (!(await findItem(parts, key.runId, key.itemId))) throw unknownItem(key);
  const nowMs = parts.clock.nowMs();
  await parts.db
    .insertInto("labeldesk_assignments")
    .values({
      run_id: key.runId,
      item_id: key.itemId,
      reviewer: key.reviewer,
      state: "declined",
      offered_at_ms: nowMs,
      lease_until_ms: nowMs,
      postponed_until_ms: 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["run_id", "item_id", "reviewer"])
        .doUpdateSet({ state: "declined" })
        .where("labeldesk_assignments.state", "!=", "submitted"),
    )
    .execute();
}

/** An item that the session does not have here. */
export function unknownItem({ runId, itemId }: Omit<SubmissionKey, "reviewer">): LabelingError {
  return new LabelingError("NOT_FOUND", `The session ${runId} has no item ${itemId} here.`);
}

function toItem(row: Selectable<ItemsTable>): Item {
  const source = readOwnJson<ItemSource>(row.source);
  return { itemId: row.item_id, runId: row.run_id, source, state: row.state };
}

function toAssignment(row: Selectable<AssignmentsTable> & { readonly source: string }): Assignment {
  return {
    runId: row.run_id,
    itemId: row.item_id,
    reviewer: row.reviewer,
    source: readOwnJson<ItemSource>(row.source),
    state: row.state,
    offeredAtMs: row.offered_at_ms,
    leaseUntilMs: row.lease_until_ms,
  };
}
