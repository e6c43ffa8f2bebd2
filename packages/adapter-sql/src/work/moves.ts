import type { AssignmentState, SubmissionKey } from "@labeldesk/core";
import type { Updateable } from "kysely";
import type { AssignmentsTable } from "../database/tables.js";
import { count } from "./counts.js";
import { getItem } from "./item-rows.js";
import { lockSession } from "./session-rows.js";
import type { SqlParts } from "./sql-parts.js";

// Each statement says from which states it moves an assignment, and the item's counts follow what it did. So two moves
// at once count right without a lock: the second one finds the state that the first one left.

/** Marks as submitted, whatever it was. */
export async function settle(parts: SqlParts, key: SubmissionKey): Promise<void> {
  const submitted = { state: "submitted", postponed_until_ms: 0 } as const;
  if (await move(parts, key, ["offered", "postponed", "declined"], submitted))
    return count(parts, key, { answers: 1 });
  const nowMs = parts.clock.nowMs();
  if (await move(parts, key, ["waiting"], { ...submitted, ...timesFrom(nowMs) }))
    return count(parts, key, { answers: 1, reserved: -1 });
  if (await insert(parts, key, "submitted", nowMs)) return count(parts, key, { answers: 1 });
  if ((await stateOf(parts, key)) === "submitted") return;
  // Dealt or taken back between two of these statements: it has a state, or none, by now.
  return settle(parts, key);
}

/** Gives the item to somebody else for good. An answer stays one. */
export async function decline(parts: SqlParts, key: SubmissionKey): Promise<void> {
  const declined = { state: "declined", postponed_until_ms: 0 } as const;
  if (await move(parts, key, ["offered", "postponed"], declined)) return;
  const nowMs = parts.clock.nowMs();
  if (await move(parts, key, ["waiting"], { ...declined, ...timesFrom(nowMs) }))
    return count(parts, key, { reserved: -1 });
  if (await insert(parts, key, "declined", nowMs)) return;
  const state = await stateOf(parts, key);
  if (state === "declined" || state === "submitted") return;
  return decline(parts, key);
}

/** Takes an open offer back until `untilMs`. */
export async function postpone(
  parts: SqlParts,
  key: SubmissionKey,
  untilMs: number,
): Promise<void> {
  const postponed = { state: "postponed", postponed_until_ms: untilMs } as const;
  await move(parts, key, ["offered", "postponed"], postponed);
}

/** Makes an answer an offer again. No offer is made meanwhile: it would take the place for free. */
export async function reopen(
  parts: SqlParts,
  key: SubmissionKey,
  leaseUntilMs: number,
): Promise<void> {
  await lockSession(parts, key.runId);
  const offered = {
    state: "offered",
    lease_until_ms: leaseUntilMs,
    postponed_until_ms: 0,
  } as const;
  if (await move(parts, key, ["submitted"], offered)) await count(parts, key, { answers: -1 });
}

/** Moves an assignment if it is in one of these states. */
export async function move(
  { db }: Pick<SqlParts, "db">,
  { runId, itemId, reviewer }: SubmissionKey,
  from: readonly AssignmentState[],
  to: Updateable<AssignmentsTable>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("labeldesk_assignments")
    .set(to)
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .where("reviewer", "=", reviewer)
    .where("state", "in", from)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Makes an assignment that nobody offered, unless there is one. @throws {LabelingError} NOT_FOUND for an unknown item */
async function insert(
  parts: SqlParts,
  key: SubmissionKey,
  state: AssignmentState,
  nowMs: number,
): Promise<boolean> {
  const { position } = await getItem(parts, key);
  const { numInsertedOrUpdatedRows = 0n } = await parts.db
    .insertInto("labeldesk_assignments")
    .values({
      run_id: key.runId,
      item_id: key.itemId,
      reviewer: key.reviewer,
      position,
      state,
      ...timesFrom(nowMs),
      postponed_until_ms: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

const timesFrom = (nowMs: number) => ({ offered_at_ms: nowMs, lease_until_ms: nowMs });

async function stateOf(
  { db }: SqlParts,
  { runId, itemId, reviewer }: SubmissionKey,
): Promise<AssignmentState | undefined> {
  const row = await db
    .selectFrom("labeldesk_assignments")
    .select("state")
    .where("run_id", "=", runId)
    .where("item_id", "=", itemId)
    .where("reviewer", "=", reviewer)
    .executeTakeFirst();
  return row?.state;
}
