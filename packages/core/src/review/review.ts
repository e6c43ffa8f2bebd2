import type { Adjudication, DecidedOn } from "../adjudication/adjudication.js";
import type { QuestionAgreement, QuestionJudgeAgreement } from "../agreement/index.js";
import type { Answer, AnswerProblem } from "../answer.js";
import type { OfferOutcome, SessionProgress } from "../assignment.js";
import type { Assessment } from "../assessment.js";
import type { Clock } from "../clock.js";
import type { ItemId, ReviewerEmail, RunId } from "../ids.js";
import type { Disagreement } from "../disagreement/find-disagreements.js";
import type { ExportOptions } from "../export/export-options.js";
import type { WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Tracking } from "../ports/tracking.js";
import type { NewJob, WorkStore } from "../ports/work-store.js";
import type { ReconcileReport } from "../reconcile/reconcile-report.js";
import type { SessionReport } from "../report/session-report.js";
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

/** What came of taking the last answers back. */
export type UndoOutcome =
  /** An edit was undone: the answers are those that stood before it. */
  | { readonly kind: "restored"; readonly submission: Submission }
  /** There were none before: the item is on offer to the reviewer again. */
  | { readonly kind: "withdrawn"; readonly submission: Submission }
  /** The same click again, or nothing is left to take back. */
  | { readonly kind: "repeated"; readonly submission: Submission }
  | { readonly kind: "refused"; readonly reason: RefusalReason };

/** A decision on an item whose reviewers disagree. */
export interface AdjudicateRequest {
  readonly runId: RunId;
  readonly itemId: ItemId;
  readonly by: ReviewerEmail;
  /** The gold value of each question that is decided; at least one. */
  readonly answers: readonly Answer[];
  readonly reason?: string;
  /** The answers it decides on, as the adjudicator saw them. */
  readonly decidedOn: readonly DecidedOn[];
  readonly gesture: string;
  readonly jobs?: readonly NewJob[];
}

/** What came of a decision. `outdated`: an answer changed or came in since the adjudicator looked; nothing was decided. */
export type AdjudicateOutcome =
  | { readonly kind: "decided"; readonly adjudication: Adjudication }
  | { readonly kind: "repeated"; readonly adjudication: Adjudication }
  | { readonly kind: "outdated" }
  | { readonly kind: "invalid"; readonly problems: readonly AnswerProblem[] }
  | { readonly kind: "refused"; readonly reason: RefusalReason | "not-adjudicator" };

/** One item with everybody's answers, published or not. */
export interface ItemAnswers {
  readonly item: WorkItem;
  /** Those that were not taken back. */
  readonly submissions: readonly Submission[];
  readonly adjudication: Adjudication | undefined;
  /** Others' answers were left out: the viewer has the item still to answer, and the session is blind. */
  readonly isBlind: boolean;
  /** Valid assessments of this session that came another way, such as MLflow's Review tab. */
  readonly others: readonly Assessment[];
}

/** How an exclusion is taken back. */
export interface IncludeOptions {
  readonly jobs?: readonly NewJob[];
  /**
   * Whoever asks may manage the session, as the front end has checked. Default, no: only somebody assigned who has had the
   * item may bring it back.
   */
  readonly asLead?: boolean;
}

/** What a publication came to. `trace-gone` is final: the item is excluded, what was given stays here. */
export type PublishOutcome = "published" | "nothing-to-do" | "trace-gone";

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
  /** Every item of a session that was imported, in order. */
  listItems(runId: RunId): Promise<readonly WorkItem[]>;
  /** The reviewer's open offer, or the next one. Postponed items come before their time only when asked for. */
  next(
    runId: RunId,
    reviewer: ReviewerEmail,
    options?: { readonly includePostponed?: boolean },
  ): Promise<OfferOutcome>;
  /** First answers, also after others were taken back. Accepts a late answer of somebody still assigned; one commit with its jobs. */
  submit(request: SubmitRequest): Promise<SubmitOutcome>;
  /** Later answers to what was submitted; unanswered questions are cleared. `not-offered` when nothing was submitted. */
  revise(request: SubmitRequest): Promise<SubmitOutcome>;
  /**
   * Takes the reviewer's last answers back; what stood before them stands again, as a revision that is kept in the history.
   * Undoing again steps back from there, to the revision before the one that was brought back, until the submission is
   * withdrawn. An edit after an undo is undone to what the undo left.
   *
   * @throws {LabelingError} CONFLICT when the answers before do not fit the session's questions any more
   */
  undo(
    key: SubmissionKey,
    options: { readonly gesture: string; readonly jobs?: readonly NewJob[] },
  ): Promise<UndoOutcome>;
  /** Every revision, oldest first. */
  history(key: SubmissionKey): Promise<readonly Submission[]>;
  /** The latest revision of an answer, withdrawn ones too; absent before the first. */
  findSubmission(key: SubmissionKey): Promise<Submission | undefined>;
  /** One reviewer's latest revisions in a session, withdrawn ones too. */
  listSubmissions(runId: RunId, reviewer: ReviewerEmail): Promise<readonly Submission[]>;
  /** Mine, later: after `postponeMs`, or when asked for. */
  postpone(key: SubmissionKey, jobs?: readonly NewJob[]): Promise<SettleOutcome>;
  /** Somebody else. */
  decline(key: SubmissionKey, jobs?: readonly NewJob[]): Promise<SettleOutcome>;
  /** Out for everyone; written to the tracking store by a job of kind {@link ITEM_STATE_JOB}. */
  exclude(key: SubmissionKey, reason: string, jobs?: readonly NewJob[]): Promise<SettleOutcome>;
  /** Takes an exclusion back: the item is pending, or complete where it has enough answers. */
  include(key: SubmissionKey, options?: IncludeOptions): Promise<SettleOutcome>;
  /** How far the session is, as a whole and per reviewer; all zero for one that is not here. */
  progress(runId: RunId): Promise<SessionProgress>;
  /** How far the session is in every respect: items, questions, reviewers, times. */
  report(runId: RunId): Promise<SessionReport>;
  /** `viewer`: whose blindness counts; absent: nobody's, as for an adjudicator. */
  itemAnswers(
    runId: RunId,
    itemId: ItemId,
    options?: CallOptions & { readonly viewer?: ReviewerEmail },
  ): Promise<ItemAnswers>;
  /** The agreement of the reviewers, question by question. */
  agreement(runId: RunId): Promise<readonly QuestionAgreement[]>;
  /** How the judges of the same names agree with the reviewers: feedback questions only. */
  judgeAgreement(runId: RunId, options?: CallOptions): Promise<readonly QuestionJudgeAgreement[]>;
  /** Items whose answers disagree and that nobody decided on since, in order of addition. Pending ones may still get answers. */
  disagreements(runId: RunId): Promise<readonly Disagreement[]>;
  /**
   * Wants one more answer for an item than is asked for, such as when its reviewers disagree. `nobody-left`: everybody here
   * answered it, declined it, is asked already or has all that the cap allows.
   *
   * @throws {LabelingError} NOT_FOUND; CONFLICT for an excluded item, and for a session that is closed or deleted
   */
  askAgain(
    runId: RunId,
    itemId: ItemId,
    options?: { readonly jobs?: readonly NewJob[] },
  ): Promise<{ readonly kind: "asked" | "nobody-left" }>;
  /**
   * Decides, durably; a job of kind {@link ADJUDICATE_JOB} writes it to the tracking store. Only the session's adjudicator and
   * its creator may, also in a closed session. Extra answers that are still out are not waited for any more.
   *
   * @throws {LabelingError} INVALID_ARGUMENT for a reason of more than 1,000 characters
   */
  adjudicate(request: AdjudicateRequest): Promise<AdjudicateOutcome>;
  /** The session's answers and decisions as lines of text, line ends included; reads page by page. */
  export(runId: RunId, options: ExportOptions): AsyncIterable<string>;
  /**
   * Writes the latest revision to the tracking store, exactly once. When the item has enough answers then, it is complete; if
   * they disagree and the session escalates, one more is wanted. The body of {@link PUBLISH_JOB}.
   */
  publish(key: SubmissionKey, options?: CallOptions): Promise<PublishOutcome>;
  /** Writes the latest decision to the tracking store, exactly once. The body of {@link ADJUDICATE_JOB}. */
  publishAdjudication(
    item: { readonly runId: RunId; readonly itemId: ItemId },
    options?: CallOptions,
  ): Promise<PublishOutcome>;
  /** Writes the item's present state, excluded or not any more, to the tracking store. The body of {@link ITEM_STATE_JOB}. */
  publishItemState(change: SubmissionKey, options?: CallOptions): Promise<void>;
  /**
   * The way back from the tracking store: takes in what people did there, such as in MLflow's Review tab, and rebuilds here
   * what was lost. Answers and states that were taken in count like any other; the jobs that follow are enqueued. Doing it
   * again changes nothing. Reads the session, one list of items and one search of traces. The body of {@link RECONCILE_JOB},
   * which repeats itself while the session is open or paused.
   *
   * @throws {LabelingError} NOT_FOUND for a session that the tracking store does not have
   */
  reconcile(runId: RunId, options?: CallOptions): Promise<ReconcileReport>;
  /**
   * Writes the session's figures, as they are here now, to the tracking store. The body of {@link FIGURES_JOB}, which everything
   * that changes them enqueues. `session-gone`: the tracking store has no such session, or a deleted one.
   *
   * @throws {LabelingError} NOT_FOUND for a session that is not delivered here
   */
  publishFigures(runId: RunId, options?: CallOptions): Promise<"saved" | "session-gone">;
}

/**
 * The kind of the jobs that write items' states: exclusions, what takes them back, and that more answers are wanted. Whoever
 * delivers items learns from them that there may be something to offer. Payload: {@link SubmissionKey}, with who caused it.
 */
export const ITEM_STATE_JOB = "item.state";

/** The kind of the jobs that publish adjudications; their key is run and item id, their payload both. */
export const ADJUDICATE_JOB = "item.adjudicate";

/** The kind of the jobs that reconcile sessions every few minutes; their key is the run id, their payload `runId`. */
export const RECONCILE_JOB = "session.reconcile";

/** The kind of the jobs that publish sessions' figures; their key is the run id, their payload `runId`. */
export const FIGURES_JOB = "session.figures";

/** What {@link createReview} needs. Times in milliseconds. */
export interface ReviewOptions {
  readonly tracking: Tracking;
  readonly work: WorkStore;
  readonly clock: Clock;
  /** How long an offer is exclusive; default one hour. */
  readonly leaseMs?: number;
  /** When a postponed item comes back; default four hours. */
  readonly postponeMs?: number;
  /** How often a session that is open or paused is reconciled with the tracking store; default five minutes. */
  readonly reconcileEveryMs?: number;
  /** How long changes of a session's figures are gathered before they are published; default 30 seconds. */
  readonly figuresEveryMs?: number;
}
