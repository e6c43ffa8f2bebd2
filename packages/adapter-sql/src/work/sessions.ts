import type { DeliveredSessions, LabelingSession } from "@labeldesk/core";
import { fitPlaces } from "./places.js";
import { dropAbsent } from "./reservations.js";
import { findSession, lockSession, toSession } from "./session-rows.js";
import type { SqlParts } from "./sql-parts.js";

/** The sessions part of the store. */
export function createSessions(parts: SqlParts): DeliveredSessions {
  const { db } = parts;
  return {
    saveSession: (session) => saveSession(parts, session),
    findSession: (runId) => findSession(parts, runId),
    listSessions: async () => {
      const rows = await db
        .selectFrom("labeldesk_sessions")
        .select("session")
        .where("lifecycle", "=", "active")
        .orderBy("created_at_ms", "desc")
        .orderBy("run_id")
        .execute();
      return rows.map(toSession);
    },
    removeSession: async (runId) => {
      await db.deleteFrom("labeldesk_sessions").where("run_id", "=", runId).execute();
      await db.deleteFrom("labeldesk_assignments").where("run_id", "=", runId).execute();
      await db.deleteFrom("labeldesk_items").where("run_id", "=", runId).execute();
    },
  };
}

async function saveSession(parts: SqlParts, session: LabelingSession): Promise<void> {
  const before = await lockSession(parts, session.runId);
  const row = {
    run_id: session.runId,
    lifecycle: session.lifecycle,
    created_at_ms: session.createdAtMs,
    session: JSON.stringify(session),
  };
  await parts.db
    .insertInto("labeldesk_sessions")
    .values(row)
    .onConflict((conflict) => conflict.column("run_id").doUpdateSet(row))
    .execute();
  // Most changes concern a name or a state, and a session may have 100,000 items.
  if (before !== undefined && dealingOf(before) === dealingOf(session)) return;
  await dropAbsent(parts, session);
  await fitPlaces(parts, session);
}

/** What decides who answers what, as one text. */
function dealingOf(session: LabelingSession): string {
  const { assignedUsers, away, labelsPerTrace, overlap, dealing } = session;
  return JSON.stringify([assignedUsers, away, labelsPerTrace, overlap, dealing.strategy]);
}
