import type { ItemId, OfferOutcome, ReviewerEmail, WorkItem } from "@labeldesk/core";
import { expect } from "vitest";
import { changesOf, forgetWhatLowers, move } from "./schedule-changes.js";
import { click } from "./schedule-clicks.js";
import { hereOf, pairOf, peopleOf } from "./schedule-record.js";
import { checkOutcome, checkState, isLive, unended } from "./schedule-rules.js";
import type { Schedule, Step } from "./schedule-steps.js";
import {
  crowd,
  keyIn,
  LEASE_MS,
  openSchedule,
  personAt,
  pick,
  type ScheduleWorld,
  type Snapshot,
} from "./schedule-world.js";

/**
 * Plays a schedule, then lets everybody who is here answer until nothing is left; checks all the way. The items that
 * somebody could still answer then.
 */
export async function play(schedule: Schedule): Promise<readonly ItemId[]> {
  const world = await openSchedule(schedule);
  for (const step of schedule.steps) await act(world, (before) => perform(world, before, step));
  await act(world, () => world.change({ state: "open" }));
  await finish(world);
  return unended(world.seen, await world.look());
}

/** One step with the checks after it. */
async function act(world: ScheduleWorld, step: (before: Snapshot) => Promise<void>): Promise<void> {
  const before = await world.look();
  await step(before);
  const after = await world.look();
  forgetWhatLowers(world, before, after);
  checkState(world.seen, after, await world.review.progress(world.runId));
}

async function perform(world: ScheduleWorld, before: Snapshot, step: Step): Promise<void> {
  const { session, items } = before;
  switch (step.kind) {
    case "next":
      await next(world, before, personAt(step.who), step.includePostponed);
      return;
    case "wait":
      return wait(world, before, personAt(step.who));
    case "submit":
    case "postpone":
    case "decline":
    case "exclude":
    case "undo": {
      const reviewer = personAt(step.who);
      const mine = items.filter(({ itemId }) => hasCard(world, pairOf(itemId, reviewer)));
      const item = pick(mine, step.which);
      if (item && (await click(world, before, step.kind, item, reviewer))) await isDealt(world);
      return;
    }
    case "publish": {
      const item = pick(items, step.which);
      const who = item && pick(peopleOf(world.seen.answers.keys(), item.itemId), step.who);
      const reviewer = crowd.find((person) => person === who);
      if (item && reviewer) await world.review.publish(keyIn(world.runId, item, reviewer));
      return;
    }
    case "include": {
      const item = pick(
        items.filter(({ state }) => state === "excluded"),
        step.which,
      );
      if (item === undefined || session.state === "closed") return;
      await world.review.include(keyIn(world.runId, item, personAt(step.who)), { asLead: true });
      return isDealt(world);
    }
    case "name": {
      const item = pick(items, step.which);
      const people = [personAt(step.who), personAt(step.who + 1)].slice(step.which % 2);
      if (item) await world.tracking.items.setAssignees(world.runId, item.itemId, people);
      return world.change({});
    }
    case "askAgain": {
      const item = pick(
        items.filter(({ state }) => state !== "excluded"),
        step.which,
      );
      if (item === undefined || session.state === "closed") return;
      const { kind } = await world.review.askAgain(world.runId, item.itemId);
      return kind === "asked" ? isDealt(world) : undefined;
    }
    case "pass":
      return world.clock.advance(step.ms);
    case "addItem":
      return session.state === "open" ? world.addItem() : undefined;
    case "enrol":
      await world.change({});
      return isDealt(world);
    case "join":
    case "leave":
    case "goAway":
    case "comeBack":
      return move(world, session, step.kind, personAt(step.who));
    case "want":
    case "overlap":
    case "cap":
    case "capOne":
    case "deal":
    case "state":
      return world.change(changesOf(session, step));
  }
}

/** Whether a card of the item ever came to the person. */
function hasCard({ seen }: ScheduleWorld, pair: string): boolean {
  return seen.offers.has(pair) || seen.answers.has(pair) || seen.declined.has(pair);
}

/** Asks what is next for somebody. */
async function next(
  world: ScheduleWorld,
  before: Snapshot,
  reviewer: ReviewerEmail,
  includePostponed: boolean,
): Promise<OfferOutcome> {
  const { seen, runId } = world;
  const outcome = await world.review.next(runId, reviewer, { includePostponed });
  checkOutcome({ reviewer, includePostponed, before, seen }, outcome);
  if (outcome.kind === "nothingLeft") return outcome;
  const pair = pairOf(outcome.assignment.itemId, reviewer);
  const known = seen.offers.get(pair);
  const isKept = known !== undefined && isLive(known, before.nowMs);
  seen.offers.set(pair, {
    leaseUntilMs: before.nowMs + LEASE_MS,
    postponedUntilMs: 0,
    inForce: isKept ? known.inForce : true,
  });
  return outcome;
}

/** Who is told to wait gets something when the time has come, if nothing else happened. */
async function wait(
  world: ScheduleWorld,
  before: Snapshot,
  reviewer: ReviewerEmail,
): Promise<void> {
  const outcome = await next(world, before, reviewer, false);
  if (outcome.kind === "offered" || outcome.waitUntilMs === undefined) return;
  world.clock.advance(outcome.waitUntilMs - world.clock.nowMs() - 1);
  expect((await next(world, await world.look(), reviewer, false)).kind).toBe("nothingLeft");
  world.clock.advance(1);
  expect((await next(world, await world.look(), reviewer, false)).kind).toBe("offered");
}

/** What was just dealt stays when it is dealt again. */
async function isDealt({ review, runId, look }: ScheduleWorld): Promise<void> {
  const { rows } = await look();
  await review.enrol(runId);
  expect((await look()).rows).toEqual(rows);
}

/** Everybody who is here answers whatever comes, and waits when told to, until nobody gets anything. */
async function finish(world: ScheduleWorld): Promise<void> {
  const { review, runId } = world;
  const { session, items } = await world.look();
  const here = hereOf(session);
  // Each answer takes a round at most, and so does each time to wait for.
  const most = 2 * (items.length + 1) * (here.length + 1);
  for (let round = 0; (await answerRound(world, here)) > 0; round += 1)
    expect(round).toBeLessThan(most);
  const { reviewers } = await review.progress(runId);
  expect(reviewers.map(({ left }) => left)).toEqual(reviewers.map(() => 0));
}

/** Everybody asks, waits and answers; how many answers that brought. */
async function answerRound(world: ScheduleWorld, here: readonly ReviewerEmail[]): Promise<number> {
  let given = 0;
  for (const reviewer of here) {
    await act(world, (before) => wait(world, before, reviewer));
    const snapshot = await world.look();
    const open = snapshot.items.find((item) => isOpenTo(world, snapshot, item, reviewer));
    if (open === undefined) continue;
    await act(world, async (before) => {
      await click(world, before, "submit", open, reviewer);
    });
    given += 1;
  }
  return given;
}

function isOpenTo(
  { seen }: ScheduleWorld,
  { nowMs }: Snapshot,
  { itemId, state }: WorkItem,
  reviewer: ReviewerEmail,
): boolean {
  const offer = seen.offers.get(pairOf(itemId, reviewer));
  return state !== "excluded" && offer !== undefined && isLive(offer, nowMs);
}
