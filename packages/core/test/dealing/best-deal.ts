import { capOf, placesOf, presentReviewers } from "../../src/dealing/wanted-labels.js";
import { fixedShares, type Situation } from "./situations.js";

/** The places of each item that may be dealt, and to whom. */
export function openSeats({ session, items, rows }: Situation) {
  const present = presentReviewers(session);
  return items
    .filter(({ state }) => state !== "excluded")
    .map((item) => {
      const own = rows.filter(({ itemId, state }) => itemId === item.itemId && state !== "waiting");
      const taken = own.filter(
        ({ reviewer, state }) =>
          state === "submitted" || (state !== "declined" && present.includes(reviewer)),
      );
      const people = present.filter((person) => own.every(({ reviewer }) => reviewer !== person));
      return {
        itemId: item.itemId,
        places: Math.max(0, placesOf(session, item) - taken.length),
        people,
      };
    });
}

/** How many places can be dealt at most, and how level shares can be then: by trying everything. */
export function bestOf(situation: Situation): {
  readonly dealt: number;
  readonly unevenness: number;
} {
  const { session } = situation;
  const present = presentReviewers(session);
  const fixed = fixedShares(situation);
  let best = { dealt: -1, unevenness: 0 };
  const seats = openSeats(situation);
  const visit = (index: number, shares: readonly number[], dealt: number): void => {
    const seat = seats[index];
    if (seat === undefined) {
      const unevenness = squares(shares);
      if (dealt > best.dealt || (dealt === best.dealt && unevenness < best.unevenness))
        best = { dealt, unevenness };
      return;
    }
    for (let chosen = 0; chosen < 2 ** present.length; chosen += 1) {
      const sitting = present.filter((_, player) => (chosen >> player) % 2 === 1);
      if (sitting.length > seat.places || !sitting.every((one) => seat.people.includes(one)))
        continue;
      const next = shares.map((share, player) => share + ((chosen >> player) % 2));
      const isOver = sitting.some((one) => {
        const player = present.indexOf(one);
        return (next[player] ?? 0) > capOf(session, one);
      });
      if (!isOver) visit(index + 1, next, dealt + sitting.length);
    }
  };
  visit(0, fixed, 0);
  return best;
}

/** The smaller, the more level. */
export const squares = (shares: readonly number[]) =>
  shares.reduce((sum, share) => sum + share * share, 0);
