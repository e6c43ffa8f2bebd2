import type { DeliveredSessions, LabelingSession, RunId } from "@labeldesk/core";
import { readOwnJson } from "../json-text.js";
import type { SqlParts } from "./sql-parts.js";

/** The sessions part of the store. */
export function createSessions({ db }: SqlParts): DeliveredSessions {
  return {
    saveSession: async (session) => {
      const row = {
        run_id: session.runId,
        lifecycle: session.lifecycle,
        created_at_ms: session.createdAtMs,
        session: JSON.stringify(session),
      };
      await db
        .insertInto("labeldesk_sessions")
        .values(row)
        .onConflict((conflict) => conflict.column("run_id").doUpdateSet(row))
        .execute();
    },
    findSession: (runId) => findSession({ db }, runId),
    listSessions: async () => {
      const rows = await db
        .selectFrom("labeldesk_sessions")
        .select("session")
        .where("lifecycle", "=", "active")
        .orderBy("created_at_ms", "desc")
        .orderBy("run_id")
        .execute();
      return rows.map(({ session }) => readOwnJson<LabelingSession>(session));
    },
    removeSession: async (runId) => {
      await db.deleteFrom("labeldesk_sessions").where("run_id", "=", runId).execute();
      await db.deleteFrom("labeldesk_assignments").where("run_id", "=", runId).execute();
      await db.deleteFrom("labeldesk_items").where("run_id", "=", runId).execute();
    },
  };
}

/** The session, if it is delivered here. */
export async function findSession(
  { db }: Pick<SqlParts, "db">,
  runId: RunId,
): Promise<LabelingSession | undefined> {
  const row = await db
    .selectFrom("labeldesk_sessions")
    .select("session")
    .where("run_id", "=", runId)
    .executeTakeFirst();
  return row && readOwnJson<LabelingSession>(row.session);
}

/** The session, locked for the rest of the transaction: offers of one session are made one after the other. */
export async function lockSession(
  { db, facts }: Pick<SqlParts, "db" | "facts">,
  runId: RunId,
): Promise<LabelingSession | undefined> {
  const row = await db
    .selectFrom("labeldesk_sessions")
    .select("session")
    .where("run_id", "=", runId)
    .$if(facts.locksRows, (query) => query.forUpdate())
    .executeTakeFirst();
  return row && readOwnJson<LabelingSession>(row.session);
}
