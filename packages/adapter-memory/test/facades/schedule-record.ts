import type { ItemId, LabelingSession, ReviewerEmail, WorkItem } from "@labeldesk/core";

/** An offer as the test saw it being made. */
export interface SeenOffer {
  readonly leaseUntilMs: number;
  /** Nothing happened since that lets others be asked as well: it counts against the item's places. */
  readonly inForce: boolean;
  /** 0 unless it was postponed. */
  readonly postponedUntilMs: number;
}

/** An answer as the test gave it. `inForce`: its offer was, when it was given. */
export interface SeenAnswer {
  readonly inForce: boolean;
}

/** What the test saw and did, kept apart from what the store says of itself. */
export interface Seen {
  readonly answers: Map<string, SeenAnswer>;
  readonly offers: Map<string, SeenOffer>;
  readonly declined: Set<string>;
}

export function createSeen(): Seen {
  return { answers: new Map(), offers: new Map(), declined: new Set() };
}

/** One person's relation to one item, as a key. */
export function pairOf(itemId: ItemId, reviewer: ReviewerEmail): string {
  return `${itemId} ${reviewer}`;
}

/** Who of a map's or set's pairs has to do with the item. */
export function peopleOf(pairs: Iterable<string>, itemId: ItemId): readonly string[] {
  return [...pairs]
    .filter((pair) => pair.startsWith(`${itemId} `))
    .map((pair) => pair.slice(itemId.length + 1));
}

/** The items that one person has to do with. */
export function itemsOf(pairs: Iterable<string>, reviewer: ReviewerEmail): readonly string[] {
  return [...pairs]
    .filter((pair) => pair.endsWith(` ${reviewer}`))
    .map((pair) => pair.slice(0, -reviewer.length - 1));
}

/** The assigned people who are here. */
export function hereOf({ assignedUsers, away }: LabelingSession): readonly ReviewerEmail[] {
  return assignedUsers.filter((user) => !away.includes(user));
}

/** How many answers an item wants, and how many people may be asked at once: the rule written down a second time. */
export function needOf(
  session: LabelingSession,
  { position, extraLabels, assignees = [] }: WorkItem,
): { readonly wanted: number; readonly places: number } {
  const here = hereOf(session);
  const { dealing, overlap, labelsPerTrace } = session;
  const named =
    dealing.strategy === "manual" ? here.filter((user) => assignees.includes(user)) : [];
  const isOverlap = overlap !== undefined && position % overlap.every === 0;
  const base = named.length > 0 ? named.length : isOverlap ? overlap.labels : labelsPerTrace;
  if (base === "everyone") return { wanted: here.length, places: Infinity };
  const wanted = Math.min(base + extraLabels, here.length);
  return { wanted, places: wanted };
}

/** The most items that a person gets. */
export function limitOf({ dealing }: LabelingSession, reviewer: ReviewerEmail): number {
  const own = dealing.caps?.find((entry) => entry.reviewer === reviewer);
  return own?.cap ?? dealing.cap ?? Infinity;
}

/** The offers and answers of these pairs count no more against the places of their items. */
export function outOfForce({ answers, offers }: Seen, which: (pair: string) => boolean): void {
  for (const [pair, offer] of offers)
    if (which(pair)) offers.set(pair, { ...offer, inForce: false });
  for (const pair of answers.keys()) if (which(pair)) answers.set(pair, { inForce: false });
}
