import {
  type Experiment,
  type ExperimentId,
  LabelingError,
  type LabelingSession,
  type RunId,
} from "@labeldesk/core";
import type { MemoryState } from "./state.js";

/** @throws {LabelingError} NOT_FOUND */
export function experimentOf(state: MemoryState, experimentId: ExperimentId): Experiment {
  const experiment = state.experiments.get(experimentId);
  if (experiment === undefined) {
    throw new LabelingError("NOT_FOUND", `There is no experiment with the id "${experimentId}".`);
  }
  return experiment;
}

/** @throws {LabelingError} NOT_FOUND */
export function sessionOf(state: MemoryState, runId: RunId): LabelingSession {
  const session = state.sessions.get(runId);
  if (session === undefined) {
    const what = state.otherRuns.has(runId)
      ? `The run "${runId}" is not a labeling session.`
      : `There is no labeling session with the run id "${runId}".`;
    throw new LabelingError("NOT_FOUND", what);
  }
  return session;
}

/** The session, if it may be changed. @throws {LabelingError} NOT_FOUND; CONFLICT for a deleted session */
export function activeSessionOf(state: MemoryState, runId: RunId): LabelingSession {
  const session = sessionOf(state, runId);
  if (session.lifecycle === "deleted") {
    throw new LabelingError(
      "CONFLICT",
      `The labeling session "${session.name}" (${runId}) is deleted. Restore it before changing it.`,
    );
  }
  return session;
}
