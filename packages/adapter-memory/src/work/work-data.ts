import type {
  Assignment,
  DeadJob,
  Item,
  ItemId,
  LabelingSession,
  NewJob,
  ReviewerEmail,
  RunId,
  Submission,
} from "@labeldesk/core";
import { createTable, type Journal, type Table } from "./journal.js";

/** An assignment with what only the store needs to know. */
export interface AssignmentRow extends Assignment {
  /** When a postponed item comes back. */
  readonly postponedUntilMs: number;
}

/** One session's items and who has them. */
export interface Board {
  readonly items: Table<ItemId, Item>;
  readonly assignments: Table<ItemId, Table<ReviewerEmail, AssignmentRow>>;
}

/** A submission's revisions, oldest first, each with the gesture it came from. */
export interface SubmissionRow {
  readonly revisions: readonly { readonly submission: Submission; readonly gesture: string }[];
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
  readonly submissions: Table<string, SubmissionRow>;
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
    jobs: createTable(journal),
    dead: [],
  };
}

/** The session's board, made when there is none. */
export function boardOf(data: WorkData, runId: RunId): Board {
  const known = data.boards.get(runId);
  if (known) return known;
  const board: Board = { items: createTable(data.journal), assignments: createTable(data.journal) };
  data.boards.set(runId, board);
  return board;
}

/** Everybody's assignments for one item. */
export function assignmentsOf(
  data: WorkData,
  board: Board,
  itemId: ItemId,
): Table<ReviewerEmail, AssignmentRow> {
  const known = board.assignments.get(itemId);
  if (known) return known;
  const rows = createTable<ReviewerEmail, AssignmentRow>(data.journal);
  board.assignments.set(itemId, rows);
  return rows;
}
