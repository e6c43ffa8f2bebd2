import type { OfferTerms } from "../ports/work-store.js";
import { isLive, lackingFor, openFor, type Standing } from "./standing.js";

/** Who asks, and on what terms. */
export interface OfferQuestion {
  readonly terms: Pick<OfferTerms, "nowMs" | "includePostponed">;
  /** The reviewer's cap: `capOf`. */
  readonly cap: number;
  /** How many items count against it: those submitted, on offer or postponed, excluded items left out. */
  readonly load: number;
}

/** What a reviewer gets: the open offer again, another item, or nothing yet. */
export type Choice<S extends Standing = Standing> =
  | { readonly kind: "renew"; readonly standing: S }
  | { readonly kind: "offer"; readonly standing: S }
  /** `waitUntilMs`: when time alone may bring something. */
  | { readonly kind: "nothing"; readonly waitUntilMs?: number };

/** Why an item may be given now; an earlier one in this list goes first. */
const TURNS = ["live", "expired", "dealt", "open", "returned"] as const;
type Turn = (typeof TURNS)[number];

/**
 * The rule of who gets what next. `standings`: the session's items in any order, or at least all that can matter: those
 * the reviewer has on offer, waiting or postponed, and those with places left. For people that can be offered something
 * (`canBeOffered`).
 *
 * 1. An open offer, live ones first. One that ran out is renewed only while a place is left.
 * 2. What was dealt to the reviewer, unless answers and others' live offers fill every place.
 * 3. What has a place left that waits for nobody else: the item that lacks most first. Where everyone answers, each item
 *    lacks infinitely many: there the one with the fewest answers and live offers.
 * 4. What the reviewer postponed and has time for again, in the same order as 3.
 *
 * The order of addition decides between equals. Somebody at the cap gets nothing of 2 and 3.
 */
export function chooseNext<S extends Standing>(
  question: OfferQuestion,
  standings: Iterable<S>,
): Choice<S> {
  let best: { readonly turn: Turn; readonly standing: S } | undefined;
  let waitUntilMs = Number.POSITIVE_INFINITY;
  for (const standing of standings) {
    if (standing.item.state === "excluded") continue;
    const turn = turnOf(standing, question);
    const found = turn && { turn, standing };
    if (found && (best === undefined || compare(found, best) < 0)) best = found;
    if (best === undefined) waitUntilMs = Math.min(waitUntilMs, returnsAtMs(standing, question));
  }
  if (best !== undefined) return { kind: kindOf(best.turn), standing: best.standing };
  return Number.isFinite(waitUntilMs) ? { kind: "nothing", waitUntilMs } : { kind: "nothing" };
}

function turnOf(standing: Standing, { terms, cap, load }: OfferQuestion): Turn | undefined {
  const { mine } = standing;
  const isOpen = openFor(standing) > 0;
  switch (mine?.state) {
    case "submitted":
    case "declined":
      return undefined;
    case "offered":
      if (isLive(mine, terms.nowMs)) return "live";
      return isOpen ? "expired" : undefined;
    case "waiting":
      return isOpen && load < cap ? "dealt" : undefined;
    case undefined:
      return isOpen && load < cap ? "open" : undefined;
    case "postponed":
      return isOpen && (terms.includePostponed === true || mine.postponedUntilMs <= terms.nowMs)
        ? "returned"
        : undefined;
  }
}

function kindOf(turn: Turn): "renew" | "offer" {
  return turn === "live" || turn === "expired" ? "renew" : "offer";
}

interface Candidate {
  readonly turn: Turn;
  readonly standing: Standing;
}

function compare(one: Candidate, other: Candidate): number {
  const byTurn = TURNS.indexOf(one.turn) - TURNS.indexOf(other.turn);
  if (byTurn !== 0) return byTurn;
  const isByNeed = one.turn === "open" || one.turn === "returned";
  const byNeed = isByNeed ? compareNeed(one.standing, other.standing) : 0;
  return byNeed || one.standing.item.position - other.standing.item.position;
}

function compareNeed(one: Standing, other: Standing): number {
  const [open, otherOpen] = [openFor(one), openFor(other)];
  if (open !== otherOpen) return open > otherOpen ? -1 : 1;
  return Number.isFinite(open) ? 0 : busyWith(one) - busyWith(other);
}

const busyWith = ({ answers, otherLeasesMs }: Standing) => answers + otherLeasesMs.length;

/** When the item may be offered to this reviewer, as far as time alone decides it; else infinite. */
function returnsAtMs(standing: Standing, { cap, load }: OfferQuestion): number {
  const { mine, otherLeasesMs } = standing;
  const isNew = mine === undefined || mine.state === "waiting";
  const isDone = mine?.state === "submitted" || mine?.state === "declined";
  if (isDone || lackingFor(standing) <= 0 || (isNew && load >= cap)) return Infinity;
  const open = openFor(standing);
  const freeAtMs = open > 0 ? 0 : (otherLeasesMs[-open] ?? 0);
  return Math.max(freeAtMs, mine?.state === "postponed" ? mine.postponedUntilMs : 0);
}
