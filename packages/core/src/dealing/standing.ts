import type { Assignment } from "../assignment.js";
import type { ReviewerEmail } from "../ids.js";
import type { WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";

/** Where one item stands, seen by one reviewer. Only what decides whether that reviewer may get it. */
export interface Standing {
  readonly item: Pick<WorkItem, "itemId" | "source" | "state" | "position">;
  /** How many people may be asked at once, answers included: `placesOf`. */
  readonly places: number;
  /** Submitted assignments, whoever's. */
  readonly answers: number;
  /** When the live offers of other people who are here run out, soonest first. */
  readonly otherLeasesMs: readonly number[];
  /** How many other people who are here have it waiting. */
  readonly otherWaiting: number;
  /** The reviewer's own assignment. */
  readonly mine: OwnAssignment | undefined;
}

/** What of an assignment decides whether its reviewer may get it again. */
export type OwnAssignment = Pick<
  Assignment,
  "state" | "offeredAtMs" | "leaseUntilMs" | "postponedUntilMs"
>;

/** Whether the session offers anything at all, and to this person. */
export function canBeOffered(
  session: Pick<LabelingSession, "state" | "lifecycle" | "assignedUsers" | "away">,
  reviewer: ReviewerEmail,
): boolean {
  return (
    session.state === "open" &&
    session.lifecycle === "active" &&
    session.assignedUsers.includes(reviewer) &&
    !session.away.includes(reviewer)
  );
}

/** Whether an offer is still exclusive. */
export function isLive(
  { state, leaseUntilMs }: Pick<Assignment, "state" | "leaseUntilMs">,
  nowMs: number,
): boolean {
  return state === "offered" && leaseUntilMs > nowMs;
}

/**
 * How many places are left for the reviewer once every live offer has run out. What waits for others holds its place,
 * except against somebody for whom the item waits as well: both were dealt one.
 */
export function lackingFor({ mine, places, answers, otherWaiting }: Standing): number {
  return places - answers - (mine?.state === "waiting" ? 0 : otherWaiting);
}

/** How many places are left for the reviewer now. */
export function openFor(standing: Standing): number {
  return lackingFor(standing) - standing.otherLeasesMs.length;
}
