import {
  LabelingError,
  type Assignment,
  type ItemId,
  type ReviewerEmail,
  type RunId,
  type SubmissionKey,
  type WorkItem,
} from "@labeldesk/core";
import { createTable, tableAt, type Journal, type Table } from "./journal.js";
import type { WorkData } from "./work-data.js";

/** One session's items, and who has them: the same assignments by item and by reviewer. */
export interface Board {
  readonly items: Table<ItemId, WorkItem>;
  readonly byItem: Table<ItemId, Table<ReviewerEmail, Assignment>>;
  readonly byReviewer: Table<ReviewerEmail, Table<ItemId, Assignment>>;
  /** What the assignments of an item come to, so that an offer need not look at each; absent where there are none. */
  readonly tallies: Table<ItemId, Tally>;
}

/** What the assignments of one item come to. */
export interface Tally {
  readonly answers: number;
  readonly offers: readonly Assignment[];
  readonly waiting: readonly ReviewerEmail[];
}

/** The session's board, made when there is none. */
export function boardOf({ boards, journal }: WorkData, runId: RunId): Board {
  const known = boards.get(runId);
  if (known) return known;
  const board: Board = {
    items: createTable(journal),
    byItem: createTable(journal),
    byReviewer: createTable(journal),
    tallies: createTable(journal),
  };
  boards.set(runId, board);
  return board;
}

/** An item that must be there. @throws {LabelingError} NOT_FOUND */
export function getItem({ boards }: WorkData, runId: RunId, itemId: ItemId): WorkItem {
  const item = boards.get(runId)?.items.get(itemId);
  if (!item)
    throw new LabelingError("NOT_FOUND", `The session ${runId} has no item ${itemId} here.`);
  return item;
}

/** One reviewer's assignment of one item. */
export function findRow({ boards }: WorkData, key: SubmissionKey): Assignment | undefined {
  return boards.get(key.runId)?.byItem.get(key.itemId)?.get(key.reviewer);
}

/** Saves or replaces an assignment. */
export function saveRow(data: WorkData, row: Assignment): void {
  const board = boardOf(data, row.runId);
  tableAt(data.journal, board.byItem, row.itemId).set(row.reviewer, row);
  tableAt(data.journal, board.byReviewer, row.reviewer).set(row.itemId, row);
  tallyItem(data.journal, board, row.itemId);
}

/** Forgets an assignment. */
export function deleteRow(data: WorkData, { runId, itemId, reviewer }: SubmissionKey): void {
  const board = boardOf(data, runId);
  tableAt(data.journal, board.byItem, itemId).delete(reviewer);
  tableAt(data.journal, board.byReviewer, reviewer).delete(itemId);
  tallyItem(data.journal, board, itemId);
}

function tallyItem(journal: Journal, board: Board, itemId: ItemId): void {
  const rows = [...tableAt(journal, board.byItem, itemId).values()];
  board.tallies.set(itemId, {
    answers: rows.filter(({ state }) => state === "submitted").length,
    offers: rows.filter(({ state }) => state === "offered"),
    waiting: rows.filter(({ state }) => state === "waiting").map(({ reviewer }) => reviewer),
  });
}

/** One reviewer's assignments with their items, in order of the items' addition. */
export function ownRows(
  board: Board,
  reviewer: ReviewerEmail,
): readonly { readonly row: Assignment; readonly item: WorkItem }[] {
  return [...(board.byReviewer.get(reviewer)?.values() ?? [])]
    .flatMap((row) => {
      const item = board.items.get(row.itemId);
      return item === undefined ? [] : [{ row, item }];
    })
    .toSorted((one, other) => one.item.position - other.item.position);
}
