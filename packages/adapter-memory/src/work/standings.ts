import {
  capOf,
  isLive,
  type Assignment,
  type LabelingSession,
  type ReviewerEmail,
  type Standing,
  type WantedRule,
  type WorkItem,
} from "@labeldesk/core";
import { ownRows, type Board } from "./board.js";

/** Looks at an item with the eyes of `reviewer`, whose assignment of it is `mine`. */
export function standingOf(
  { tallies }: Board,
  { present, places }: WantedRule,
  item: WorkItem,
  { reviewer, mine, nowMs }: Viewer,
): Standing {
  const { answers, offers, waiting } = tallies.get(item.itemId) ?? UNTOUCHED;
  const isOther = (person: ReviewerEmail) => person !== reviewer && present.has(person);
  return {
    item,
    mine,
    answers,
    places: places(item),
    otherLeasesMs: offers
      .filter((offer) => isOther(offer.reviewer) && isLive(offer, nowMs))
      .map(({ leaseUntilMs }) => leaseUntilMs)
      .toSorted((one, other) => one - other),
    otherWaiting: waiting.filter(isOther).length,
  };
}

/** Who looks at an item, and when. */
export interface Viewer {
  readonly reviewer: ReviewerEmail;
  readonly mine: Assignment | undefined;
  readonly nowMs: number;
}

const UNTOUCHED = { answers: 0, offers: [], waiting: [] };

/** What a reviewer may have at most, and what counts of that already. */
export function capAndLoad(
  session: LabelingSession,
  board: Board,
  reviewer: ReviewerEmail,
): { readonly cap: number; readonly load: number } {
  const counted = ownRows(board, reviewer).filter(
    ({ row, item }) =>
      item.state !== "excluded" && row.state !== "waiting" && row.state !== "declined",
  );
  return { cap: capOf(session, reviewer), load: counted.length };
}
