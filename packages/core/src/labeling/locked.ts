import { LabelingError } from "../errors.js";
import type { ExperimentId, RunId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Tracking } from "../ports/tracking.js";
import type { LockStore } from "../ports/work-store.js";

const LOCK_WAIT_MS = 30_000;

/** What the operations of the façade work on. */
export interface LabelingParts {
  readonly tracking: Tracking;
  readonly locks: LockStore;
}

/** @throws {LabelingError} NOT_FOUND; CONFLICT for a deleted session */
export async function getUsable(
  { sessions }: Pick<Tracking, "sessions">,
  runId: RunId,
  options?: CallOptions,
): Promise<LabelingSession> {
  const session = await sessions.getSession(runId, options);
  if (session.lifecycle === "active") return session;
  throw new LabelingError(
    "CONFLICT",
    `The session "${session.name}" is deleted. Restore it first.`,
  );
}

/** Runs `change` on the session as it is now; changes of one session come one after the other. */
export async function withSession<T>(
  { tracking, locks }: LabelingParts,
  runId: RunId,
  change: (session: LabelingSession) => Promise<T>,
  options?: CallOptions,
): Promise<T> {
  return locks.withLock(`session:${runId}`, LOCK_WAIT_MS, async () =>
    change(await getUsable(tracking, runId, options)),
  );
}

/** Runs `change` while nobody else changes the experiment's label schemas, or makes a session that asks them. */
export async function withSchemas<T>(
  { locks }: Pick<LabelingParts, "locks">,
  experimentId: ExperimentId,
  change: () => Promise<T>,
): Promise<T> {
  return locks.withLock(`label-schemas:${experimentId}`, LOCK_WAIT_MS, change);
}
