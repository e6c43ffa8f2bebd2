import type { SessionFigures } from "../figures/session-figures.js";
import type { DatasetId, ExperimentId, ReviewerEmail, RunId } from "../ids.js";
import type { LabelingSession, NewLabelingSession } from "../labeling-session.js";
import type { LabelingSessionChanges } from "../session-changes.js";
import type { SyncDigest } from "../sync/sync-digest.js";
import type { CallOptions } from "./call-options.js";

/**
 * Who sees a session in the store's own review pages. `queue`: it is there as a review queue, which holds the first of the
 * assigned users by e-mail; `leftOut` are those that it has no room for, and who answer elsewhere all the same. `none`: the
 * store has no such pages.
 */
export type QueueMirror =
  | { readonly kind: "none" }
  | {
      readonly kind: "queue";
      readonly users: readonly ReviewerEmail[];
      readonly leftOut: readonly ReviewerEmail[];
    };

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
  /** What `changeSession` gives is what is kept. @throws {LabelingError} NOT_FOUND; CONFLICT for a deleted session; INVALID_ARGUMENT */
  updateSession(
    runId: RunId,
    changes: LabelingSessionChanges,
    options?: CallOptions,
  ): Promise<LabelingSession>;
  /** Which of the session's assigned users its review queue has room for. */
  queueMirror(
    session: Pick<LabelingSession, "assignedUsers">,
    options?: CallOptions,
  ): Promise<QueueMirror>;
  /** Deleting twice is no error; the traces and their assessments stay. @throws {LabelingError} NOT_FOUND */
  deleteSession(runId: RunId, options?: CallOptions): Promise<void>;
  /** @throws {LabelingError} NOT_FOUND */
  restoreSession(runId: RunId, options?: CallOptions): Promise<LabelingSession>;
  /** `undefined` when there is none, or it is not whole any more. @throws {LabelingError} NOT_FOUND */
  findSyncDigest(
    runId: RunId,
    datasetId: DatasetId,
    options?: CallOptions,
  ): Promise<SyncDigest | undefined>;
  /**
   * Keeps one digest for each session and dataset, in place of the one before; whatever becomes of the call, never a mixture of
   * both. One of 150,000 characters must fit. When it is too large, it is not kept, and the one before is dropped.
   *
   * @throws {LabelingError} NOT_FOUND; CONFLICT for a deleted session
   */
  saveSyncDigest(
    runId: RunId,
    datasetId: DatasetId,
    digest: SyncDigest,
    options?: CallOptions,
  ): Promise<"saved" | "tooLarge">;
  /**
   * Keeps figures where the store shows them when it compares sessions, in place of those before. A figure without a value
   * must not show an older one. Saving the same again changes nothing; figures older than those kept are kept all the same.
   *
   * @throws {LabelingError} NOT_FOUND; CONFLICT for a deleted session
   */
  saveFigures(runId: RunId, figures: SessionFigures, options?: CallOptions): Promise<void>;
}
