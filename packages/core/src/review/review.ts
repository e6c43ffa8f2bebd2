import type { Answer, AnswerProblem } from "../answer.js";
import type { OfferOutcome, SessionProgress } from "../assignment.js";
import type { Assessment } from "../assessment.js";
import type { Clock } from "../clock.js";
import type { ItemId, ReviewerEmail, RunId } from "../ids.js";
import type { Item } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Tracking } from "../ports/tracking.js";
import type { NewJob, WorkStore } from "../ports/work-store.js";
import type { Submission, SubmissionKey } from "../submission.js";

/** Why a click was refused. What was typed goes back to its author. */
export type RefusalReason =
  | "unknown-session"
  | "session-closed"
  | "not-assigned"
  | "unknown-item"
  | "item-excluded"
  | "not-offered";

/** What came of giving answers. `problems` name field and rule. */
export type SubmitOutcome =
  | { readonly kind: "accepted"; readonly submission: Submission }
  /** The same click again, or a first submit of what is submitted already: nothing changed. */
  | { readonly kind: "repeated"; readonly submission: Submission }
  | { readonly kind: "invalid"; readonly problems: readonly AnswerProblem[] }
  | { readonly kind: "refused"; readonly reason: RefusalReason };

/** What came of a way not to answer. */
export type SettleOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly reason: RefusalReason };

/** Answers to give. `gesture` names the click (a retry of it is recognised); `jobs` are enqueued in the same commit. */
export interface SubmitRequest extends SubmissionKey {
  /** Answers as read from the front end; unanswered questions are left out, at least one must be there. */
  readonly answers: readonly Answer[];
  readonly gesture: string;
  readonly jobs?: readonly NewJob[];
}

/** One item with everybody's answers, published or not. */
export interface ItemAnswers {
  readonly item: Item;
  readonly submissions: readonly Submission[];
  /** Valid assessments of this session that came another way, such as MLflow's Review tab. */
  readonly others: readonly Assessment[];
}

/** The kind of the jobs that publish submissions; their key is `submissionKeyText`, their payload the {@link SubmissionKey}. */
export const PUBLISH_JOB = "submission.publish";

/** The work of reviewing: who gets what next, what they answered, and how it reaches the tracking store. */
export interface Review {
  /** Brings session and items from the tracking store into the work store; repeating it is safe. */
  enrol(runId: RunId, options?: CallOptions): Promise<LabelingSession>;
  /** Ends the delivery of a deleted session. */
  withdraw(runId: RunId): Promise<void>;
  /** The sessions delivered here, from the work store. */
  listSessions(): Promise<readonly LabelingSession[]>;
  /** From the work store. @throws {LabelingError} NOT_FOUND */
  getSession(runId: RunId): Promise<LabelingSession>;
  listItems(runId: RunId): Promise<readonly Item[]>;
  /** The reviewer's open offer, or the next one. Postponed items come before their time only when asked for. */
  next(
    runId: RunId,
    reviewer: ReviewerEmail,
    options?: { readonly includePostponed?: boolean },
  ): Promise<OfferOutcome>;
  /** First answers. Accepts a late answer of somebody still assigned; one commit with its jobs. */
  submit(request: SubmitRequest): Promise<SubmitOutcome>;
  /** Later answers to what was submitted; unanswered questions are cleared. `not-offered` when nothing was submitted. */
  revise(request: SubmitRequest): Promise<SubmitOutcome>;
  findSubmission(key: SubmissionKey): Promise<Submission | undefined>;
  listSubmissions(runId: RunId, reviewer: ReviewerEmail): Promise<readonly Submission[]>;
  /** Mine, later: after `postponeMs`, or when asked for. */
  postpone(key: SubmissionKey, jobs?: readonly NewJob[]): Promise<SettleOutcome>;
  /** Somebody else. */
  decline(key: SubmissionKey, jobs?: readonly NewJob[]): Promise<SettleOutcome>;
  /** Out for everyone; written to the tracking store by a job of kind {@link EXCLUDE_JOB}. */
  exclude(key: SubmissionKey, reason: string, jobs?: readonly NewJob[]): Promise<SettleOutcome>;
  progress(runId: RunId): Promise<SessionProgress>;
  itemAnswers(runId: RunId, itemId: ItemId, options?: CallOptions): Promise<ItemAnswers>;
  /** Writes the latest revision to the tracking store, exactly once, and completes the item when it has enough. The body of {@link PUBLISH_JOB}. */
  publish(
    key: SubmissionKey,
    options?: CallOptions,
  ): Promise<"published" | "nothing-to-do" | "trace-gone">;
  /** The body of {@link EXCLUDE_JOB}. */
  publishExclusion(
    exclusion: SubmissionKey & { readonly reason: string },
    options?: CallOptions,
  ): Promise<void>;
}

/** The kind of the jobs that write exclusions; payload: {@link SubmissionKey} and `reason`. */
export const EXCLUDE_JOB = "item.exclude";

/** What {@link createReview} needs. Times in milliseconds. */
export interface ReviewOptions {
  readonly tracking: Tracking;
  readonly work: WorkStore;
  readonly clock: Clock;
  /** How long an offer is exclusive; default one hour. */
  readonly leaseMs?: number;
  /** When a postponed item comes back; default four hours. */
  readonly postponeMs?: number;
}
