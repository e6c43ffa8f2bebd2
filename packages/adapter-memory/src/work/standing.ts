import { wantedLabels, type Item, type LabelingSession, type ReviewerEmail } from "@labeldesk/core";
import type { AssignmentRow, Board } from "./work-data.js";

/** Where one item stands, seen by one reviewer. */
export interface Standing {
  readonly item: Item;
  readonly mine: AssignmentRow | undefined;
  readonly answers: number;
  /** When the live offers of other assigned people run out, soonest first. */
  readonly otherLeasesMs: readonly number[];
  /** How many more could be asked now. Infinite for `everyone`, where nobody takes another's place. */
  readonly open: number;
}

/** Looks at an item with the eyes of `reviewer`. */
export function standingOf(
  session: LabelingSession,
  board: Board,
  item: Item,
  reviewer: ReviewerEmail,
  nowMs: number,
): Standing {
  const rows = [...(board.assignments.get(item.itemId)?.values() ?? [])];
  const answers = rows.filter(({ state }) => state === "submitted").length;
  const otherLeasesMs = rows
    .filter((row) => row.reviewer !== reviewer && isLive(row, nowMs))
    .filter((row) => session.assignedUsers.includes(row.reviewer))
    .map(({ leaseUntilMs }) => leaseUntilMs)
    .toSorted((one, other) => one - other);
  return {
    item,
    mine: rows.find((row) => row.reviewer === reviewer),
    answers,
    otherLeasesMs,
    open: missingAnswers(session, answers) - otherLeasesMs.length,
  };
}

/** Whether the offer is still exclusive. */
export function isLive(row: AssignmentRow, nowMs: number): boolean {
  return row.state === "offered" && row.leaseUntilMs > nowMs;
}

/** How many answers an item lacks. Infinite for `everyone`: each assigned person answers, whoever answered before. */
export function missingAnswers(session: LabelingSession, answers: number): number {
  return session.labelsPerTrace === "everyone"
    ? Number.POSITIVE_INFINITY
    : wantedLabels(session) - answers;
}

/** Whether the session still takes work at all. */
export function isOpen(session: LabelingSession | undefined): session is LabelingSession {
  return session?.state === "open" && session.lifecycle === "active";
}
