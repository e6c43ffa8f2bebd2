import type { Standing } from "../../src/dealing/standing.js";
import { itemAt } from "./dealing-world.js";

export const NOW_MS = 1_000;

/** An item in order of addition that wants two answers and has none, with what matters to a case. */
export function standingAt(
  position: number,
  {
    state = "pending",
    ...more
  }: Partial<Standing> & { readonly state?: "pending" | "excluded" } = {},
): Standing {
  return {
    item: itemAt(position, { state }),
    places: 2,
    answers: 0,
    otherLeasesMs: [],
    otherWaiting: 0,
    mine: undefined,
    ...more,
  };
}

/** The reviewer's own assignment: an offer that is live until `leaseUntilMs`, unless it says otherwise. */
export function mine(
  more: Partial<NonNullable<Standing["mine"]>> = {},
): NonNullable<Standing["mine"]> {
  return { state: "offered", offeredAtMs: 500, leaseUntilMs: 2_000, postponedUntilMs: 0, ...more };
}
