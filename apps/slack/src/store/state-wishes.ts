import type { LabelingSession, RunId } from "@labeldesk/core";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { AppTables } from "./tables.js";

/** What a lead can do to a session's state. */
export const StateChange = z.enum(["pause", "resume", "close", "reopen"]);
export type StateChange = z.infer<typeof StateChange>;

/** The state that a change leads to. */
export const STATE_AFTER: Readonly<Record<StateChange, LabelingSession["state"]>> = {
  pause: "paused",
  resume: "open",
  close: "closed",
  reopen: "open",
};

/** The last change of a session's state that was asked for and is not done yet: a later one takes its place. */
export interface StateWish {
  readonly runId: RunId;
  /** Names the lead's gesture. */
  readonly wishId: string;
  readonly change: StateChange;
  readonly leadSlackId: string;
}

type Db = Kysely<AppTables>;

/** Remembers a wish in place of an earlier one. */
export async function saveStateWish(db: Db, wish: StateWish): Promise<void> {
  const row = { wish_id: wish.wishId, change: wish.change, lead_slack_id: wish.leadSlackId };
  await db
    .insertInto("app_state_wishes")
    .values({ run_id: wish.runId, ...row })
    .onConflict((conflict) => conflict.column("run_id").doUpdateSet(row))
    .execute();
}

/** The wish that is not done yet. */
export async function findStateWish(db: Db, runId: RunId): Promise<StateWish | undefined> {
  const row = await db
    .selectFrom("app_state_wishes")
    .selectAll()
    .where("run_id", "=", runId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    runId,
    wishId: row.wish_id,
    change: StateChange.parse(row.change),
    leadSlackId: row.lead_slack_id,
  };
}

/** Forgets a wish that is done; one that took its place stays. */
export async function dropStateWish(db: Db, { runId, wishId }: StateWish): Promise<void> {
  await db
    .deleteFrom("app_state_wishes")
    .where("run_id", "=", runId)
    .where("wish_id", "=", wishId)
    .execute();
}
