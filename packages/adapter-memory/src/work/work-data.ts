import type {
  Adjudication,
  DeadJob,
  ItemId,
  LabelingSession,
  NewJob,
  ReviewerEmail,
  RunId,
  Submission,
} from "@labeldesk/core";
import type { Board } from "./board.js";
import { createTable, type Journal, type Table } from "./journal.js";

/** A submission's revisions, oldest first, each with the gesture it came from. */
export interface SubmissionRow {
  readonly revisions: readonly { readonly submission: Submission; readonly gesture: string }[];
}

/** The latest decision on an item, with the gestures of all. */
export interface AdjudicationRow {
  readonly adjudication: Adjudication;
  readonly gestures: readonly string[];
}

/** A job that waits or runs. `dueAtMs` is by the machine's clock. */
export interface JobRow extends Omit<NewJob, "runAtMs"> {
  readonly jobId: number;
  readonly dueAtMs: number;
  readonly attempts: number;
  readonly running: boolean;
}

/** Everything the store holds. */
export interface WorkData {
  readonly journal: Journal;
  readonly sessions: Table<RunId, LabelingSession>;
  readonly boards: Table<RunId, Board>;
  readonly submissions: Table<RunId, Table<ItemId, Table<ReviewerEmail, SubmissionRow>>>;
  readonly adjudications: Table<RunId, Table<ItemId, AdjudicationRow>>;
  readonly jobs: Table<number, JobRow>;
  readonly dead: DeadJob[];
}

/** A store that holds nothing yet. */
export function createWorkData(): WorkData {
  const journal: Journal = [];
  return {
    journal,
    sessions: createTable(journal),
    boards: createTable(journal),
    submissions: createTable(journal),
    adjudications: createTable(journal),
    jobs: createTable(journal),
    dead: [],
  };
}
