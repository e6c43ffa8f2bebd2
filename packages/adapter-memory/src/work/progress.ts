import {
  wantedLabels,
  type LabelingSession,
  type ReviewerEmail,
  type ReviewerProgress,
  type RunId,
  type SessionProgress,
} from "@labeldesk/core";
import { isLive, isOpen, missingAnswers } from "./standing.js";
import { isUnpublished, latest } from "./submissions.js";
import type { AssignmentRow, Board, WorkData } from "./work-data.js";

/** Counts how far a session is; one that is not here has nothing. */
export function progressOf(data: WorkData, runId: RunId, nowMs: number): SessionProgress {
  const session = data.sessions.get(runId);
  const board = data.boards.get(runId);
  const items = [...(board?.items.values() ?? [])];
  const excluded = items.filter(({ state }) => state === "excluded").length;
  const rows = board ? allRows(board) : [];
  const submitted = rows.filter(({ state }) => state === "submitted");
  return {
    items: {
      total: items.length,
      complete: items.filter(({ state }) => state === "complete").length,
      excluded,
    },
    labels: submitted.length,
    wanted: session ? wantedLabels(session) * (items.length - excluded) : 0,
    unpublished: [...data.submissions.values()]
      .map(latest)
      .filter((submission) => submission.runId === runId && isUnpublished(submission)).length,
    reviewers: people(session, submitted).map((reviewer) =>
      reviewerProgress(session, board, reviewer, nowMs),
    ),
  };
}

function allRows(board: Board): readonly AssignmentRow[] {
  return [...board.assignments.values()].flatMap((rows) => Array.from(rows.values()));
}

/** The assigned people in their order, then those who answered before they were taken off. */
function people(
  session: LabelingSession | undefined,
  submitted: readonly AssignmentRow[],
): readonly ReviewerEmail[] {
  const others = submitted.map(({ reviewer }) => reviewer).toSorted();
  return [...new Set([...(session?.assignedUsers ?? []), ...others])];
}

function reviewerProgress(
  session: LabelingSession | undefined,
  board: Board | undefined,
  reviewer: ReviewerEmail,
  nowMs: number,
): ReviewerProgress {
  const mine = (board ? allRows(board) : []).filter((row) => row.reviewer === reviewer);
  const count = (state: AssignmentRow["state"]) => mine.filter((row) => row.state === state).length;
  return {
    reviewer,
    submitted: count("submitted"),
    left: session && board ? leftFor(session, board, reviewer, nowMs) : 0,
    postponed: count("postponed"),
    declined: count("declined"),
  };
}

function leftFor(
  session: LabelingSession,
  board: Board,
  reviewer: ReviewerEmail,
  nowMs: number,
): number {
  if (!isOpen(session) || !session.assignedUsers.includes(reviewer)) return 0;
  return [...board.items.values()].filter(({ itemId, state }) => {
    if (state === "excluded") return false;
    const rows = [...(board.assignments.get(itemId)?.values() ?? [])];
    const mine = rows.find((row) => row.reviewer === reviewer);
    if (mine?.state === "submitted" || mine?.state === "declined") return false;
    const answers = rows.filter((row) => row.state === "submitted").length;
    return missingAnswers(session, answers) > 0 || (mine !== undefined && isLive(mine, nowMs));
  }).length;
}
