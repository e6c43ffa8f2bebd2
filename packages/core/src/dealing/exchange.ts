import { hasRoom, maySit, shareOf, type DealTable, type Player, type Seat } from "./deal-table.js";

/** Lets places change hands, over several people where it must be. */
export interface Exchange {
  /** Deals what is left of an item by freeing people who are at their caps, as long as that is possible. */
  makeRoom(seat: Seat): void;
  /** Levels the shares until no exchange can make them more level. */
  level(): void;
}

/** How a search came to a person: `from` can hand over the item at `index` of the own hand. */
interface Step {
  readonly from: Player;
  readonly index: number;
}

/** People that a search came to. A start has no step. */
type Reached = Map<Player, Step | undefined>;

/**
 * Shares are as level as they can be when no chain of exchanges leads from one person to another who has at least two
 * less. That this is enough was shown by Harvey, Ladner, Lovász and Tamir: Semi-matchings for bipartite graphs and load
 * balancing, Journal of Algorithms 59 (2006).
 */
export function createExchange(table: DealTable): Exchange {
  const { people, seats, shares } = table;
  const hands: (Seat | undefined)[][] = people.map(() => []);
  for (const seat of seats) for (const player of seat.holders) hands[player]?.push(seat);
  /** Where the last search left each hand: the items before it were of no use just now. */
  const marks = people.map(() => 0);
  const search = createSearch(hands, marks);

  const pass = (target: Player, reached: Reached): Player => {
    const step = reached.get(target);
    if (step === undefined) return target;
    const hand = hands[step.from];
    const seat = hand?.[step.index];
    if (hand !== undefined && seat !== undefined) {
      hand[step.index] = undefined;
      seat.holders.splice(seat.holders.indexOf(step.from), 1, target);
      hands[target]?.push(seat);
      marks[step.from] = step.index;
    }
    return pass(step.from, reached);
  };

  const stuck = new Set<Player>();
  const makeRoom = (seat: Seat): void => {
    while (seat.holders.length < seat.places && stuck.size < people.length) {
      const starts = [...people.keys()].filter(
        (player) => !stuck.has(player) && maySit(seat, player),
      );
      if (starts.length === 0) return;
      const { target, reached } = search(starts, stuck, (player) =>
        hasRoom(table, player) ? shareOf(shares, player) : undefined,
      );
      if (target === undefined) {
        // Whoever these can hand over to is among them: no later exchange frees one.
        for (const player of reached.keys()) stuck.add(player);
        return;
      }
      const freed = pass(target, reached);
      hands[freed]?.push(seat);
      seat.holders.push(freed);
      shares[target] = shareOf(shares, target) + 1;
    }
  };

  const levelled = new Set<Player>();
  const level = (): void => {
    for (;;) {
      const heaviest = largest(shares, levelled);
      if (heaviest === undefined) return;
      const most = shareOf(shares, heaviest);
      const { target, reached } = search([heaviest], levelled, (player) =>
        shareOf(shares, player) <= most - 2 && hasRoom(table, player)
          ? shareOf(shares, player)
          : undefined,
      );
      if (target === undefined) {
        // Nobody outside has more, and these hand over only among themselves: they stay as they are.
        for (const player of reached.keys()) levelled.add(player);
        continue;
      }
      pass(target, reached);
      shares[heaviest] = most - 1;
      shares[target] = shareOf(shares, target) + 1;
    }
  };
  return { makeRoom, level };
}

function largest(shares: readonly number[], without: ReadonlySet<Player>): Player | undefined {
  let found: Player | undefined;
  for (const player of shares.keys())
    if (
      !without.has(player) &&
      (found === undefined || shareOf(shares, player) > shareOf(shares, found))
    )
      found = player;
  return found;
}

/**
 * Goes from hand to hand, nearest first, until it comes to somebody with a `worth`; of several at once, the smallest.
 * It never comes to the people `without`. `reached`: all it came to.
 */
function createSearch(hands: readonly (readonly (Seat | undefined)[])[], marks: readonly number[]) {
  return (
    starts: readonly Player[],
    without: ReadonlySet<Player>,
    worth: (player: Player) => number | undefined,
  ): { readonly target: Player | undefined; readonly reached: Reached } => {
    const reached: Reached = new Map(starts.map((player) => [player, undefined]));
    const atOnce = cheapest(starts, worth);
    if (atOnce !== undefined) return { target: atOnce, reached };
    let missing = [...hands.keys()].filter(
      (player) => !without.has(player) && !reached.has(player),
    );
    // A map goes on over what is added to it meanwhile.
    for (const from of reached.keys()) {
      const hand = hands[from] ?? [];
      for (let count = 0; count < hand.length && missing.length > 0; count += 1) {
        const index = ((marks[from] ?? 0) + count) % hand.length;
        const seat = hand[index];
        if (seat === undefined) continue;
        const next = missing.filter((player) => maySit(seat, player));
        if (next.length === 0) continue;
        const target = cheapest(next, worth);
        for (const player of target === undefined ? next : [target])
          reached.set(player, { from, index });
        if (target !== undefined) return { target, reached };
        missing = missing.filter((player) => !reached.has(player));
      }
    }
    return { target: undefined, reached };
  };
}

function cheapest(
  players: readonly Player[],
  worth: (player: Player) => number | undefined,
): Player | undefined {
  let found: { readonly player: Player; readonly value: number } | undefined;
  for (const player of players) {
    const value = worth(player);
    if (value !== undefined && (found === undefined || value < found.value))
      found = { player, value };
  }
  return found?.player;
}
