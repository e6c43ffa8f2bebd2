import type { Assignment } from "../assignment.js";
import type { RunId } from "../ids.js";
import type { WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { WorkTransaction } from "../ports/work-store.js";
import type { SubmissionKey } from "../submission.js";
import type { RefusalReason } from "./review.js";

/** A refusal, with its reason. */
export interface Refusal {
  readonly kind: "refused";
  readonly reason: RefusalReason;
}

/** A click that is in order, with what the store holds about it. */
export interface AllowedClick {
  readonly kind: "allowed";
  readonly session: LabelingSession;
  readonly item: WorkItem;
  readonly assignment: Assignment | undefined;
}

/** Checks a click against the work store, never against what the click says about itself. Leases do not count: a late answer is welcome. */
export async function checkClick(
  tx: WorkTransaction,
  key: SubmissionKey,
): Promise<AllowedClick | Refusal> {
  const place = await checkPlace(tx, key);
  if (place.kind === "refused") return place;
  return place.item.state === "excluded" ? refused("item-excluded") : place;
}

/** The same for an item that may be excluded. */
export async function checkPlace(
  tx: WorkTransaction,
  key: SubmissionKey,
): Promise<AllowedClick | Refusal> {
  const session = await checkSession(tx, key.runId);
  if (session.kind === "refused") return session;
  if (!session.session.assignedUsers.includes(key.reviewer)) return refused("not-assigned");
  const item = await tx.assignments.findItem(key.runId, key.itemId);
  if (item === undefined) return refused("unknown-item");
  const assignment = await tx.assignments.findAssignment(key);
  return { ...session, item, assignment };
}

/** Whether the session takes clicks: open or paused, and not deleted. */
export async function checkSession(
  tx: Pick<WorkTransaction, "sessions">,
  runId: RunId,
): Promise<{ readonly kind: "allowed"; readonly session: LabelingSession } | Refusal> {
  const session = await tx.sessions.findSession(runId);
  if (session === undefined) return refused("unknown-session");
  if (session.state === "closed" || session.lifecycle === "deleted")
    return refused("session-closed");
  return { kind: "allowed", session };
}

/** A refusal as an outcome. */
export function refused(reason: RefusalReason): Refusal {
  return { kind: "refused", reason };
}
