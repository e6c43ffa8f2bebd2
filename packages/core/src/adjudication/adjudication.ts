import type { Answer } from "../answer.js";
import type { ItemId, ReviewerEmail, RunId } from "../ids.js";
import type { ItemSource } from "../item.js";
import type { FromTracking } from "../submission.js";

/** An answer that an adjudication decided on: whose, and which revision of it. */
export interface DecidedOn {
  readonly reviewer: ReviewerEmail;
  readonly revision: number;
}

/** A decision to accept. `gesture` names the click it came from: the same gesture twice is one revision. */
export interface NewAdjudication {
  readonly runId: RunId;
  readonly itemId: ItemId;
  readonly source: ItemSource;
  /** Who decides. */
  readonly by: ReviewerEmail;
  /** The decided value of each question that was decided; a later decision replaces all of them. */
  readonly answers: readonly Answer[];
  readonly reason?: string;
  readonly decidedOn: readonly DecidedOn[];
  readonly decidedAtMs: number;
  /** Absent for a decision that is still to be published. */
  readonly fromTracking?: FromTracking;
  readonly gesture: string;
}

/** The latest decision on one item; its answers are the gold values. */
export interface Adjudication extends Omit<NewAdjudication, "gesture" | "fromTracking"> {
  /** 1 for the first, then 2, 3, … */
  readonly revision: number;
  /** The last revision that is in the tracking store; 0 for none. */
  readonly publishedRevision: number;
}

/**
 * The metadata name that marks an assessment as an adjudication; its value is JSON: `reason` and `decidedOn`. Such an
 * assessment is nobody's own answer: it is the gold value of its question.
 */
export const ADJUDICATION_METADATA = "labeldesk.adjudication";

/** The metadata name under which such an assessment carries the run and the item that it decides on. */
export const ADJUDICATED_ITEM_METADATA = "labeldesk.adjudicatedItem";

/** Run and item as one text, for that metadata and for job keys. */
export function adjudicationKeyText({
  runId,
  itemId,
}: Pick<NewAdjudication, "runId" | "itemId">): string {
  return `${runId}/${itemId}`;
}
