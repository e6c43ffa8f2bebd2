import type { RunId } from "@labeldesk/core";
import { expect, it } from "vitest";
import {
  ana,
  ben,
  cleo,
  describePart,
  itemId,
  keyOf,
  newRunId,
  submissionOf,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

const HOUR_MS = 3_600_000;

/** The figures of a session. */
export function describeProgress(suite: WorkStoreSuite): void {
  describePart(suite, "progress", (bench) => {
    countingCases(bench);
    leftCases(bench);
  });
}

function countingCases(bench: WorkBench): void {
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

function leftCases(bench: WorkBench): void {
  const leftOf = async (runId: RunId) => {
    const { reviewers } = await bench.within(({ assignments }) => assignments.progress(runId));
    return Object.fromEntries(reviewers.map(({ reviewer, left }) => [reviewer, left]));
  };

  it("has no more left for somebody than the cap allows, open and postponed items included", async () => {
    const runId = await bench.begin({
      people: [ana, ben, cleo],
      items: 6,
      dealing: { strategy: "first-come", cap: 4, caps: [{ reviewer: cleo, cap: 0 }] },
    });
    expect(await leftOf(runId)).toEqual({ [ana]: 4, [ben]: 4, [cleo]: 0 });
    await bench.offer(runId, ana);
    await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ana)));
    await bench.offer(runId, ana);
    await bench.within(({ assignments }) =>
      assignments.postpone(keyOf(runId, 2, ana), bench.nowMs() + HOUR_MS),
    );
    await bench.offer(runId, ana);
    expect(await leftOf(runId)).toEqual({ [ana]: 3, [ben]: 4, [cleo]: 0 });
  });

  it("has left what waits for somebody, and not what waits for others", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1, items: 5 });
    await bench.reserve(runId, [1, ana], [2, ana], [3, ben]);
    expect(await leftOf(runId)).toEqual({ [ana]: 4, [ben]: 3 });
  });

  it("has left what others only have on offer, as their offers may run out", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1, items: 2 });
    await bench.offer(runId, ana);
    expect(await leftOf(runId)).toEqual({ [ana]: 2, [ben]: 2 });
    await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ana)));
    expect(await leftOf(runId)).toEqual({ [ana]: 1, [ben]: 1 });
  });

  it("has nothing left for people who are away", async () => {
    const runId = await bench.begin({ people: [ana, ben], items: 2, away: [ben] });
    expect(await leftOf(runId)).toEqual({ [ana]: 2, [ben]: 0 });
  });

  it("counts the answers of people who were taken off, behind those who are assigned", async () => {
    const runId = await bench.begin({ people: [ana, ben, cleo], items: 2 });
    await bench.within(async ({ assignments }) => {
      await assignments.settle(keyOf(runId, 1, cleo));
      await assignments.settle(keyOf(runId, 1, ana));
    });
    await bench.change(runId, { people: [ben] });
    const { labels, wanted, reviewers } = await bench.within(({ assignments }) =>
      assignments.progress(runId),
    );
    expect([labels, wanted]).toEqual([2, 2]);
    expect(reviewers.map(({ reviewer, submitted, left }) => [reviewer, submitted, left])).toEqual([
      [ben, 0, 2],
      [ana, 1, 0],
      [cleo, 1, 0],
    ]);
  });

  it("does not count excluded items among the wanted answers, nor as left", async () => {
    const runId = await bench.begin({ people: [ana], items: 3, labelsPerTrace: 1 });
    await bench.within(async ({ assignments }) => {
      await assignments.setExtraLabels(runId, itemId(1), 5);
      await assignments.setItemState(runId, itemId(1), "excluded", { reason: "a test" });
    });
    const { wanted, items } = await bench.within(({ assignments }) => assignments.progress(runId));
    expect([wanted, items]).toEqual([2, { total: 3, complete: 0, excluded: 1 }]);
    expect(await leftOf(runId)).toEqual({ [ana]: 2 });
  });
}
