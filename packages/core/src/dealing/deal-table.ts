import type { Assignment, Reservation } from "../assignment.js";
import type { ItemId, ReviewerEmail } from "../ids.js";
import type { WorkItem } from "../item.js";
import { capOf, wantedRule, type DealingFields } from "./wanted-labels.js";

/** A person by number, in the order of assignment: dealing compares and counts many times. */
export type Player = number;

/** An item with places to deal. */
export interface Seat {
  readonly itemId: ItemId;
  /** How many places are dealt beforehand, at most. */
  places: number;
  /** Who has something settled on it, declined ones too. */
  readonly barred: Player[];
  /** Who has it waiting as the deal began. */
  readonly waiting: Player[];
  /** Who is dealt it. */
  readonly holders: Player[];
}

/** The people and the items of one deal, with what is dealt so far. */
export interface DealTable {
  readonly people: readonly ReviewerEmail[];
  /** In order of addition; excluded items and those that everyone answers are not there. */
  readonly seats: readonly Seat[];
  /** How much each person has of the seats, settled and dealt. */
  readonly shares: number[];
  /** The largest share that each person may have. */
  readonly limits: number[];
}

/** Lays out what is fixed; nothing is dealt yet. */
export function layTable(
  session: DealingFields,
  items: readonly WorkItem[],
  assignments: readonly Assignment[],
): DealTable {
  const { present, places } = wantedRule(session);
  const people = [...present];
  const players = new Map(people.map((reviewer, player) => [reviewer, player]));
  const shares = people.map(() => 0);
  const limits = people.map((reviewer) => capOf(session, reviewer));
  const seats = new Map<ItemId, Seat>();
  for (const item of items)
    if (item.state !== "excluded") seats.set(item.itemId, emptySeat(item.itemId, places(item)));
  for (const { itemId, reviewer, state } of assignments) {
    const seat = seats.get(itemId);
    const player = players.get(reviewer);
    if (seat === undefined) continue;
    // An answer fills its place whoever gave it; an offer only while its holder is here.
    if (state === "submitted") seat.places -= 1;
    if (player === undefined) continue;
    if (state === "offered" || state === "postponed") seat.places -= 1;
    (state === "waiting" ? seat.waiting : seat.barred).push(player);
    if (state === "waiting" || state === "declined") continue;
    // What everyone answers is nobody's larger share, but it counts against the cap.
    const [counts, by] = Number.isFinite(seat.places) ? [shares, 1] : [limits, -1];
    counts[player] = (counts[player] ?? 0) + by;
  }
  const finite = [...seats.values()].filter((seat) => Number.isFinite(seat.places));
  return { people, seats: finite, shares, limits };
}

function emptySeat(itemId: ItemId, places: number): Seat {
  return { itemId, places, barred: [], waiting: [], holders: [] };
}

/** Whether the person may be dealt the item, leaving shares aside. */
export function maySit({ barred, holders }: Seat, player: Player): boolean {
  return !barred.includes(player) && !holders.includes(player);
}

/** Whether the person's share may grow. */
export function hasRoom({ shares, limits }: DealTable, player: Player): boolean {
  return shareOf(shares, player) < shareOf(limits, player);
}

/** The number of a player, who is known to have one. */
export function shareOf(shares: readonly number[], player: Player): number {
  return shares[player] ?? 0;
}

/** Gives the item to the person. */
export function sit({ shares }: DealTable, seat: Seat, player: Player): void {
  seat.holders.push(player);
  shares[player] = shareOf(shares, player) + 1;
}

/** What was dealt, in order of the items, then of the people. */
export function reservationsOf({ people, seats }: DealTable): readonly Reservation[] {
  return seats.flatMap(({ itemId, holders }) =>
    holders
      .toSorted((one, other) => one - other)
      .map((player) => people[player])
      .filter((reviewer) => reviewer !== undefined)
      .map((reviewer) => ({ itemId, reviewer })),
  );
}
