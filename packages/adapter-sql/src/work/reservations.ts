import {
  presentReviewers,
  type ItemId,
  type LabelingSession,
  type Reservation,
  type ReviewerEmail,
  type RunId,
} from "@labeldesk/core";
import { batches } from "./batches.js";
import { countReserved, note, type ReservedChanges } from "./counts.js";
import { grouped } from "./grouped.js";
import { unknownItem } from "./item-rows.js";
import { lockSession } from "./session-rows.js";
import type { SqlParts } from "./sql-parts.js";

type ItemsByReviewer = ReadonlyMap<ReviewerEmail, ReadonlySet<ItemId>>;

/**
 * Makes the waiting assignments these; only what differs is written. People who are not here are left out: so every
 * waiting row holds a place, and {@link dropAbsent} keeps it that way. The counts follow what the statements did.
 */
export async function setReservations(
  parts: SqlParts,
  runId: RunId,
  reservations: readonly Reservation[],
): Promise<void> {
  const session = await lockSession(parts, runId);
  const here = new Set(session && presentReviewers(session));
  const waiting = await listWaiting(parts, runId);
  await refuseUnknown(parts, runId, newItems(reservations, waiting));
  const wanted = byReviewer(reservations.filter(({ reviewer }) => here.has(reviewer)));
  const present = byReviewer(waiting);
  const changes: ReservedChanges = new Map();
  for (const [reviewer, itemIds] of difference(present, wanted))
    for (const some of batches(itemIds))
      // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
      note(changes, await drop(parts, runId, reviewer, some), -1);
  for (const [reviewer, itemIds] of difference(wanted, present))
    for (const some of batches(itemIds))
      // oxlint-disable-next-line no-await-in-loop -- see above
      note(changes, await add(parts, runId, reviewer, some), 1);
  await countReserved(parts, runId, changes);
}

/** Takes back what waits for people who are away or gone: it holds no place, and nobody would offer it. */
export async function dropAbsent(parts: SqlParts, session: LabelingSession): Promise<void> {
  const present = presentReviewers(session);
  const rows = await parts.db
    .deleteFrom("labeldesk_assignments")
    .where("run_id", "=", session.runId)
    .where("state", "=", "waiting")
    .$if(present.length > 0, (query) => query.where("reviewer", "not in", present))
    .returning("item_id")
    .execute();
  const changes: ReservedChanges = new Map();
  note(changes, rows.map(toItemId), -1);
  await countReserved(parts, session.runId, changes);
}

async function listWaiting({ db }: SqlParts, runId: RunId): Promise<readonly Reservation[]> {
  const rows = await db
    .selectFrom("labeldesk_assignments")
    .select(["item_id", "reviewer"])
    .where("run_id", "=", runId)
    .where("state", "=", "waiting")
    .execute();
  return rows.map(({ item_id, reviewer }) => ({ itemId: item_id, reviewer }));
}

function byReviewer(reservations: readonly Reservation[]): ItemsByReviewer {
  return new Map(
    [...grouped(reservations, ({ reviewer }) => reviewer)].map(([reviewer, own]) => [
      reviewer,
      new Set(own.map(({ itemId }) => itemId)),
    ]),
  );
}

/** What is in `of` and not in `without`. */
function difference(
  of: ItemsByReviewer,
  without: ItemsByReviewer,
): ReadonlyMap<ReviewerEmail, readonly ItemId[]> {
  return new Map(
    [...of].map(([reviewer, items]) => [
      reviewer,
      [...items].filter((itemId) => !without.get(reviewer)?.has(itemId)),
    ]),
  );
}

function newItems(
  reservations: readonly Reservation[],
  before: readonly Reservation[],
): readonly ItemId[] {
  const known = new Set(before.map(({ itemId }) => itemId));
  const itemIds = new Set(reservations.map(({ itemId }) => itemId));
  return [...itemIds].filter((itemId) => !known.has(itemId));
}

async function refuseUnknown(
  { db }: SqlParts,
  runId: RunId,
  itemIds: readonly ItemId[],
): Promise<void> {
  for (const some of batches(itemIds)) {
    // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
    const rows = await db
      .selectFrom("labeldesk_items")
      .select("item_id")
      .where("run_id", "=", runId)
      .where("item_id", "in", some)
      .execute();
    const known = new Set(rows.map(toItemId));
    const unknown = some.find((itemId) => !known.has(itemId));
    if (unknown !== undefined) throw unknownItem({ runId, itemId: unknown });
  }
}

async function drop(
  { db }: SqlParts,
  runId: RunId,
  reviewer: ReviewerEmail,
  itemIds: readonly ItemId[],
): Promise<readonly ItemId[]> {
  const rows = await db
    .deleteFrom("labeldesk_assignments")
    .where("run_id", "=", runId)
    .where("reviewer", "=", reviewer)
    .where("state", "=", "waiting")
    .where("item_id", "in", itemIds)
    .returning("item_id")
    .execute();
  return rows.map(toItemId);
}

/** What the person has in another state already is left out. */
async function add(
  { db }: SqlParts,
  runId: RunId,
  reviewer: ReviewerEmail,
  itemIds: readonly ItemId[],
): Promise<readonly ItemId[]> {
  const rows = await db
    .insertInto("labeldesk_assignments")
    .columns([
      "run_id",
      "item_id",
      "position",
      "reviewer",
      "state",
      "offered_at_ms",
      "lease_until_ms",
      "postponed_until_ms",
    ])
    .expression((eb) =>
      eb
        .selectFrom("labeldesk_items")
        .select(({ val, lit }) => [
          "run_id",
          "item_id",
          "position",
          val(reviewer).as("reviewer"),
          val("waiting" as const).as("state"),
          lit(0).as("offered_at_ms"),
          lit(0).as("lease_until_ms"),
          lit(0).as("postponed_until_ms"),
        ])
        .where("run_id", "=", runId)
        .where("item_id", "in", itemIds),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning("item_id")
    .execute();
  return rows.map(toItemId);
}

const toItemId = ({ item_id }: { readonly item_id: ItemId }) => item_id;
