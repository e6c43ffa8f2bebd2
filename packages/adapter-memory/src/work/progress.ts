import {
  canBeOffered,
  leftFor,
  wantedRule,
  type Assignment,
  type LabelingSession,
  type ReviewerEmail,
  type ReviewerProgress,
  type RunId,
  type SessionProgress,
  type WantedRule,
  type WorkItem,
} from "@labeldesk/core";
import { ownRows, type Board } from "./board.js";
import { capAndLoad, standingOf } from "./standings.js";
import { isUnpublished, latestOfSession } from "./submissions.js";
import type { WorkData } from "./work-data.js";

/** Counts how far a session is; one that is not here has nothing. */
export function progressOf(data: WorkData, runId: RunId, nowMs: number): SessionProgress {
  const session = data.sessions.get(runId);
  const board = data.boards.get(runId);
  const items = [...(board?.items.values() ?? [])];
  const included = items.filter(({ state }) => state !== "excluded");
  const unpublished = latestOfSession(data, runId).filter(isUnpublished).length;
  const { wanted } = session ? wantedRule(session) : { wanted: () => 0 };
  return {
    items: {
      total: items.length,
      complete: items.filter(({ state }) => state === "complete").length,
      excluded: items.length - included.length,
    },
    labels: items.reduce((sum, { itemId }) => sum + (board?.tallies.get(itemId)?.answers ?? 0), 0),
    wanted: included.reduce((sum, item) => sum + wanted(item), 0),
    unpublished,
    reviewers: reviewersOf(session, board, included, nowMs),
  };
}

function reviewersOf(
  session: LabelingSession | undefined,
  board: Board | undefined,
  included: readonly WorkItem[],
  nowMs: number,
): readonly ReviewerProgress[] {
  if (board === undefined)
    return (session?.assignedUsers ?? []).map((reviewer) => ({
      ...countRows(reviewer, []),
      left: 0,
    }));
  const countLeft = session ? leftCounter(session, board, included, nowMs) : () => 0;
  return people(session, board).map((reviewer) => ({
    ...countRows(
      reviewer,
      ownRows(board, reviewer).map(({ row }) => row),
    ),
    left: countLeft(reviewer),
  }));
}

/** The assigned people in their order, then those who answered before they were taken off. */
function people(session: LabelingSession | undefined, board: Board): readonly ReviewerEmail[] {
  const answered = [...board.byReviewer.values()]
    .flatMap((rows) => [...rows.values()].find(({ state }) => state === "submitted") ?? [])
    .map(({ reviewer }) => reviewer);
  return [...new Set([...(session?.assignedUsers ?? []), ...answered.toSorted()])];
}

function countRows(reviewer: ReviewerEmail, rows: readonly Assignment[]) {
  const count = (wanted: Assignment["state"]) =>
    rows.filter(({ state }) => state === wanted).length;
  return {
    reviewer,
    submitted: count("submitted"),
    postponed: count("postponed"),
    declined: count("declined"),
  };
}

/** Items are looked at once for all people, then only those that a person has something to do with. */
function leftCounter(
  session: LabelingSession,
  board: Board,
  included: readonly WorkItem[],
  nowMs: number,
): (reviewer: ReviewerEmail) => number {
  const rule = wantedRule(session);
  const open = new Set(
    included.filter((item) => isOpen(board, rule, item)).map(({ itemId }) => itemId),
  );
  return (reviewer) => {
    if (!canBeOffered(session, reviewer)) return 0;
    const own = ownRows(board, reviewer);
    const untouched = open.size - own.filter(({ item }) => open.has(item.itemId)).length;
    const standings = own.map(({ row: mine, item }) =>
      standingOf(board, rule, item, { reviewer, mine, nowMs }),
    );
    const { cap, load } = capAndLoad(session, board, reviewer);
    return leftFor({ nowMs, cap, load, untouched }, standings);
  };
}

/** Whether a place is left that waits for nobody. */
function isOpen({ tallies }: Board, { places, present }: WantedRule, item: WorkItem): boolean {
  const { answers = 0, waiting = [] } = tallies.get(item.itemId) ?? {};
  return places(item) - answers - waiting.filter((person) => present.has(person)).length > 0;
}
