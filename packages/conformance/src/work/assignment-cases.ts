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
  newRunId,
  offered,
  submissionOf,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

const HOUR_MS = 3_600_000;

/** Items, their order, and the figures of a session. */
export function describeAssignments(suite: WorkStoreSuite): void {
  describePart(suite, "assignments", (bench) => {
    itemCases(bench);
    orderCases(bench);
    progressCases(bench);
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
        ...itemsOf(runId, 1)[0],
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

function progressCases(bench: WorkBench): void {
  it("counts nothing in a session that is not here", async () => {
    const runId = newRunId();
    expect(await bench.within(({ assignments }) => assignments.progress(runId))).toEqual({
      items: { total: 0, complete: 0, excluded: 0 },
      labels: 0,
      wanted: 0,
      unpublished: 0,
      reviewers: [],
    });
  });

  it("counts items, answers and what each reviewer still has to do", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1, items: 6 });
    const submit = (position: number) =>
      bench.within(async ({ assignments, submissions }) => {
        const key = keyOf(runId, position, ana);
        await submissions.accept(submissionOf(key, "g"));
        await assignments.settle(key);
      });
    await submit(1);
    await submit(2);
    await bench.within(async ({ assignments, submissions }) => {
      await submissions.markPublished(keyOf(runId, 1, ana), 1);
      await assignments.setItemState(runId, itemId(1), "complete");
      await assignments.setItemState(runId, itemId(6), "excluded");
      await assignments.decline(keyOf(runId, 3, ben));
    });
    await bench.offer(runId, ben);
    await bench.within(({ assignments }) =>
      assignments.postpone(keyOf(runId, 4, ben), bench.nowMs() + HOUR_MS),
    );
    expect(await bench.within(({ assignments }) => assignments.progress(runId))).toEqual({
      items: { total: 6, complete: 1, excluded: 1 },
      labels: 2,
      wanted: 5,
      unpublished: 1,
      reviewers: [
        { reviewer: ana, submitted: 2, left: 3, postponed: 0, declined: 0 },
        { reviewer: ben, submitted: 0, left: 2, postponed: 1, declined: 1 },
      ],
    });
  });

  it("multiplies the wanted answers by the people when everyone answers", async () => {
    const runId = await bench.begin({ people: [ana, ben, cleo], items: 2 });
    await bench.offer(runId, ana);
    const { wanted, reviewers } = await bench.within(({ assignments }) =>
      assignments.progress(runId),
    );
    expect([wanted, ...reviewers.map(({ left }) => left)]).toEqual([6, 2, 2, 2]);
  });

  it("has nothing left for anyone in a closed session", async () => {
    const runId = await bench.begin({ people: [ana, ben], items: 2, state: "closed" });
    const { reviewers } = await bench.within(({ assignments }) => assignments.progress(runId));
    expect(reviewers.map(({ left }) => left)).toEqual([0, 0]);
  });
}
