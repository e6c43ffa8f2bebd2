import type { AssignmentState, ItemId, ItemState, ReviewerEmail, RunId } from "@labeldesk/core";

/** Times are milliseconds since the Unix epoch; JSON is text. Every id is text. */
export interface WorkTables {
  labeldesk_sessions: SessionsTable;
  labeldesk_items: ItemsTable;
  labeldesk_assignments: AssignmentsTable;
  labeldesk_submissions: SubmissionsTable;
  labeldesk_revisions: RevisionsTable;
  labeldesk_jobs: JobsTable;
  labeldesk_dead_jobs: DeadJobsTable;
  labeldesk_locks: LocksTable;
}

export interface SessionsTable {
  run_id: RunId;
  lifecycle: "active" | "deleted";
  created_at_ms: number;
  /** JSON of the whole session. */
  session: string;
}

export interface ItemsTable {
  run_id: RunId;
  item_id: ItemId;
  /** Order of addition, from 1. */
  position: number;
  /** JSON. */
  source: string;
  state: ItemState;
  /** How many assignments of the item are `submitted`; kept here so that the next offer is one look into an index. */
  answers: number;
}

export interface AssignmentsTable {
  run_id: RunId;
  item_id: ItemId;
  reviewer: ReviewerEmail;
  state: AssignmentState;
  offered_at_ms: number;
  lease_until_ms: number;
  /** 0 unless postponed. */
  postponed_until_ms: number;
}

interface SubmissionColumns {
  run_id: RunId;
  item_id: ItemId;
  reviewer: ReviewerEmail;
  revision: number;
  /** JSON. */
  source: string;
  /** JSON. */
  answers: string;
  accepted_at_ms: number;
}

/** The latest revision of each submission. */
export interface SubmissionsTable extends SubmissionColumns {
  published_revision: number;
}

/** Every revision. */
export interface RevisionsTable extends SubmissionColumns {
  gesture: string;
}

/** Embedded databases only: elsewhere pg-boss holds the jobs. Times are the machine's. */
export interface JobsTable {
  job_id: string;
  kind: string;
  job_key: string;
  /** JSON. */
  payload: string;
  state: "waiting" | "running";
  attempts: number;
  enqueued_at_ms: number;
  due_at_ms: number;
  lease_until_ms: number;
}

/** Embedded databases only. */
export interface DeadJobsTable {
  job_id: string;
  kind: string;
  job_key: string;
  payload: string;
  attempts: number;
  error: string;
  died_at_ms: number;
}

/** Embedded databases only: elsewhere the server's advisory locks do it. */
export interface LocksTable {
  name: string;
  holder: string;
  lease_until_ms: number;
}
