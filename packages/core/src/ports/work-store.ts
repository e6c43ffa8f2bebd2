import type { Assignment, OfferOutcome, SessionProgress } from "../assignment.js";
import type { ItemId, ReviewerEmail, RunId } from "../ids.js";
import type { Item } from "../item.js";
import type { JsonObject } from "../json.js";
import type { LabelingSession } from "../labeling-session.js";
import type { NewSubmission, Submission, SubmissionKey } from "../submission.js";

/** What the work store knows of the sessions that are being delivered, so that no click needs the tracking store. */
export interface DeliveredSessions {
  /** Saves or replaces. People no longer assigned keep their answers and get nothing new. */
  saveSession(session: LabelingSession): Promise<void>;
  findSession(runId: RunId): Promise<LabelingSession | undefined>;
  /** Active sessions, newest first. */
  listSessions(): Promise<readonly LabelingSession[]>;
  /** Forgets the session's open work; submissions stay until they are published. */
  removeSession(runId: RunId): Promise<void>;
}

/** On what terms an item is offered. */
export interface OfferTerms {
  readonly nowMs: number;
  /** How long the offer is exclusive. */
  readonly leaseMs: number;
  /** Also items that the reviewer postponed and whose time is not over. Default: no. */
  readonly includePostponed?: boolean;
}

/** Who has which item. Dealing is `first-come`: whoever is free gets the item that has the fewest answers and offers. */
export interface AssignmentStore {
  /** Adds the items that are not there yet, in order. */
  addItems(runId: RunId, items: readonly Item[]): Promise<void>;
  findItem(runId: RunId, itemId: ItemId): Promise<Item | undefined>;
  /** In the order in which they were added. */
  listItems(runId: RunId): Promise<readonly Item[]>;
  setItemState(runId: RunId, itemId: ItemId, state: Item["state"]): Promise<void>;
  /**
   * The reviewer's open offer if there is one (its lease renewed), else the next item: one that needs answers beyond
   * those given and on offer to others, that this reviewer has not answered or declined. Items in order of answers plus
   * live offers, then of addition; postponed ones come back last, when their time is over or `includePostponed` asks for them.
   * Exclusive: two callers at once never get more offers than are wanted. Unknown, closed and deleted sessions, and
   * people who are not assigned, have nothing left.
   */
  offerNext(runId: RunId, reviewer: ReviewerEmail, terms: OfferTerms): Promise<OfferOutcome>;
  findAssignment(key: SubmissionKey): Promise<Assignment | undefined>;
  listAssignments(runId: RunId, reviewer: ReviewerEmail): Promise<readonly Assignment[]>;
  /** Marks as submitted, whatever it was. */
  settle(key: SubmissionKey): Promise<void>;
  /** Takes an open offer back until `untilMs`. */
  postpone(key: SubmissionKey, untilMs: number): Promise<void>;
  /** Gives the item to somebody else for good. */
  decline(key: SubmissionKey): Promise<void>;
  progress(runId: RunId): Promise<SessionProgress>;
}

/** What accepting a submission came to; `repeated` is the same gesture seen again. */
export type AcceptOutcome =
  | { readonly kind: "accepted"; readonly submission: Submission }
  | { readonly kind: "repeated"; readonly submission: Submission };

/** Holds submissions with their history. */
export interface SubmissionStore {
  /** Adds revision 1, or the next one. */
  accept(submission: NewSubmission): Promise<AcceptOutcome>;
  find(key: SubmissionKey): Promise<Submission | undefined>;
  listByItem(runId: RunId, itemId: ItemId): Promise<readonly Submission[]>;
  listByReviewer(runId: RunId, reviewer: ReviewerEmail): Promise<readonly Submission[]>;
  /** Every revision, oldest first. */
  history(key: SubmissionKey): Promise<readonly Submission[]>;
  /** Submissions whose last revision is not in the tracking store, oldest first. */
  listUnpublished(limit: number): Promise<readonly Submission[]>;
  /** Records that `revision` is in the tracking store; never moves backwards. */
  markPublished(key: SubmissionKey, revision: number): Promise<void>;
}

/** Something to do outside the transaction, and never to be forgotten. */
export interface NewJob {
  /** Which handler does it, such as `submission.publish`. */
  readonly kind: string;
  /** Waiting jobs of one kind have different keys: enqueueing again while one waits changes nothing. */
  readonly key: string;
  readonly payload: JsonObject;
  /** Not before; absent means at once. */
  readonly runAtMs?: number;
}

/** Takes jobs in. Running them is {@link JobRunner}'s. */
export interface JobStore {
  /** A job that is running does not count as waiting: what happens meanwhile gets its own run. */
  enqueue(job: NewJob): Promise<"enqueued" | "waiting">;
}

/** The parts of the work store, bound to one transaction. */
export interface WorkTransaction {
  readonly sessions: DeliveredSessions;
  readonly assignments: AssignmentStore;
  readonly submissions: SubmissionStore;
  readonly jobs: JobStore;
}

/** One holder per name across all replicas. */
export interface LockStore {
  /** Runs `fn` while holding the lock, after waiting for it. @throws {LabelingError} UNAVAILABLE when it is not free within `waitMs` */
  withLock<T>(name: string, waitMs: number, fn: () => Promise<T>): Promise<T>;
}

/** A job as its handler gets it. `attempt` counts from 1. */
export interface RunningJob {
  readonly kind: string;
  readonly key: string;
  readonly payload: JsonObject;
  readonly attempt: number;
}

/** A job that was given up after its last attempt. */
export interface DeadJob extends RunningJob {
  readonly error: string;
  readonly diedAtMs: number;
}

/** Handlers by kind. One that throws is run again later, with growing pauses, then given up visibly. */
export type JobHandlers = Readonly<Record<string, (job: RunningJob) => Promise<void>>>;

/** Runs jobs: at least once each, those of one kind and key never at the same time. */
export interface JobRunner {
  /** Starts to work on the kinds given. */
  start(handlers: JobHandlers): Promise<void>;
  /** Takes no new job and waits for the running ones. */
  stop(): Promise<void>;
  listDead(): Promise<readonly DeadJob[]>;
}

/** Who does what, and what must not be forgotten. */
export interface WorkStore {
  /** All or nothing. `fn` may run again after a serialisation failure: no outside effects in it. */
  transaction<T>(fn: (parts: WorkTransaction) => Promise<T>): Promise<T>;
  readonly locks: LockStore;
  readonly runner: JobRunner;
  close(): Promise<void>;
}
