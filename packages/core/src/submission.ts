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
  readonly answers: readonly Answer[];
  readonly acceptedAtMs: number;
  /** The last revision that is in the tracking store; 0 for none. */
  readonly publishedRevision: number;
}

/** A submission to accept. `gesture` names the click it came from: the same gesture twice is one revision. */
export interface NewSubmission extends SubmissionKey {
  readonly source: ItemSource;
  readonly answers: readonly Answer[];
  readonly acceptedAtMs: number;
  readonly gesture: string;
}

/** The submission key as one text, for job keys and assessment metadata. */
export function submissionKeyText({ runId, itemId, reviewer }: SubmissionKey): string {
  return `${runId}/${itemId}/${reviewer}`;
}

/** The metadata name under which an assessment carries the key of the submission it was written for. */
export const SUBMISSION_METADATA = "labeldesk.submission";

/** The metadata name under which an assessment carries the revision it was written for. */
export const REVISION_METADATA = "labeldesk.revision";
