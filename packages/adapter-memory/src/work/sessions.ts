import type { DeliveredSessions, LabelingSession } from "@labeldesk/core";
import type { WorkData } from "./work-data.js";

/** The sessions part of the store. */
export function createSessions(data: WorkData): DeliveredSessions {
  return {
    saveSession: async (session) => data.sessions.set(session.runId, session),
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

function newestFirst(one: LabelingSession, other: LabelingSession): number {
  return other.createdAtMs - one.createdAtMs;
}
