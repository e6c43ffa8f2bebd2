import type { RunId } from "@labeldesk/core";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { AppTables } from "./tables.js";

/** How far the adding of traces is, as the lead's card shows it. */
export const ImportState = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("running"), done: z.int(), found: z.int() }),
  z.object({
    kind: z.literal("done"),
    added: z.int(),
    present: z.int(),
    missing: z.int(),
    foreign: z.int(),
    /** Names in the traces' tag that review nothing here. */
    unknownReviewers: z.array(z.string()).default([]),
  }),
  z.object({ kind: z.literal("failed"), sentence: z.string() }),
]);
export type ImportState = z.infer<typeof ImportState>;

/** The lead's card of a session. */
export interface SessionCard {
  readonly runId: RunId;
  readonly leadSlackId: string;
  /** Absent until posted. */
  readonly message?: { readonly channel: string; readonly ts: string };
  readonly importState: ImportState;
}

type Db = Kysely<AppTables>;

/** Finds the session's card, or makes room for it. */
export async function reserveSessionCard(
  db: Db,
  runId: RunId,
  leadSlackId: string,
): Promise<SessionCard> {
  await db
    .insertInto("app_session_cards")
    .values({
      run_id: runId,
      lead_slack_id: leadSlackId,
      channel: "",
      ts: "",
      import_state: JSON.stringify({ kind: "none" }),
    })
    .onConflict((conflict) => conflict.column("run_id").doNothing())
    .execute();
  const card = await findSessionCard(db, runId);
  if (card === undefined) throw new Error("A session card that was just reserved is not there.");
  return card;
}

/** The session's card. */
export async function findSessionCard(db: Db, runId: RunId): Promise<SessionCard | undefined> {
  const row = await db
    .selectFrom("app_session_cards")
    .selectAll()
    .where("run_id", "=", runId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    runId,
    leadSlackId: row.lead_slack_id,
    ...(row.ts === "" ? {} : { message: { channel: row.channel, ts: row.ts } }),
    importState: ImportState.parse(JSON.parse(row.import_state)),
  };
}

/** Remembers where the card is. */
export async function sessionCardPosted(
  db: Db,
  runId: RunId,
  message: { readonly channel: string; readonly ts: string },
): Promise<void> {
  await db.updateTable("app_session_cards").set(message).where("run_id", "=", runId).execute();
}

/** Remembers how far the adding of traces is. */
export async function setImportState(db: Db, runId: RunId, state: ImportState): Promise<void> {
  await db
    .updateTable("app_session_cards")
    .set({ import_state: JSON.stringify(state) })
    .where("run_id", "=", runId)
    .execute();
}
