import type { ExperimentId, RunId } from "../ids.js";
import type {
  LabelingSession,
  LabelingSessionChanges,
  NewLabelingSession,
} from "../labeling-session.js";
import type { CallOptions } from "./call-options.js";

/** Holds labeling sessions. */
export interface SessionStore {
  /** Creates once per `creationKey`: a repeat returns the session that the first call made, finished if it was half done. */
  createSession(session: NewLabelingSession, options?: CallOptions): Promise<LabelingSession>;
  /** Deleted sessions are found too. @throws {LabelingError} NOT_FOUND, also for a run that is no labeling session */
  getSession(runId: RunId, options?: CallOptions): Promise<LabelingSession>;
  /** The active sessions of an experiment, newest first. */
  listSessions(
    experimentId: ExperimentId,
    options?: CallOptions,
  ): Promise<readonly LabelingSession[]>;
  /** @throws {LabelingError} NOT_FOUND; CONFLICT for a deleted session */
  updateSession(
    runId: RunId,
    changes: LabelingSessionChanges,
    options?: CallOptions,
  ): Promise<LabelingSession>;
  /** Deleting twice is no error; the traces and their assessments stay. @throws {LabelingError} NOT_FOUND */
  deleteSession(runId: RunId, options?: CallOptions): Promise<void>;
  /** @throws {LabelingError} NOT_FOUND */
  restoreSession(runId: RunId, options?: CallOptions): Promise<LabelingSession>;
}
