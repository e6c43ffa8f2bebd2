import {
  changeSession,
  type LabelingSession,
  type LabelingSessionChanges,
  type NewLabelingSession,
  RunId,
  type SessionStore,
} from "@labeldesk/core";
import { call } from "./call.js";
import { frozen } from "./frozen.js";
import { activeSessionOf, experimentOf, sessionOf } from "./lookups.js";
import type { MemoryState } from "./state.js";

/** The labeling sessions of a memory. */
export function memorySessions(state: MemoryState): SessionStore {
  return {
    createSession: (session, options) => call(options, () => create(state, session)),
    getSession: (runId, options) => call(options, () => sessionOf(state, runId)),
    listSessions: (experimentId, options) =>
      call(options, () =>
        [...state.sessions.values()]
          .filter((found) => found.experimentId === experimentId && found.lifecycle === "active")
          .toReversed(),
      ),
    updateSession: (runId, changes, options) => call(options, () => update(state, runId, changes)),
    queueMirror: (_session, options) => call(options, () => ({ kind: "none" })),
    deleteSession: (runId, options) =>
      call(options, () => {
        keep(state, { ...sessionOf(state, runId), lifecycle: "deleted" });
      }),
    restoreSession: (runId, options) =>
      call(options, () => keep(state, { ...sessionOf(state, runId), lifecycle: "active" })),
    findSyncDigest: (runId, datasetId, options) =>
      call(options, () => state.syncDigests.get(sessionOf(state, runId).runId)?.get(datasetId)),
    saveSyncDigest: (runId, datasetId, digest, options) =>
      call(options, () => {
        activeSessionOf(state, runId);
        const digests = state.syncDigests.get(runId) ?? new Map();
        state.syncDigests.set(runId, digests.set(datasetId, digest));
        return "saved";
      }),
    saveFigures: (runId, figures, options) =>
      call(options, () => {
        state.figures.set(activeSessionOf(state, runId).runId, frozen(figures));
      }),
  };
}

function create(state: MemoryState, session: NewLabelingSession): LabelingSession {
  experimentOf(state, session.experimentId);
  const first = firstOfKey(state, session);
  if (first !== undefined) return first;
  const runId = RunId.parse(`run-${state.nextNumber()}`);
  state.items.set(runId, new Map());
  return keep(state, {
    ...session,
    runId,
    state: "open",
    lifecycle: "active",
    createdAtMs: state.clock.nowMs(),
  });
}

function firstOfKey(
  state: MemoryState,
  { experimentId, creationKey }: NewLabelingSession,
): LabelingSession | undefined {
  if (creationKey === undefined) return undefined;
  return [...state.sessions.values()].find(
    (found) => found.experimentId === experimentId && found.creationKey === creationKey,
  );
}

function update(
  state: MemoryState,
  runId: RunId,
  changes: LabelingSessionChanges,
): LabelingSession {
  return keep(state, changeSession(activeSessionOf(state, runId), changes));
}

function keep(state: MemoryState, session: LabelingSession): LabelingSession {
  const kept = frozen(session);
  state.sessions.set(kept.runId, kept);
  return kept;
}
