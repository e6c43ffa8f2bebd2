import type { Assignment } from "../assignment.js";
import type { Item } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { WorkTransaction } from "../ports/work-store.js";
import type { SubmissionKey } from "../submission.js";
import type { RefusalReason } from "./review.js";

/** A click that is in order, with what the store holds about it, or why it is refused. */
export type CheckedClick =
  | {
      readonly kind: "allowed";
      readonly session: LabelingSession;
      readonly item: Item;
      readonly assignment: Assignment | undefined;
    }
  | { readonly kind: "refused"; readonly reason: RefusalReason };

/** Checks a click against the work store, never against what the click says about itself. Leases do not count: a late answer is welcome. */
export async function checkClick(tx: WorkTransaction, key: SubmissionKey): Promise<CheckedClick> {
  const session = await tx.sessions.findSession(key.runId);
  if (session === undefined) return refused("unknown-session");
  if (session.state === "closed" || session.lifecycle === "deleted")
    return refused("session-closed");
  if (!session.assignedUsers.includes(key.reviewer)) return refused("not-assigned");
  const item = await tx.assignments.findItem(key.runId, key.itemId);
  if (item === undefined) return refused("unknown-item");
  if (item.state === "excluded") return refused("item-excluded");
  const assignment = await tx.assignments.findAssignment(key);
  return { kind: "allowed", session, item, assignment };
}

/** A refusal as an outcome. */
export function refused(reason: RefusalReason) {
  return { kind: "refused", reason } as const;
}
