import { isLive, lackingFor, type Standing } from "./standing.js";

/** What decides how much one reviewer has left. */
export interface LeftQuestion {
  readonly nowMs: number;
  /** The reviewer's cap: `capOf`. */
  readonly cap: number;
  /** How many items count against it: those submitted, on offer or postponed, excluded items left out. */
  readonly load: number;
  /** The items that the reviewer has no assignment of: how many have a place left that waits for nobody, offers not counted. */
  readonly untouched: number;
}

/**
 * What could still be offered to a reviewer who can be offered something, open offer and postponed items included; offers
 * to others may run out and do not count. `own`: the items that the reviewer has an assignment of. The cap limits what
 * would be new.
 */
export function leftFor(
  { nowMs, cap, load, untouched }: LeftQuestion,
  own: Iterable<Standing>,
): number {
  let kept = 0;
  let dealt = 0;
  for (const standing of own) {
    const { item, mine } = standing;
    if (item.state === "excluded" || mine === undefined) continue;
    const isLacking = lackingFor(standing) > 0;
    if (mine.state === "waiting" && isLacking) dealt += 1;
    if (mine.state === "postponed" && isLacking) kept += 1;
    if (mine.state === "offered" && (isLacking || isLive(mine, nowMs))) kept += 1;
  }
  return kept + Math.min(dealt + untouched, Math.max(0, cap - load));
}
