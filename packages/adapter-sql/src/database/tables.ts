import type { AssignmentState, ItemId, ItemState, ReviewerEmail, RunId } from "@labeldesk/core";

/** Times are milliseconds since the Unix epoch; JSON is text. Every id is text. */
export interface WorkTables {
  labeldesk_sessions: SessionsTable;
  labeldesk_items: ItemsTable;
  labeldesk_assignments: AssignmentsTable;
  labeldesk_submissions: SubmissionsTable;
  labeldesk_revisions: RevisionsTable;
  labeldesk_adjudications: AdjudicationsTable;
  labeldesk_adjudication_revisions: AdjudicationRevisionsTable;
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
  /** JSON of an excluded item's exclusion. */
  exclusion: string | null;
  /** JSON of the people whom a lead named. */
  assignees: string | null;
  extra_labels: number;
  /** The state last written to the tracking store, or taken from it. */
  mirrored_state: ItemState;
  /** How many people may be asked at once, by the session's rule: see `placesOf`. {@link UNLIMITED_PLACES} for everyone. */
  places: number;
  /** How many assignments of the item are `submitted`. */
  answers: number;
  /** How many are `waiting`. The next offer is one look into an index over what these three leave open. */
  reserved: number;
}

/** So many places that no number of answers fills them, and few enough for a four-byte column. */
export const UNLIMITED_PLACES = 1_000_000_000;

export interface AssignmentsTable {
  run_id: RunId;
  item_id: ItemId;
  reviewer: ReviewerEmail;
  state: AssignmentState;
  offered_at_ms: number;
  lease_until_ms: number;
  /** 0 unless postponed. */
  postponed_until_ms: number;
  /** The item's, which never changes: one person's items are found in their order, and everybody's listed in it. */
  position: number;
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
  /** Of an undo: the revision whose answers it brought back. */
  restores: number | null;
}

/** The latest revision of each submission. */
export interface SubmissionsTable extends SubmissionColumns {
  first_accepted_at_ms: number;
  /** When the item was offered for the first revision. */
  offered_at_ms: number;
  published_revision: number;
}

/** Every revision. */
export interface RevisionsTable extends SubmissionColumns {
  gesture: string;
}

interface AdjudicationColumns {
  run_id: RunId;
  item_id: ItemId;
  revision: number;
  /** JSON. */
  source: string;
  decided_by: ReviewerEmail;
  /** JSON. */
  answers: string;
  reason: string | null;
  /** JSON. */
  decided_on: string;
  decided_at_ms: number;
}

/** The latest revision of each decision. */
export interface AdjudicationsTable extends AdjudicationColumns {
  /** In which order the session's items were first decided, from 1. */
  decision_order: number;
  published_revision: number;
}

/** Every revision. */
export interface AdjudicationRevisionsTable extends AdjudicationColumns {
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
