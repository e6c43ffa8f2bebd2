import type { Assignment, Reservation } from "../assignment.js";
import type { WorkItem } from "../item.js";
import {
  hasRoom,
  layTable,
  maySit,
  reservationsOf,
  shareOf,
  sit,
  type DealTable,
  type Player,
  type Seat,
} from "./deal-table.js";
import { createExchange } from "./exchange.js";
import { createMinHeap, type MinHeap } from "./min-heap.js";
import type { DealingFields } from "./wanted-labels.js";

/**
 * Deals every open place, as level as the fixed work allows: first what can stay stays, then each open place goes to the
 * smallest share, then places change hands until no change makes shares more level. The first two steps take time in the
 * order of places times the logarithm of the people; the last moves little, as the second leaves little to level.
 */
export function dealEvenly(
  session: DealingFields,
  items: readonly WorkItem[],
  assignments: readonly Assignment[],
): readonly Reservation[] {
  const table = layTable(session, items, assignments);
  for (const seat of table.seats) keep(table, seat);
  fillAll(table);
  const exchange = createExchange(table);
  for (const seat of table.seats) exchange.makeRoom(seat);
  exchange.level();
  return reservationsOf(table);
}

/** Where there are fewer places than before, the smallest shares keep theirs. */
function keep(table: DealTable, seat: Seat): void {
  const byShare = seat.waiting.toSorted(
    (one, other) => shareOf(table.shares, one) - shareOf(table.shares, other) || one - other,
  );
  for (const player of byShare)
    if (seat.holders.length < seat.places && hasRoom(table, player) && maySit(seat, player))
      sit(table, seat, player);
}

/** Items that somebody cannot have go first: the others can level what they left uneven. */
function fillAll(table: DealTable): void {
  const heap = createHeap(table);
  const open = table.seats.filter(({ holders, places }) => holders.length < places);
  for (const seat of open) if (seat.barred.length > 0) fill(table, seat, heap);
  for (const seat of open) if (seat.barred.length === 0) fill(table, seat, heap);
}

/** A heap of the people by share, then by order of assignment, as single numbers. */
function createHeap(table: DealTable): MinHeap {
  return createMinHeap(table.people.map((_, player) => rankOf(table, player)));
}

function rankOf({ shares, people }: DealTable, player: Player): number {
  return shareOf(shares, player) * people.length + player;
}

function fill(table: DealTable, seat: Seat, heap: MinHeap): void {
  const seen: Player[] = [];
  while (seat.holders.length < seat.places) {
    const rank = heap.pop();
    if (rank === undefined) break;
    const player = rank % table.people.length;
    // Shares only grow here: without room, the person is out for good.
    if (!hasRoom(table, player)) continue;
    seen.push(player);
    if (maySit(seat, player)) sit(table, seat, player);
  }
  for (const player of seen) heap.push(rankOf(table, player));
}
