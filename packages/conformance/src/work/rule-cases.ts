import type { AssignmentState, LabelingSession, ReviewerEmail, RunId } from "@labeldesk/core";
import { expect, it } from "vitest";
import { createDice, type Dice } from "./dice.js";
import { expectedOffer, expectedProgress, lookAt } from "./expected-work.js";
import {
  ana,
  ben,
  cleo,
  dora,
  describePart,
  itemId,
  itemsOf,
  keyOf,
  LEASE_MS,
  sessionOf,
  type SessionWish,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const STEPS = 80;
const ROUNDS = 6;
const TIMEOUT_MS = 300_000;
const CROWD = [ana, ben, cleo, dora];
const ITEMS = 9;
const STATES: readonly AssignmentState[] = ["offered", "submitted", "postponed", "declined"];

/** The rules of who gets what next and of what is left, against core's own, after everything that can happen. */
export function describeRules(suite: WorkStoreSuite): void {
  describePart(suite, "rules", (bench) => {
    it.each(SEEDS)(
      "offers and counts what the rules of the domain say, whatever happened before: %i",
      async (seed) => {
        const dice = createDice(seed);
        const runId = await bench.begin({ people: CROWD, labelsPerTrace: 2, items: ITEMS });
        const history: string[] = [];
        for (let step = 1; step <= STEPS; step += 1) {
          const things = [...thingsThatHappen(bench, runId, dice), removal(bench, runId)];
          await happen(dice.oneOf(things), history);
          await checkOffer(bench, runId, dice.oneOf(CROWD), history);
          if (step % 4 === 0) await checkProgress(bench, runId, history);
        }
      },
      TIMEOUT_MS,
    );

    it.each(SEEDS)(
      "offers and counts what the rules say after much happened at once: %i",
      async (seed) => {
        const dice = createDice(seed);
        const runId = await bench.begin({ people: CROWD, labelsPerTrace: 2, items: ITEMS });
        const history: string[] = [];
        for (let round = 1; round <= ROUNDS; round += 1) {
          await Promise.all(CROWD.map((reviewer) => bench.offer(runId, reviewer)));
          const things = Array.from({ length: 12 }, () =>
            dice.oneOf(thingsThatHappen(bench, runId, dice)),
          );
          await Promise.all(things.map((thing) => happen(thing, history)));
          await checkProgress(bench, runId, history);
          for (const reviewer of CROWD) await checkOffer(bench, runId, reviewer, history);
        }
      },
      TIMEOUT_MS,
    );
  });
}

/** Asks what is next for somebody, and looks at the store right before. */
async function checkOffer(
  bench: WorkBench,
  runId: RunId,
  reviewer: ReviewerEmail,
  history: string[],
): Promise<void> {
  const terms = { nowMs: bench.nowMs(), leaseMs: LEASE_MS };
  const [expected, actual] = await bench.within(async (parts) => [
    expectedOffer(await lookAt(parts, runId), reviewer, terms),
    await parts.assignments.offerNext(runId, reviewer, terms),
  ]);
  history.push(`${reviewer} is offered something`);
  expect({ history, actual }).toEqual({ history, actual: expected });
}

async function checkProgress(bench: WorkBench, runId: RunId, history: string[]): Promise<void> {
  const [expected, actual] = await bench.within(async (parts) => [
    expectedProgress(await lookAt(parts, runId), bench.nowMs()),
    await parts.assignments.progress(runId),
  ]);
  expect({ history, actual }).toEqual({ history, actual: expected });
}

/** Something that people, leads or time do. */
type Thing = readonly [what: string, act: () => Promise<void>];

async function happen([what, act]: Thing, history: string[]): Promise<void> {
  history.push(what);
  await act();
}

function thingsThatHappen(bench: WorkBench, runId: RunId, dice: Dice): readonly Thing[] {
  const position = dice.upTo(ITEMS);
  const key = keyOf(runId, position, dice.oneOf(CROWD));
  const at = `${key.reviewer} item ${position}`;
  return [
    ["nothing", async () => {}],
    ["time passes", async () => bench.pass(LEASE_MS * dice.oneOf([0.4, 1, 3]))],
    [`settle ${at}`, () => bench.within(({ assignments }) => assignments.settle(key))],
    [`settle what is open`, () => settleOpen(bench, runId, dice)],
    [`decline ${at}`, () => bench.within(({ assignments }) => assignments.decline(key))],
    [`postpone what is open`, () => postponeOpen(bench, runId, dice)],
    [`reopen ${at}`, () => reopen(bench, runId, dice)],
    [`reserve`, () => reserve(bench, runId, dice)],
    [`more labels for ${position}`, () => setExtra(bench, runId, position, dice.upTo(3) - 1)],
    [`state of ${position}`, () => setState(bench, runId, position, dice)],
    [`assignees of ${position}`, () => readd(bench, runId, position, dice)],
    ["another rule", () => bench.change(runId, randomRules(dice))],
    ["back to the first rule", () => bench.change(runId, { people: CROWD, labelsPerTrace: 2 })],
  ];
}

/** Somebody's assignment in a state. */
async function someIn(bench: WorkBench, runId: RunId, dice: Dice, state: AssignmentState) {
  const page = { limit: 1_000 };
  const all = await bench.within(({ assignments }) => assignments.listAllAssignments(runId, page));
  const found = all.filter((one) => one.state === state);
  return found.length === 0 ? undefined : dice.oneOf(found);
}

async function settleOpen(bench: WorkBench, runId: RunId, dice: Dice): Promise<void> {
  const open = await someIn(bench, runId, dice, "offered");
  if (open) await bench.within(({ assignments }) => assignments.settle(open));
}

async function postponeOpen(bench: WorkBench, runId: RunId, dice: Dice): Promise<void> {
  const open = await someIn(bench, runId, dice, "offered");
  const untilMs = bench.nowMs() + LEASE_MS * dice.upTo(4);
  if (open) await bench.within(({ assignments }) => assignments.postpone(open, untilMs));
}

async function reopen(bench: WorkBench, runId: RunId, dice: Dice): Promise<void> {
  const one = await someIn(bench, runId, dice, dice.oneOf(STATES));
  const untilMs = bench.nowMs() + LEASE_MS;
  if (one) await bench.within(({ assignments }) => assignments.reopen(one, untilMs));
}

function reserve(bench: WorkBench, runId: RunId, dice: Dice): Promise<void> {
  const places = Array.from(
    { length: dice.upTo(8) },
    () => [dice.upTo(ITEMS), dice.oneOf(CROWD)] as const,
  );
  return bench.reserve(runId, ...places);
}

function setExtra(bench: WorkBench, runId: RunId, position: number, count: number): Promise<void> {
  return bench.within(({ assignments }) =>
    assignments.setExtraLabels(runId, itemId(position), count),
  );
}

function setState(bench: WorkBench, runId: RunId, position: number, dice: Dice): Promise<void> {
  const state = dice.oneOf(["pending", "complete", "excluded"] as const);
  return bench.within(({ assignments }) =>
    assignments.setItemState(runId, itemId(position), state),
  );
}

function readd(bench: WorkBench, runId: RunId, position: number, dice: Dice): Promise<void> {
  const assignees = CROWD.filter(() => dice.upTo(3) === 1);
  const items = itemsOf(runId, ITEMS).slice(position - 1, position);
  return bench.within(({ assignments }) =>
    assignments.addItems(
      runId,
      items.map((item) => (assignees.length === 0 ? item : { ...item, assignees })),
    ),
  );
}

function randomRules(dice: Dice): SessionWish {
  const strategy = dice.oneOf(["first-come", "even", "manual"] as const);
  const caps: LabelingSession["dealing"][] = [
    { strategy },
    { strategy, cap: dice.upTo(4) },
    { strategy, cap: 5, caps: [{ reviewer: dice.oneOf(CROWD), cap: dice.upTo(3) - 1 }] },
  ];
  return {
    people: CROWD.filter(() => dice.upTo(6) > 1),
    away: CROWD.filter(() => dice.upTo(5) === 1),
    labelsPerTrace: dice.oneOf([1, 2, 3, "everyone"] as const),
    ...(dice.upTo(2) === 1 && { overlap: { every: dice.upTo(3) + 1, labels: dice.upTo(4) } }),
    dealing: dice.oneOf(caps),
    state: dice.oneOf(["open", "open", "open", "paused"] as const),
  };
}

function removal(bench: WorkBench, runId: RunId): Thing {
  return [
    "removed and back",
    () =>
      bench.within(async ({ sessions, assignments }) => {
        await sessions.removeSession(runId);
        await assignments.addItems(runId, itemsOf(runId, ITEMS));
        await sessions.saveSession(sessionOf(runId, { people: CROWD, labelsPerTrace: 2 }));
      }),
  ];
}
