import { ReviewerEmail, type RunId } from "@labeldesk/core";
import { expect, it } from "vitest";
import {
  ana,
  ben,
  cleo,
  describePart,
  itemId,
  keyOf,
  LEASE_MS,
  offered,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

const NOTHING = { kind: "nothingLeft" };

/** Items that are dealt beforehand: they wait for their people and hold places. */
export function describeWaiting(suite: WorkStoreSuite): void {
  describePart(suite, "waiting", (bench) => {
    keepingCases(bench);
    orderCases(bench);
    placeCases(bench);
  });
}

/** The states of a reviewer's assignments by position. */
async function statesOf(bench: WorkBench, runId: RunId, reviewer: ReviewerEmail) {
  const listed = await bench.within(({ assignments }) =>
    assignments.listAssignments(runId, reviewer),
  );
  return listed.map((one) => `${one.itemId} ${one.state}`);
}

function keepingCases(bench: WorkBench): void {
  it("shows what waits for a reviewer, with no times yet", async () => {
    const runId = await bench.begin({ people: [ana, ben], items: 3 });
    await bench.reserve(runId, [2, ana]);
    const waiting = {
      ...keyOf(runId, 2, ana),
      source: { kind: "trace", traceId: "tr-2" },
      state: "waiting",
      offeredAtMs: 0,
      leaseUntilMs: 0,
      postponedUntilMs: 0,
    };
    await bench.within(async ({ assignments }) => {
      expect(await assignments.listAssignments(runId, ana)).toEqual([waiting]);
      expect(await assignments.findAssignment(keyOf(runId, 2, ana))).toEqual(waiting);
      expect(await assignments.findAssignment(keyOf(runId, 2, ben))).toBeUndefined();
    });
  });

  it("makes the waiting assignments exactly those given", async () => {
    const runId = await bench.begin({ people: [ana, ben], items: 3 });
    const other = await bench.begin({ people: [ana], items: 1 });
    await bench.reserve(other, [1, ana]);
    await bench.reserve(runId, [1, ana], [2, ana]);
    await bench.reserve(runId, [2, ana], [2, ben], [3, ben]);
    expect(await statesOf(bench, runId, ana)).toEqual(["item-2 waiting"]);
    expect(await statesOf(bench, runId, ben)).toEqual(["item-2 waiting", "item-3 waiting"]);
    await bench.reserve(runId);
    expect(await statesOf(bench, runId, ana)).toEqual([]);
    expect(await statesOf(bench, runId, ben)).toEqual([]);
    expect(await statesOf(bench, other, ana)).toEqual(["item-1 waiting"]);
  });

  it("leaves a reservation out whose reviewer has the item in another state", async () => {
    const runId = await bench.begin({ people: [ana], items: 5 });
    const untilMs = bench.nowMs() + 10 * LEASE_MS;
    await bench.offer(runId, ana);
    await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ana)));
    await bench.within(({ assignments }) => assignments.decline(keyOf(runId, 2, ana)));
    await bench.offer(runId, ana);
    await bench.within(({ assignments }) => assignments.postpone(keyOf(runId, 3, ana), untilMs));
    await bench.offer(runId, ana);
    const before = ["item-1 submitted", "item-2 declined", "item-3 postponed", "item-4 offered"];
    expect(await statesOf(bench, runId, ana)).toEqual(before);
    await bench.reserve(runId, [1, ana], [2, ana], [3, ana], [4, ana], [5, ana]);
    expect(await statesOf(bench, runId, ana)).toEqual([...before, "item-5 waiting"]);
    await bench.reserve(runId);
    expect(await statesOf(bench, runId, ana)).toEqual(before);
  });

  it("leaves a reservation out whose reviewer is away or not assigned", async () => {
    const runId = await bench.begin({ people: [ana, ben], away: [ben], items: 3 });
    await bench.reserve(runId, [1, ana], [2, ben], [3, cleo]);
    expect(await statesOf(bench, runId, ana)).toEqual(["item-1 waiting"]);
    expect(await statesOf(bench, runId, ben)).toEqual([]);
    expect(await statesOf(bench, runId, cleo)).toEqual([]);
  });

  it("takes a reservation that is given twice once", async () => {
    const runId = await bench.begin({ people: [ana], items: 1 });
    await bench.reserve(runId, [1, ana], [1, ana]);
    expect(await statesOf(bench, runId, ana)).toEqual(["item-1 waiting"]);
  });

  it("refuses an unknown item and keeps what waited", async () => {
    const runId = await bench.begin({ people: [ana], items: 2 });
    await bench.reserve(runId, [1, ana]);
    await expect(bench.reserve(runId, [2, ana], [9, ana])).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringContaining("item-9"),
    });
    expect(await statesOf(bench, runId, ana)).toEqual(["item-1 waiting"]);
  });

  it("keeps the reservations of one caller when two make them at once", async () => {
    const runId = await bench.begin({ people: [ana, ben], items: 4 });
    await Promise.all([
      bench.reserve(runId, [1, ana], [2, ana]),
      bench.reserve(runId, [3, ana], [4, ana]),
    ]);
    const states = await statesOf(bench, runId, ana);
    expect([
      ["item-1 waiting", "item-2 waiting"],
      ["item-3 waiting", "item-4 waiting"],
    ]).toContainEqual(states);
  });

  it("settles and declines what waited, and does not postpone it", async () => {
    const runId = await bench.begin({ people: [ana], items: 3 });
    await bench.reserve(runId, [1, ana], [2, ana], [3, ana]);
    await bench.within(async ({ assignments }) => {
      await assignments.settle(keyOf(runId, 1, ana));
      await assignments.decline(keyOf(runId, 2, ana));
      await assignments.postpone(keyOf(runId, 3, ana), bench.nowMs() + LEASE_MS);
    });
    const states = ["item-1 submitted", "item-2 declined", "item-3 waiting"];
    expect(await statesOf(bench, runId, ana)).toEqual(states);
  });
}

function orderCases(bench: WorkBench): void {
  it("offers a reviewer first what waits, in order of addition, then what is open", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1, items: 5 });
    await bench.reserve(runId, [4, ana], [2, ana], [5, ben]);
    const first = await bench.offer(runId, ana);
    expect(first).toMatchObject({
      kind: "offered",
      isNew: true,
      assignment: {
        itemId: itemId(2),
        state: "offered",
        offeredAtMs: bench.nowMs(),
        leaseUntilMs: bench.nowMs() + LEASE_MS,
      },
    });
    await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 2, ana)));
    const rest = await bench.workOff(runId, ana);
    expect(rest.map(([position]) => position)).toEqual([4, 1, 3]);
  });

  it("offers what waits also before what lacks more answers", async () => {
    const runId = await bench.begin({
      people: [ana, ben, cleo],
      labelsPerTrace: 1,
      overlap: { every: 2, labels: 3 },
      items: 3,
    });
    await bench.reserve(runId, [3, ana]);
    expect(offered(await bench.offer(runId, ana))).toBe(itemId(3));
  });

  it("renews an open offer before it looks at what waits", async () => {
    const runId = await bench.begin({ people: [ana], labelsPerTrace: 1, items: 3 });
    await bench.offer(runId, ana);
    await bench.reserve(runId, [2, ana]);
    const again = await bench.offer(runId, ana);
    expect(again).toMatchObject({ isNew: false, assignment: { itemId: itemId(1) } });
  });

  it("passes over what waits and was excluded", async () => {
    const runId = await bench.begin({ people: [ana], labelsPerTrace: 1, items: 3 });
    await bench.reserve(runId, [2, ana], [3, ana]);
    await bench.within(({ assignments }) =>
      assignments.setItemState(runId, itemId(2), "excluded", { reason: "a test" }),
    );
    expect(offered(await bench.offer(runId, ana))).toBe(itemId(3));
  });
}

function placeCases(bench: WorkBench): void {
  it("holds the place of an item for whom it waits", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1, items: 3 });
    await bench.reserve(runId, [1, ana], [3, ana]);
    expect(await bench.workOff(runId, ben)).toEqual([[2, ben]]);
    expect(await bench.offer(runId, ben)).toEqual(NOTHING);
    expect(await bench.workOff(runId, ana, ben)).toEqual([
      [1, ana],
      [3, ana],
    ]);
  });

  it("holds one place and leaves the others of the same item", async () => {
    const runId = await bench.begin({ people: [ana, ben, cleo], labelsPerTrace: 2 });
    await bench.reserve(runId, [1, ana]);
    expect(offered(await bench.offer(runId, ben))).toBe(itemId(1));
    expect(await bench.offer(runId, cleo)).toMatchObject(NOTHING);
    expect(offered(await bench.offer(runId, ana))).toBe(itemId(1));
  });

  it("takes nobody's place where everyone answers", async () => {
    const runId = await bench.begin({ people: [ana, ben], items: 1 });
    await bench.reserve(runId, [1, ana]);
    expect(offered(await bench.offer(runId, ben))).toBe(itemId(1));
    expect(offered(await bench.offer(runId, ana))).toBe(itemId(1));
  });

  it("opens the place of an item that waited once its offer has expired", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1 });
    await bench.reserve(runId, [1, ana]);
    await bench.offer(runId, ana);
    bench.pass(LEASE_MS);
    expect(offered(await bench.offer(runId, ben))).toBe(itemId(1));
  });

  it("opens the place of an item that its reviewer declined, or that waits no more", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1, items: 2 });
    await bench.reserve(runId, [1, ana], [2, ana]);
    await bench.within(({ assignments }) => assignments.decline(keyOf(runId, 1, ana)));
    expect(await bench.workOff(runId, ben)).toEqual([[1, ben]]);
    await bench.reserve(runId);
    expect(await bench.workOff(runId, ben)).toEqual([[2, ben]]);
  });

  it("forgets what waited for people who are gone or away, and frees their places", async () => {
    const rules = { labelsPerTrace: 1 } as const;
    const runId = await bench.begin({ ...rules, people: [ana, ben, cleo], items: 4 });
    await bench.reserve(runId, [1, ana], [2, cleo], [3, ben]);
    await bench.change(runId, { ...rules, people: [ben, cleo], away: [cleo] });
    expect(await statesOf(bench, runId, ana)).toEqual([]);
    expect(await statesOf(bench, runId, cleo)).toEqual([]);
    const answered = await bench.workOff(runId, ben);
    expect(answered.map(([position]) => position)).toEqual([3, 1, 2, 4]);
    await bench.change(runId, { ...rules, people: [ana, ben, cleo] });
    expect(await statesOf(bench, runId, ana)).toEqual([]);
  });

  it("gives each of many people what waits, however many ask at once", async () => {
    const crowd = Array.from({ length: 12 }, (_, index) =>
      ReviewerEmail.parse(`r${index}@example.com`),
    );
    const runId = await bench.begin({ people: crowd, labelsPerTrace: 1, items: 12 });
    await bench.reserve(runId, ...crowd.map((reviewer, index) => [12 - index, reviewer] as const));
    const outcomes = await Promise.all(crowd.map((reviewer) => bench.offer(runId, reviewer)));
    expect(outcomes.map(offered)).toEqual(crowd.map((_, index) => itemId(12 - index)));
  });
}
