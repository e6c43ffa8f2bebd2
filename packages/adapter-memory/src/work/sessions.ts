import { presentReviewers, type DeliveredSessions, type LabelingSession } from "@labeldesk/core";
import { deleteRow } from "./board.js";
import type { WorkData } from "./work-data.js";

/** The sessions part of the store. */
export function createSessions(data: WorkData): DeliveredSessions {
  return {
    saveSession: async (session) => {
      data.sessions.set(session.runId, session);
      dropWaiting(data, session);
    },
    findSession: async (runId) => data.sessions.get(runId),
    listSessions: async () =>
      [...data.sessions.values()]
        .filter(({ lifecycle }) => lifecycle === "active")
        .toSorted(newestFirst),
    removeSession: async (runId) => {
      data.sessions.delete(runId);
      data.boards.delete(runId);
    },
  };
}

/** What waits for people who are gone or away holds no place any more. */
function dropWaiting(data: WorkData, session: LabelingSession): void {
  const present = new Set(presentReviewers(session));
  for (const rows of data.boards.get(session.runId)?.byReviewer.values() ?? [])
    for (const row of rows.values())
      if (row.state === "waiting" && !present.has(row.reviewer)) deleteRow(data, row);
}

function newestFirst(one: LabelingSession, other: LabelingSession): number {
  return other.createdAtMs - one.createdAtMs;
}
