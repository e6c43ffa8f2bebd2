import { randomBytes } from "node:crypto";
import { ItemId, ReviewerEmail, RunId, type SubmissionKey } from "@labeldesk/core";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { AppTables, CardsTable } from "./tables.js";

/** Where a card stands. `later`: postponed; `declined`: given to somebody else; `gone`: nobody is asked any more. */
export const CardState = z.enum(["posting", "open", "done", "later", "declined", "gone"]);
export type CardState = z.infer<typeof CardState>;

/** A card as the app remembers it. What a click says is checked against this, never believed. */
export interface Card {
  readonly ref: string;
  readonly key: SubmissionKey;
  readonly slackId: string;
  /** Absent until posted. */
  readonly message?: { readonly channel: string; readonly ts: string };
  readonly state: CardState;
  readonly render: number;
  readonly position: number;
  readonly total: number;
}

type Db = Kysely<AppTables>;

/** The card of this item and reviewer, as it is about to be posted; an earlier one that is still open is returned as it is. */
export async function reserveCard(
  db: Db,
  card: {
    readonly key: SubmissionKey;
    readonly slackId: string;
    readonly position: number;
    readonly total: number;
    readonly nowMs: number;
  },
): Promise<{ readonly card: Card; readonly isNew: boolean }> {
  const before = await findCardByKey(db, card.key);
  if (before !== undefined && (before.state === "open" || before.state === "posting")) {
    return { card: before, isNew: false };
  }
  if (before === undefined) {
    await db
      .insertInto("app_cards")
      .values({
        ref: randomBytes(9).toString("base64url"),
        run_id: card.key.runId,
        item_id: card.key.itemId,
        reviewer: card.key.reviewer,
        slack_id: card.slackId,
        channel: "",
        ts: "",
        state: "posting",
        render: 1,
        position: card.position,
        total: card.total,
        posted_at_ms: card.nowMs,
      })
      .onConflict((conflict) => conflict.columns(["run_id", "item_id", "reviewer"]).doNothing())
      .execute();
  } else {
    // A postponed item comes back: a new message, so new block ids.
    await db
      .updateTable("app_cards")
      .set({
        state: "posting",
        channel: "",
        ts: "",
        render: before.render + 1,
        position: card.position,
        total: card.total,
        slack_id: card.slackId,
        posted_at_ms: card.nowMs,
      })
      .where("ref", "=", before.ref)
      .execute();
  }
  const reserved = await findCardByKey(db, card.key);
  if (reserved === undefined) throw new Error("A card that was just reserved is not there.");
  return { card: reserved, isNew: true };
}

/** The card whose buttons carry `ref`. */
export async function findCard(db: Db, ref: string): Promise<Card | undefined> {
  const row = await db
    .selectFrom("app_cards")
    .selectAll()
    .where("ref", "=", ref)
    .executeTakeFirst();
  return row === undefined ? undefined : toCard(row);
}

/** The card of one item and reviewer. */
export async function findCardByKey(db: Db, key: SubmissionKey): Promise<Card | undefined> {
  const row = await db
    .selectFrom("app_cards")
    .selectAll()
    .where("run_id", "=", key.runId)
    .where("item_id", "=", key.itemId)
    .where("reviewer", "=", key.reviewer)
    .executeTakeFirst();
  return row === undefined ? undefined : toCard(row);
}

/** Every card of one item that somebody can still see as open. */
export async function listOpenCards(
  db: Db,
  where: { readonly runId: RunId; readonly itemId?: ItemId; readonly reviewer?: ReviewerEmail },
): Promise<readonly Card[]> {
  let query = db
    .selectFrom("app_cards")
    .selectAll()
    .where("run_id", "=", where.runId)
    .where("state", "=", "open");
  if (where.itemId !== undefined) query = query.where("item_id", "=", where.itemId);
  if (where.reviewer !== undefined) query = query.where("reviewer", "=", where.reviewer);
  return (await query.orderBy("position").execute()).map(toCard);
}

/** Remembers where the card was posted. A quick reviewer may have settled it before: then it stays settled. */
export async function cardPosted(
  db: Db,
  ref: string,
  message: { readonly channel: string; readonly ts: string },
): Promise<void> {
  await db.updateTable("app_cards").set(message).where("ref", "=", ref).execute();
  await db
    .updateTable("app_cards")
    .set({ state: "open" })
    .where("ref", "=", ref)
    .where("state", "=", "posting")
    .execute();
}

/** Changes where the card stands. */
export async function setCardState(db: Db, ref: string, state: CardState): Promise<void> {
  await db.updateTable("app_cards").set({ state }).where("ref", "=", ref).execute();
}

function toCard(row: CardsTable): Card {
  return {
    ref: row.ref,
    key: {
      runId: RunId.parse(row.run_id),
      itemId: ItemId.parse(row.item_id),
      reviewer: ReviewerEmail.parse(row.reviewer),
    },
    slackId: row.slack_id,
    ...(row.ts === "" ? {} : { message: { channel: row.channel, ts: row.ts } }),
    state: CardState.parse(row.state),
    render: row.render,
    position: row.position,
    total: row.total,
  };
}
