import {
  wantedLabels,
  type AssignmentState,
  type Item,
  type ItemId,
  type ItemSource,
  type LabelingSession,
} from "@labeldesk/core";

/** The reviewer's own assignment of an item. */
export interface OwnAssignment {
  readonly state: AssignmentState;
  readonly offeredAtMs: number;
  readonly leaseUntilMs: number;
  readonly postponedUntilMs: number;
}

/** One item as one reviewer might get it. */
export interface Standing {
  readonly itemId: ItemId;
  readonly source: ItemSource;
  readonly position: number;
  readonly answers: number;
  readonly mine: OwnAssignment | undefined;
  /** When the live offers of other assigned people run out, soonest first. */
  readonly otherLeasesMs: readonly number[];
  /** How many more could be asked now. Infinite for `everyone`, where nobody takes another's place. */
  readonly open: number;
}

/** How many answers make an item full. Infinite for `everyone`: each assigned person answers, whoever answered before. */
export function fullAt(session: LabelingSession): number {
  return session.labelsPerTrace === "everyone" ? Number.POSITIVE_INFINITY : wantedLabels(session);
}

/** Whether the session still takes work at all. */
export function isOpen(session: LabelingSession | undefined): session is LabelingSession {
  return session?.state === "open" && session.lifecycle === "active";
}

/** A live offer first; one whose lease ran out only while the item still needs an answer. */
export function chooseOpenOffer(own: readonly Standing[], nowMs: number): Standing | undefined {
  const offers = own.filter(({ mine }) => mine?.state === "offered");
  return (
    offers.find(({ mine }) => mine !== undefined && mine.leaseUntilMs > nowMs) ??
    offers.find(({ open }) => open > 0)
  );
}

/** Of those that can be offered: the fewest answers and live offers, then the order of addition. */
export function chooseFirst(standings: readonly Standing[]): Standing | undefined {
  const load = ({ answers, otherLeasesMs }: Standing) => answers + otherLeasesMs.length;
  return standings
    .filter(({ open }) => open > 0)
    .toSorted((one, other) => load(one) - load(other) || one.position - other.position)[0];
}

/** When the first of these may be offered, as far as time alone decides it. */
export function soonestReturnMs(standings: readonly Standing[]): number | undefined {
  const times = standings.map(returnsAtMs).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

function returnsAtMs({ mine, open, otherLeasesMs }: Standing): number | undefined {
  if (open + otherLeasesMs.length <= 0) return undefined;
  const postponedUntilMs = mine?.state === "postponed" ? mine.postponedUntilMs : 0;
  const freeAtMs = open > 0 ? 0 : (otherLeasesMs[-open] ?? 0);
  return Math.max(postponedUntilMs, freeAtMs);
}

/** The item part of a standing. */
export type ItemFacts = Pick<Item, "itemId" | "source"> &
  Pick<Standing, "position" | "answers" | "mine">;
