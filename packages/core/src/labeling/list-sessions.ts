import type { ExperimentId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { SessionStore } from "../ports/session-store.js";

/** The active sessions of several experiments, newest first. */
export async function listLabelingSessions(
  sessions: SessionStore,
  experimentIds: readonly ExperimentId[],
  options?: CallOptions,
): Promise<readonly LabelingSession[]> {
  const lists = await Promise.all(
    [...new Set(experimentIds)].map((id) => sessions.listSessions(id, options)),
  );
  return lists.flat().toSorted((a, b) => b.createdAtMs - a.createdAtMs);
}

/** Those of exactly that name; spaces around it do not count, since no session's name has any. */
export async function findLabelingSessions(
  sessions: SessionStore,
  experimentIds: readonly ExperimentId[],
  name: string,
  options?: CallOptions,
): Promise<readonly LabelingSession[]> {
  const all = await listLabelingSessions(sessions, experimentIds, options);
  return all.filter((session) => session.name === name.trim());
}
