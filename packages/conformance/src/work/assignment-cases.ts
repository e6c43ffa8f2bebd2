import type { Exclusion, RunId } from "@labeldesk/core";
import { expect, it } from "vitest";
import {
  ana,
  ben,
  cleo,
  describePart,
  itemId,
  itemsOf,
  keyOf,
  LEASE_MS,
  offered,
  workItemsOf,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** Items and their order. */
export function describeAssignments(suite: WorkStoreSuite): void {
  describePart(suite, "assignments", (bench) => {
    itemCases(bench);
    orderCases(bench);
    exclusionCases(bench);
  });
}

function itemCases(bench: WorkBench): void {
  it("keeps items in the order in which they were added, and adds none twice", async () => {
    const runId = await bench.begin({ items: 2 });
    const more = itemsOf(runId, 4).toReversed();
    await bench.within(({ assignments }) => assignments.addItems(runId, more));
    const items = await bench.within(({ assignments }) => assignments.listItems(runId));
    expect(items.map((item) => item.itemId)).toEqual([1, 2, 4, 3].map(itemId));
  });

  it("leaves the state of an item that is added again", async () => {
    const runId = await bench.begin();
    await bench.within(async ({ assignments }) => {
      await assignments.setItemState(runId, itemId(1), "excluded");
      await assignments.addItems(runId, itemsOf(runId, 1));
      expect(await assignments.findItem(runId, itemId(1))).toEqual({
        ...workItemsOf(runId, 1)[0],
        state: "excluded",
      });
    });
  });

  it("tells items of two sessions apart", async () => {
    const [one, other] = [await bench.begin(), await bench.begin({ items: 0 })];
    await bench.within(async ({ assignments }) => {
      expect(await assignments.findItem(one, itemId(1))).toBeDefined();
      expect(await assignments.findItem(other, itemId(1))).toBeUndefined();
    });
  });

  it("says which item is unknown when its state is to change", async () => {
    const runId = await bench.begin();
    await expect(
      bench.within(({ assignments }) => assignments.setItemState(runId, itemId(9), "excluded")),
    ).rejects.toMatchObject({ code: "NOT_FOUND", message: expect.stringContaining("item-9") });
  });

  it("lists what one reviewer has, and finds one of it", async () => {
    const runId = await bench.begin({ people: [ana, ben], items: 2 });
    await bench.offer(runId, ana);
    await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ana)));
    await bench.offer(runId, ana);
    await bench.within(async ({ assignments }) => {
      const mine = await assignments.listAssignments(runId, ana);
      expect(mine.map(({ itemId: item, state }) => [item, state])).toEqual([
        [itemId(1), "submitted"],
        [itemId(2), "offered"],
      ]);
      expect(await assignments.findAssignment(keyOf(runId, 2, ana))).toEqual(mine[1]);
      expect(await assignments.findAssignment(keyOf(runId, 2, ben))).toBeUndefined();
    });
  });

  it("settles an answer that came without an offer", async () => {
    const runId = await bench.begin();
    const key = keyOf(runId, 1, ana);
    await bench.within(({ assignments }) => assignments.settle(key));
    expect(await bench.within(({ assignments }) => assignments.findAssignment(key))).toMatchObject({
      ...key,
      state: "submitted",
    });
  });
}

function exclusionCases(bench: WorkBench): void {
  const exclusion = { by: ana, reason: 'It holds a name: "Größe 大きさ" 🏠\nand more' };
  const exclude = (runId: RunId, given: Exclusion = exclusion) =>
    bench.within(({ assignments }) =>
      assignments.setItemState(runId, itemId(1), "excluded", given),
    );
  const find = (runId: RunId) =>
    bench.within(({ assignments }) => assignments.findItem(runId, itemId(1)));

  it("keeps why an item is excluded and by whom, also when it is added again", async () => {
    const runId = await bench.begin({ items: 2 });
    await exclude(runId);
    await bench.within(({ assignments }) => assignments.addItems(runId, itemsOf(runId, 2)));
    const [first, second] = workItemsOf(runId, 2);
    const excluded = { ...first, state: "excluded", exclusion };
    expect(await find(runId)).toEqual(excluded);
    expect(await bench.within(({ assignments }) => assignments.listItems(runId))).toEqual([
      excluded,
      second,
    ]);
  });

  it.each(["pending", "complete"] as const)(
    "drops the exclusion of an item that becomes %s",
    async (state) => {
      const runId = await bench.begin();
      await exclude(runId);
      await bench.within(({ assignments }) => assignments.setItemState(runId, itemId(1), state));
      expect(await find(runId)).toEqual({ ...workItemsOf(runId, 1)[0], state });
    },
  );

  it("keeps the last exclusion, and one by nobody that is known", async () => {
    const runId = await bench.begin();
    await exclude(runId);
    await exclude(runId, { reason: "Excluded in the Review tab." });
    expect((await find(runId))?.exclusion).toEqual({ reason: "Excluded in the Review tab." });
  });

  it("adds an item with the exclusion that it comes with", async () => {
    const runId = await bench.begin({ items: 0 });
    const items = itemsOf(runId, 1).map((item) => ({
      ...item,
      state: "excluded" as const,
      exclusion,
    }));
    await bench.within(({ assignments }) => assignments.addItems(runId, items));
    expect(await find(runId)).toMatchObject({ state: "excluded", exclusion });
  });
}

function orderCases(bench: WorkBench): void {
  it("offers what has the fewest answers and live offers first, then what was added first", async () => {
    const runId = await bench.begin({ people: [ana, ben, cleo], labelsPerTrace: 3, items: 3 });
    await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ana)));
    expect(offered(await bench.offer(runId, ana))).toBe(itemId(2));
    expect(offered(await bench.offer(runId, ben))).toBe(itemId(3));
    expect(offered(await bench.offer(runId, cleo))).toBe(itemId(1));
  });

  it("forgets expired offers when it orders items", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 2, items: 2 });
    await bench.offer(runId, ana);
    bench.pass(LEASE_MS);
    expect(offered(await bench.offer(runId, ben))).toBe(itemId(1));
  });

  it("deals 2,000 items without giving one twice", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1, items: 2_000 });
    const given = await Promise.all(
      [ana, ben].map((reviewer) =>
        bench.within(async ({ assignments }) => {
          const mine: string[] = [];
          const terms = { nowMs: bench.nowMs(), leaseMs: LEASE_MS };
          for (let count = 0; count < 50; count += 1) {
            // oxlint-disable-next-line no-await-in-loop -- one reviewer gets one item after the other
            const outcome = await assignments.offerNext(runId, reviewer, terms);
            if (outcome.kind === "nothingLeft") break;
            // oxlint-disable-next-line no-await-in-loop -- see above
            await assignments.settle(outcome.assignment);
            mine.push(outcome.assignment.itemId);
          }
          return mine;
        }),
      ),
    );
    expect(given.flat()).toHaveLength(100);
    expect(new Set(given.flat()).size).toBe(100);
    const items = await bench.within(({ assignments }) => assignments.listItems(runId));
    expect(items).toHaveLength(2_000);
    expect(items[1_999]?.itemId).toBe(itemId(2_000));
  });
}
