import type { AssessmentId, ItemId, ReviewerEmail } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { SubmissionKey } from "../submission.js";

/** What a reconciliation found in the tracking store and did here. Plain data; lists are in the order of the items. */
export interface ReconcileReport {
  /** As the tracking store has it. */
  readonly session: LabelingSession;
  /** When it was done. */
  readonly atMs: number;
  /** Items that were not here, session and all where the work store was lost. */
  readonly newItems: readonly ItemId[];
  readonly answers: readonly TakenAnswers[];
  readonly states: readonly TakenState[];
  readonly decisions: readonly TakenDecision[];
  /** Who gave answers that are nobody's who reviews, and how many; the most first. */
  readonly unattributed: readonly UnattributedAnswers[];
  /** Values that are no answers to their questions, such as a choice that matches no option. They change nothing. */
  readonly noAnswers: readonly NoAnswer[];
  /** Answers that are saved here and still to be published, or whose trace is gone. */
  readonly unpublished: readonly SubmissionKey[];
  /** What the tracking store does not hold, so that it stays lost; empty where nothing was rebuilt. */
  readonly notRebuilt: readonly NotRebuilt[];
  /** Where work store and tracking store still differ, and why. */
  readonly differences: readonly Difference[];
}

/**
 * How answers came in.
 *
 * - `given`: in the tracking store, such as in MLflow's Review tab.
 * - `removed`: somebody deleted some of them there; the questions are unanswered now.
 * - `rebuilt`: given here once, and lost here.
 * - `written-again`: unchanged; another session's answer took their place there, so that they are published once more.
 */
export type TakenHow = "given" | "removed" | "rebuilt" | "written-again";

/** One reviewer's answers to one item that were taken in. */
export interface TakenAnswers extends Pick<SubmissionKey, "itemId" | "reviewer"> {
  readonly how: TakenHow;
  /** The revision that they became. */
  readonly revision: number;
  /** The questions that changed; none when the same answers were given once more. */
  readonly names: readonly string[];
  /** Nothing is left: the item is the reviewer's to answer again. */
  readonly isWithdrawn: boolean;
}

/** What became of an item by an act in the tracking store. `by` is absent where the store does not say. */
export type TakenState =
  | {
      readonly kind: "excluded";
      readonly itemId: ItemId;
      readonly by?: ReviewerEmail;
      readonly reason: string;
    }
  /** Wanted again. `asked`: whose answers are the newest, and who is asked once more; absent where nobody is. */
  | { readonly kind: "reopened"; readonly itemId: ItemId; readonly asked?: ReviewerEmail }
  /** Its trace was deleted: nobody can judge it. */
  | { readonly kind: "trace-gone"; readonly itemId: ItemId };

/** A decision that was not here. */
export interface TakenDecision {
  readonly itemId: ItemId;
  readonly by: ReviewerEmail;
  readonly revision: number;
}

/**
 * Answers without a reviewer. `no-reviewer`: the source is no e-mail address, as on a server without login or where
 * logins are not mapped; `not-assigned`: it is one of somebody who is not assigned.
 */
export interface UnattributedAnswers {
  readonly sourceId: string;
  readonly reason: "no-reviewer" | "not-assigned";
  readonly count: number;
}

/** A value that is no answer to its question. */
export interface NoAnswer extends Pick<SubmissionKey, "itemId" | "reviewer"> {
  /** The question's name. */
  readonly name: string;
  readonly assessmentId: AssessmentId;
}

/** What only the work store knows. `older-revisions`: the history before the last one of each submission and decision. */
export const NOT_REBUILT = [
  "open-offers",
  "postpones",
  "declines",
  "cards",
  "timings",
  "older-revisions",
  "unpublished-answers",
] as const;
/** One of {@link NOT_REBUILT}. */
export type NotRebuilt = (typeof NOT_REBUILT)[number];

/**
 * A difference that stays, at least until the next time.
 *
 * - `changed-meanwhile`: it changed here while the tracking store was being read; the next one looks again.
 * - `session-closed`: nothing is taken in after the end of a session.
 * - `item-excluded`: an answer to an item that nobody reviews.
 * - `no-answer`: the answer here stands, what the tracking store has is none.
 * - `not-in-queue`: the item is here, and its trace is there, but it is no item of the session there any more.
 * - `decision`: the decision here is not on the trace as it was made, or another one is.
 */
export interface Difference {
  readonly kind:
    | "changed-meanwhile"
    | "session-closed"
    | "item-excluded"
    | "no-answer"
    | "not-in-queue"
    | "decision";
  readonly itemId: ItemId;
  /** Whose answers; absent for what concerns the item. */
  readonly reviewer?: ReviewerEmail;
}
