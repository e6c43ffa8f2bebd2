import type { Answer } from "./answer.js";
import type { ItemId, ReviewerEmail, RunId } from "./ids.js";
import type { ItemSource } from "./item.js";

/** Identifies a submission: one reviewer's answers for one item of one session. */
export interface SubmissionKey {
  readonly runId: RunId;
  readonly itemId: ItemId;
  readonly reviewer: ReviewerEmail;
}

/** The latest revision of a submission. */
export interface Submission extends SubmissionKey {
  readonly source: ItemSource;
  /** 1 for the first, then 2, 3, … */
  readonly revision: number;
  /** Empty in a revision that takes the answers back: see {@link isWithdrawn}. */
  readonly answers: readonly Answer[];
  readonly acceptedAtMs: number;
  /** When the first revision was accepted. */
  readonly firstAcceptedAtMs: number;
  /** When the item was offered for the first revision. */
  readonly offeredAtMs: number;
  /** The last revision that is in the tracking store; 0 for none. */
  readonly publishedRevision: number;
  /** Of an undo: the revision whose answers it brought back. Absent for answers that were given, and when none were brought back. */
  readonly restores?: number;
}

/** Of a revision that was read in the tracking store: it counts as published. */
export interface FromTracking {
  /** The number that the store knows it by, for when those before it are lost here. Never below the next one. */
  readonly revision?: number;
}

/** A submission to accept. `gesture` names the click it came from: the same gesture twice is one revision. */
export interface NewSubmission extends SubmissionKey {
  readonly source: ItemSource;
  readonly answers: readonly Answer[];
  readonly acceptedAtMs: number;
  /** Kept from the first revision. */
  readonly offeredAtMs: number;
  /** Kept with the revision: see {@link Submission}. */
  readonly restores?: number;
  /** Absent for answers that are still to be published. */
  readonly fromTracking?: FromTracking;
  readonly gesture: string;
}

/** When a revision counts as accepted: never before the one that it follows, which may carry another machine's time. */
export function acceptedAfter(
  before: Pick<Submission, "acceptedAtMs"> | undefined,
  nowMs: number,
): number {
  return Math.max(nowMs, before?.acceptedAtMs ?? nowMs);
}

/** Whether the answers were taken back: it counts as not given, its history stays. */
export function isWithdrawn({ answers }: Pick<Submission, "answers">): boolean {
  return answers.length === 0;
}

/** The submission key as one text, for job keys and assessment metadata. */
export function submissionKeyText({ runId, itemId, reviewer }: SubmissionKey): string {
  return `${runId}/${itemId}/${reviewer}`;
}

/** The metadata name under which an assessment carries the key of the submission it was written for. */
export const SUBMISSION_METADATA = "labeldesk.submission";

/** The metadata name under which an assessment carries the revision it was written for. */
export const REVISION_METADATA = "labeldesk.revision";
