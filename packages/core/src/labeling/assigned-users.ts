import { LabelingError } from "../errors.js";
import type { ReviewerEmail, RunId } from "../ids.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Tracking } from "../ports/tracking.js";
import type { LockStore } from "../ports/work-store.js";
import type { Labeling } from "./labeling.js";

const LOCK_WAIT_MS = 30_000;

/** Replaces or adds to the assigned users, one change at a time, and grants access to those named. */
export async function setAssignedUsers(
  { tracking, locks }: { readonly tracking: Tracking; readonly locks: LockStore },
  runId: RunId,
  users: readonly ReviewerEmail[],
  mode: "add" | "replace",
  options?: CallOptions,
): Promise<Awaited<ReturnType<Labeling["setAssignedUsers"]>>> {
  return locks.withLock(`session:${runId}`, LOCK_WAIT_MS, async () => {
    const before = await tracking.sessions.getSession(runId, options);
    if (before.lifecycle === "deleted") {
      throw new LabelingError(
        "CONFLICT",
        `The session "${before.name}" is deleted. Restore it first.`,
      );
    }
    const kept = mode === "add" ? before.assignedUsers : [];
    const assignedUsers = [...new Set([...kept, ...users])];
    const session = await tracking.sessions.updateSession(runId, { assignedUsers }, options);
    const access = await tracking.access.grantEdit(session.experimentId, users, options);
    return { session, access };
  });
}
