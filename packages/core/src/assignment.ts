import type { ItemId, ReviewerEmail, RunId } from "./ids.js";
import type { ItemSource } from "./item.js";

/**
 * Where one reviewer stands with one item.
 *
 * - `waiting`: dealt to the reviewer, not offered yet; it holds a place.
 * - `offered`: a card is out; the lease only says when others may be asked too.
 * - `submitted`: answered, possibly as surplus.
 * - `postponed`: comes back to the same reviewer.
 * - `declined`: goes to somebody else.
 *
 * An item that was not dealt has no assignments until it is offered.
 */
export type AssignmentState = "waiting" | "offered" | "submitted" | "postponed" | "declined";

/** One reviewer's relation to one item. Times are 0 while it waits. */
export interface Assignment {
  readonly runId: RunId;
  readonly itemId: ItemId;
  readonly reviewer: ReviewerEmail;
  readonly source: ItemSource;
  readonly state: AssignmentState;
  readonly offeredAtMs: number;
  /** Until when an offer is exclusive. */
  readonly leaseUntilMs: number;
  /** When a postponed item comes back; 0 unless postponed. */
  readonly postponedUntilMs: number;
}

/** A place held for a reviewer who was dealt an item. */
export interface Reservation {
  readonly itemId: ItemId;
  readonly reviewer: ReviewerEmail;
}

/** The answer to "what is next for me?". */
export type OfferOutcome =
  | { readonly kind: "offered"; readonly assignment: Assignment; readonly isNew: boolean }
  /** Nothing now. `waitUntilMs`: when something may come back (a postponed item, another reviewer's expired offer). */
  | { readonly kind: "nothingLeft"; readonly waitUntilMs?: number };

/** How far one reviewer is. `left` is what could still be offered, open offer and postponed items included. */
export interface ReviewerProgress {
  readonly reviewer: ReviewerEmail;
  readonly submitted: number;
  readonly left: number;
  readonly postponed: number;
  readonly declined: number;
}

/** How far a session is. */
export interface SessionProgress {
  readonly items: { readonly total: number; readonly complete: number; readonly excluded: number };
  /** Answers given, surplus included. */
  readonly labels: number;
  /** Answers wanted over all items that are not excluded. */
  readonly wanted: number;
  /** Submissions that are saved but not yet in the tracking store. */
  readonly unpublished: number;
  readonly reviewers: readonly ReviewerProgress[];
}
