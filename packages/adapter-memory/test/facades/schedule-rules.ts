import type {
  ItemId,
  OfferOutcome,
  ReviewerEmail,
  SessionProgress,
  WorkItem,
} from "@labeldesk/core";
import { expect } from "vitest";
import {
  hereOf,
  itemsOf,
  limitOf,
  needOf,
  pairOf,
  peopleOf,
  type Seen,
  type SeenOffer,
} from "./schedule-record.js";
import type { Snapshot } from "./schedule-world.js";

/** Whether an offer is exclusive still. */
export function isLive({ leaseUntilMs, postponedUntilMs }: SeenOffer, nowMs: number): boolean {
  return postponedUntilMs === 0 && leaseUntilMs > nowMs;
}

/** Who asks what, and what was known before. */
export interface Asked {
  readonly reviewer: ReviewerEmail;
  readonly includePostponed: boolean;
  readonly before: Snapshot;
  readonly seen: Seen;
}

/** Holds an outcome of "what is next?" to the promises about offers. */
export function checkOutcome(asked: Asked, outcome: OfferOutcome): void {
  const { reviewer, before, seen } = asked;
  const { session, items, nowMs } = before;
  const isServed = session.state === "open" && hereOf(session).includes(reviewer);
  if (!isServed) return expect(outcome).toEqual({ kind: "nothingLeft" });
  const due = items.filter((item) => isDue(asked, item));
  const live = items.filter((item) => isLiveFor(asked, item));
  switch (outcome.kind) {
    case "nothingLeft":
      // Nobody starves: whoever has nothing can be given nothing.
      expect(due).toEqual([]);
      expect(live).toEqual([]);
      if (outcome.waitUntilMs !== undefined) expect(outcome.waitUntilMs).toBeGreaterThan(nowMs);
      return;
    case "offered": {
      const { itemId } = outcome.assignment;
      const known = seen.offers.get(pairOf(itemId, reviewer));
      expect(outcome.isNew).toBe(known === undefined || known.postponedUntilMs > 0);
      if (live.length > 0) return expect(live.map((item) => item.itemId)).toContain(itemId);
      // Exclusive, below the cap, and nothing that was answered or declined.
      expect(due.map((item) => item.itemId)).toContain(itemId);
      const dealt = due.filter((item) => isWaiting(asked, item)).map((item) => item.itemId);
      if (outcome.isNew && dealt.length > 0) expect(dealt[0]).toBe(itemId);
    }
  }
}

function isLiveFor({ reviewer, before, seen }: Asked, { itemId, state }: WorkItem): boolean {
  const offer = seen.offers.get(pairOf(itemId, reviewer));
  return state !== "excluded" && offer !== undefined && isLive(offer, before.nowMs);
}

function isWaiting({ reviewer, before }: Asked, { itemId }: WorkItem): boolean {
  return before.rows.some(
    (row) => row.itemId === itemId && row.reviewer === reviewer && row.state === "waiting",
  );
}

/** Whether the item may be offered now to somebody who has no live offer. */
function isDue(asked: Asked, item: WorkItem): boolean {
  const { reviewer, includePostponed, before, seen } = asked;
  const { session, nowMs, rows } = before;
  const pair = pairOf(item.itemId, reviewer);
  if (item.state === "excluded" || seen.answers.has(pair) || seen.declined.has(pair)) return false;
  const mine = seen.offers.get(pair);
  if (mine === undefined && loadOf(before, seen, reviewer) >= limitOf(session, reviewer))
    return false;
  if (mine !== undefined && mine.postponedUntilMs > nowMs && !includePostponed) return false;
  const others = rows.filter(
    (row) => row.itemId === item.itemId && row.reviewer !== reviewer && row.state === "waiting",
  );
  const taken = peopleOf(seen.answers.keys(), item.itemId).length + liveOthers(asked, item);
  const held = isWaiting(asked, item) ? 0 : others.length;
  return needOf(session, item).places - taken - held > 0;
}

function liveOthers({ reviewer, before, seen }: Asked, { itemId }: WorkItem): number {
  return hereOf(before.session).filter((other) => {
    const offer = seen.offers.get(pairOf(itemId, other));
    return other !== reviewer && offer !== undefined && isLive(offer, before.nowMs);
  }).length;
}

/** What of a person's work counts against the cap. */
export function loadOf({ items }: Snapshot, seen: Seen, reviewer: ReviewerEmail): number {
  const excluded = new Set<string>(
    items.filter(({ state }) => state === "excluded").map(({ itemId }) => itemId),
  );
  const pairs = [...seen.answers.keys(), ...seen.offers.keys()];
  return itemsOf(pairs, reviewer).filter((itemId) => !excluded.has(itemId)).length;
}

/** Holds what the store says after a step to what was seen, and to the promises that hold at any time. */
export function checkState(seen: Seen, after: Snapshot, progress: SessionProgress): void {
  const { session, items, rows, nowMs } = after;
  const inState = (...states: readonly string[]) =>
    rows
      .filter(({ state }) => states.includes(state))
      .map(({ itemId, reviewer }) => pairOf(itemId, reviewer))
      .toSorted();
  // Finished work never moves, and open work is nobody else's to take.
  expect(inState("submitted")).toEqual([...seen.answers.keys()].toSorted());
  expect(inState("declined")).toEqual([...seen.declined].toSorted());
  expect(inState("offered", "postponed")).toEqual([...seen.offers.keys()].toSorted());
  const here = hereOf(session);
  for (const row of rows.filter(({ state }) => state === "waiting"))
    expect(here).toContain(row.reviewer);
  for (const item of items) {
    const { places } = needOf(session, item);
    // Never more than wanted, except by late answers.
    if (item.state !== "excluded") expect(inForce(seen, item, nowMs)).toBeLessThanOrEqual(places);
  }
  const included = items.filter(({ state }) => state !== "excluded");
  expect(progress.labels).toBe(seen.answers.size);
  expect(progress.wanted).toBe(
    included.reduce((sum, item) => sum + needOf(session, item).wanted, 0),
  );
}

/** The answers to an item that were in time, and its offers that still are. */
function inForce(seen: Seen, { itemId }: WorkItem, nowMs: number): number {
  const inTime = peopleOf(seen.answers.keys(), itemId).filter(
    (person) => seen.answers.get(`${itemId} ${person}`)?.inForce,
  );
  const open = peopleOf(seen.offers.keys(), itemId).filter((person) => {
    const offer = seen.offers.get(`${itemId} ${person}`);
    return offer?.inForce && isLive(offer, nowMs);
  });
  return inTime.length + open.length;
}

/** The items that somebody who is here could still answer, now that nobody gets anything: there must be none. */
export function unended(seen: Seen, snapshot: Snapshot): readonly ItemId[] {
  const { session, items } = snapshot;
  const isFree = (person: ReviewerEmail) =>
    loadOf(snapshot, seen, person) < limitOf(session, person);
  return items
    .filter((item) => {
      const isFull =
        peopleOf(seen.answers.keys(), item.itemId).length >= needOf(session, item).places;
      const mayAnswer = hereOf(session).filter((person) => {
        const pair = pairOf(item.itemId, person);
        if (seen.answers.has(pair) || seen.declined.has(pair)) return false;
        return seen.offers.has(pair) || isFree(person);
      });
      return item.state !== "excluded" && !isFull && mayAnswer.length > 0;
    })
    .map(({ itemId }) => itemId);
}
