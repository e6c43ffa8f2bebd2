import type { Adjudication, NewAdjudication } from "../adjudication/adjudication.js";
import type { Assignment, OfferOutcome, Reservation, SessionProgress } from "../assignment.js";
import type { ItemId, ReviewerEmail, RunId } from "../ids.js";
import type { Exclusion, Item, WorkItem } from "../item.js";
import type { JsonObject } from "../json.js";
import type { LabelingSession } from "../labeling-session.js";
import type { NewSubmission, Submission, SubmissionKey } from "../submission.js";

/** What the work store knows of the sessions that are being delivered, so that no click needs the tracking store. */
export interface DeliveredSessions {
  /**
   * Saves or replaces; how many answers its items want follows. People no longer assigned keep their answers and get
   * nothing new. What waits for people who are gone or away is dropped, and stays dropped when they come back.
   */
  saveSession(session: LabelingSession): Promise<void>;
  /** `undefined` for one that is not delivered here; deleted ones are found. */
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

/** A part of a long list. `limit`: at most this many; `after`: those behind the last one of the page before. */
export interface AssignmentPage {
  readonly limit: number;
  readonly after?: { readonly position: number; readonly reviewer: ReviewerEmail };
}

/** An assignment with its item. */
export interface PlacedAssignment extends Assignment {
  readonly item: WorkItem;
}

/** Who has which item. Every rule is in `chooseNext`: stores that select by themselves select the same. */
export interface AssignmentStore {
  /**
   * Adds the items that are not there yet, in order, their state as `mirroredState` too. Of those that are, `assignees`
   * and nothing else is taken over, also that there are none. An item that comes back after its session was removed has its answers again, withdrawn ones not.
   */
  addItems(runId: RunId, items: readonly Item[]): Promise<void>;
  /** `undefined` for an item that the session does not have here. */
  findItem(runId: RunId, itemId: ItemId): Promise<WorkItem | undefined>;
  /** In the order in which they were added. */
  listItems(runId: RunId): Promise<readonly WorkItem[]>;
  /** `exclusion` replaces the one before and is kept while the item is excluded. @throws {LabelingError} NOT_FOUND */
  setItemState(
    runId: RunId,
    itemId: ItemId,
    state: Item["state"],
    exclusion?: Exclusion,
  ): Promise<void>;
  /** Records the state that the item has in the tracking store; its own stays. @throws {LabelingError} NOT_FOUND */
  setMirroredState(runId: RunId, itemId: ItemId, state: Item["state"]): Promise<void>;
  /** How many answers beyond the session's rule the item wants. @throws {LabelingError} NOT_FOUND */
  setExtraLabels(runId: RunId, itemId: ItemId, extraLabels: number): Promise<void>;
  /**
   * The `waiting` assignments of the session become exactly these. One whose reviewer has the item in another state already,
   * or is not present (not assigned, or away), is left out, and one given twice is taken once. @throws {LabelingError} NOT_FOUND for an unknown item
   */
  setReservations(runId: RunId, reservations: readonly Reservation[]): Promise<void>;
  /**
   * The reviewer's open offer if there is one (its lease renewed), else the next item: first what waits for this reviewer, in
   * order of addition; then one that needs answers beyond those given, on offer to others and waiting for others, that
   * this reviewer has not answered or declined: the one that lacks most, then in order of addition. Postponed ones come
   * back last, when their time is over or `includePostponed` asks for them. The reviewer's cap limits what is new.
   * Exclusive: two callers at once never get more offers than are wanted. Sessions that are not open, and people who are
   * not assigned or away, have nothing left.
   */
  offerNext(runId: RunId, reviewer: ReviewerEmail, terms: OfferTerms): Promise<OfferOutcome>;
  /** `undefined` while the reviewer has nothing to do with the item. */
  findAssignment(key: SubmissionKey): Promise<Assignment | undefined>;
  /** One reviewer's, in order of the items' addition. */
  listAssignments(runId: RunId, reviewer: ReviewerEmail): Promise<readonly Assignment[]>;
  /** Everybody's, in order of the items' addition, then of the reviewers' addresses by their code points. */
  listAllAssignments(runId: RunId, page: AssignmentPage): Promise<readonly PlacedAssignment[]>;
  /** Marks as submitted, whatever it was. */
  settle(key: SubmissionKey): Promise<void>;
  /** Takes an open offer back until `untilMs`, or changes that time of one postponed already. Others stay as they are. */
  postpone(key: SubmissionKey, untilMs: number): Promise<void>;
  /** Gives the item to somebody else for good. */
  decline(key: SubmissionKey): Promise<void>;
  /** Makes a submitted assignment an offer again, until `leaseUntilMs`. Others stay as they are. */
  reopen(key: SubmissionKey, leaseUntilMs: number): Promise<void>;
  /** How far the session is; all zero for one that is not here. */
  progress(runId: RunId): Promise<SessionProgress>;
}

/** What accepting a submission came to; `repeated` is the same gesture seen again. */
export type AcceptOutcome =
  | { readonly kind: "accepted"; readonly submission: Submission }
  | { readonly kind: "repeated"; readonly submission: Submission };

/** Holds submissions with their history. */
export interface SubmissionStore {
  /** Adds revision 1, or the next one; see {@link FromTracking} for one that comes from the tracking store. */
  accept(submission: NewSubmission): Promise<AcceptOutcome>;
  /** The latest revision, a withdrawn one too; `undefined` before the first. */
  find(key: SubmissionKey): Promise<Submission | undefined>;
  /** Withdrawn ones too, as everywhere here. */
  listByItem(runId: RunId, itemId: ItemId): Promise<readonly Submission[]>;
  /** The same for several items; at most 1,000. */
  listByItems(runId: RunId, itemIds: readonly ItemId[]): Promise<readonly Submission[]>;
  /** One reviewer's latest revisions, withdrawn ones too. */
  listByReviewer(runId: RunId, reviewer: ReviewerEmail): Promise<readonly Submission[]>;
  /** Every revision, oldest first. */
  history(key: SubmissionKey): Promise<readonly Submission[]>;
  /** Submissions whose last revision is not in the tracking store, oldest first. */
  listUnpublished(limit: number): Promise<readonly Submission[]>;
  /** Records that `revision` is in the tracking store; never moves backwards. */
  markPublished(key: SubmissionKey, revision: number): Promise<void>;
}

/** Holds decisions on disagreements. */
export interface AdjudicationStore {
  /** Adds revision 1, or the next one; see {@link FromTracking} for one that comes from the tracking store. */
  decide(adjudication: NewAdjudication): Promise<{
    readonly kind: "decided" | "repeated";
    readonly adjudication: Adjudication;
  }>;
  /** The latest decision; `undefined` before the first. */
  find(runId: RunId, itemId: ItemId): Promise<Adjudication | undefined>;
  /** In the order of the decisions' first revisions. */
  list(runId: RunId): Promise<readonly Adjudication[]>;
  /** Records that `revision` is in the tracking store; never moves backwards. Nothing to record where nothing was decided. */
  markPublished(runId: RunId, itemId: ItemId, revision: number): Promise<void>;
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
  readonly adjudications: AdjudicationStore;
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
  /** Jobs that were given up, until somebody deals with them. */
  listDead(): Promise<readonly DeadJob[]>;
}

/** Who does what, and what must not be forgotten. */
export interface WorkStore {
  /** All or nothing. `fn` may run again after a serialisation failure: no outside effects in it. */
  transaction<T>(fn: (parts: WorkTransaction) => Promise<T>): Promise<T>;
  readonly locks: LockStore;
  readonly runner: JobRunner;
  /** Ends the runner and gives everything back; the store cannot be used after it. */
  close(): Promise<void>;
}
