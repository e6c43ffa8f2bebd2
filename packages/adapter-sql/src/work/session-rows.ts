import { LabelingError, LabelingSession, type RunId } from "@labeldesk/core";
import type { SqlParts } from "./sql-parts.js";

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
  return row && toSession(row);
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
  return row && toSession(row);
}

/** A row as a session. An older version may have saved it: fields that it did not know get their defaults. */
export function toSession({ session }: { readonly session: string }): LabelingSession {
  const parsed = LabelingSession.safeParse(JSON.parse(session));
  if (parsed.success) return parsed.data;
  throw new LabelingError(
    "BACKEND",
    "A session in the work store cannot be understood. It may have been saved by another version of Labeldesk.",
    { cause: parsed.error },
  );
}
