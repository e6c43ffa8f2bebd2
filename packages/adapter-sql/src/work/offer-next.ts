import type {
  Assignment,
  ItemId,
  ItemSource,
  LabelingSession,
  OfferOutcome,
  OfferTerms,
  ReviewerEmail,
  RunId,
} from "@labeldesk/core";
import type { Kysely } from "kysely";
import type { WorkTables } from "../database/tables.js";
import { readOwnJson } from "../json-text.js";
import { lockSession } from "./sessions.js";
import {
  chooseFirst,
  chooseOpenOffer,
  fullAt,
  isOpen,
  soonestReturnMs,
  type ItemFacts,
  type Standing,
} from "./standing.js";
import type { SqlParts } from "./sql-parts.js";

/** One reviewer's question "what is next?", and what answering it needs. */
interface Question {
  readonly db: Kysely<WorkTables>;
  readonly session: LabelingSession;
  readonly reviewer: ReviewerEmail;
  readonly terms: OfferTerms;
}

/**
 * Offers of one session are made one after the other, under the lock of its row. Live offers are read before answers:
 * a settlement in between then counts twice, which offers less, never more.
 */
export async function offerNext(
  parts: SqlParts,
  runId: RunId,
  reviewer: ReviewerEmail,
  terms: OfferTerms,
): Promise<OfferOutcome> {
  const session = await lockSession(parts, runId);
  if (!isOpen(session) || !session.assignedUsers.includes(reviewer)) return { kind: "nothingLeft" };
  const question: Question = { db: parts.db, session, reviewer, terms };
  const leases = await liveLeases(question);
  const stand = (item: ItemFacts): Standing => {
    const otherLeasesMs = leases.get(item.itemId) ?? [];
    const open = fullAt(session) - item.answers - otherLeasesMs.length;
    return { ...item, otherLeasesMs, open };
  };

  const own = (await ownItems(question)).map(stand);
  const renewed = chooseOpenOffer(own, terms.nowMs);
  if (renewed) return offer(question, renewed, false);

  const onOffer = (await newItems(question, [...leases.keys()])).map(stand);
  const untouched = (await firstUntouched(question, [...leases.keys()])).map(stand);
  const returned = own.filter(({ mine }) => hasReturned(mine, terms));
  const next = chooseFirst([...untouched, ...onOffer]) ?? chooseFirst(returned);
  if (next) return offer(question, next, true);

  const waitUntilMs = soonestReturnMs([...own, ...onOffer]);
  return waitUntilMs === undefined ? { kind: "nothingLeft" } : { kind: "nothingLeft", waitUntilMs };
}

function hasReturned(mine: Standing["mine"], { nowMs, includePostponed = false }: OfferTerms) {
  return mine?.state === "postponed" && (includePostponed || mine.postponedUntilMs <= nowMs);
}

/** The live offers of other assigned people, by item. */
async function liveLeases({
  db,
  session,
  reviewer,
  terms,
}: Question): Promise<ReadonlyMap<ItemId, readonly number[]>> {
  const rows = await db
    .selectFrom("labeldesk_assignments")
    .select(["item_id", "reviewer", "lease_until_ms"])
    .where("run_id", "=", session.runId)
    .where("state", "=", "offered")
    .where("lease_until_ms", ">", terms.nowMs)
    .where("reviewer", "!=", reviewer)
    .orderBy("lease_until_ms")
    .execute();
  const leases = new Map<ItemId, number[]>();
  for (const row of rows.filter((lease) => session.assignedUsers.includes(lease.reviewer)))
    leases.set(row.item_id, [...(leases.get(row.item_id) ?? []), row.lease_until_ms]);
  return leases;
}

/** What the reviewer has on offer or has postponed, excluded items left out. */
async function ownItems({ db, session, reviewer }: Question): Promise<readonly ItemFacts[]> {
  const rows = await db
    .selectFrom("labeldesk_assignments as mine")
    .innerJoin("labeldesk_items as item", (join) =>
      join.onRef("item.run_id", "=", "mine.run_id").onRef("item.item_id", "=", "mine.item_id"),
    )
    .select(["item.item_id", "item.source", "item.position", "item.answers"])
    .select(["mine.state", "mine.offered_at_ms", "mine.lease_until_ms", "mine.postponed_until_ms"])
    .where("mine.run_id", "=", session.runId)
    .where("mine.reviewer", "=", reviewer)
    .where("mine.state", "in", ["offered", "postponed"])
    .where("item.state", "!=", "excluded")
    .orderBy("item.position")
    .execute();
  return rows.map((row) => ({
    ...toFacts(row),
    mine: {
      state: row.state,
      offeredAtMs: row.offered_at_ms,
      leaseUntilMs: row.lease_until_ms,
      postponedUntilMs: row.postponed_until_ms,
    },
  }));
}

/** Items that the reviewer has nothing to do with yet and that may be needed. */
function selectNew({ db, session, reviewer }: Question) {
  const full = fullAt(session);
  return db
    .selectFrom("labeldesk_items as item")
    .select(["item.item_id", "item.source", "item.position", "item.answers"])
    .where("item.run_id", "=", session.runId)
    .where("item.state", "!=", "excluded")
    .$if(Number.isFinite(full), (query) => query.where("item.answers", "<", full))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("labeldesk_assignments as mine")
            .select("mine.item_id")
            .whereRef("mine.run_id", "=", "item.run_id")
            .whereRef("mine.item_id", "=", "item.item_id")
            .where("mine.reviewer", "=", reviewer),
        ),
      ),
    );
}

async function newItems(
  question: Question,
  itemIds: readonly ItemId[],
): Promise<readonly ItemFacts[]> {
  if (itemIds.length === 0) return [];
  const rows = await selectNew(question).where("item.item_id", "in", itemIds).execute();
  return rows.map(toFacts);
}

/** The best of the new items that nobody has on offer; the index gives it first. */
async function firstUntouched(
  question: Question,
  onOffer: readonly ItemId[],
): Promise<readonly ItemFacts[]> {
  const rows = await selectNew(question)
    .$if(onOffer.length > 0, (query) => query.where("item.item_id", "not in", onOffer))
    .orderBy("item.answers")
    .orderBy("item.position")
    .limit(1)
    .execute();
  return rows.map(toFacts);
}

function toFacts(row: {
  readonly item_id: ItemId;
  readonly source: string;
  readonly position: number;
  readonly answers: number;
}): ItemFacts {
  const source = readOwnJson<ItemSource>(row.source);
  return {
    itemId: row.item_id,
    source,
    position: row.position,
    answers: row.answers,
    mine: undefined,
  };
}

async function offer(
  { db, session, reviewer, terms }: Question,
  { itemId, source, mine }: Standing,
  isNew: boolean,
): Promise<OfferOutcome> {
  const assignment: Assignment = {
    runId: session.runId,
    itemId,
    reviewer,
    source,
    state: "offered",
    offeredAtMs: isNew ? terms.nowMs : (mine?.offeredAtMs ?? terms.nowMs),
    leaseUntilMs: terms.nowMs + terms.leaseMs,
  };
  const row = {
    state: assignment.state,
    offered_at_ms: assignment.offeredAtMs,
    lease_until_ms: assignment.leaseUntilMs,
    postponed_until_ms: 0,
  };
  await db
    .insertInto("labeldesk_assignments")
    .values({ run_id: session.runId, item_id: itemId, reviewer, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(["run_id", "item_id", "reviewer"])
        .doUpdateSet(row)
        // An answer that arrives meanwhile stays an answer.
        .where("labeldesk_assignments.state", "!=", "submitted"),
    )
    .execute();
  return { kind: "offered", assignment, isNew };
}
