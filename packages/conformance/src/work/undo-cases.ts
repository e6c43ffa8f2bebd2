import { isWithdrawn, type RunId } from "@labeldesk/core";
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
  sessionOf,
  submissionOf,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** Answers that are taken back. */
export function describeUndo(suite: WorkStoreSuite): void {
  describePart(suite, "taking back", (bench) => {
    reopenCases(bench);
    withdrawalCases(bench);
  });
}

const settle = (bench: WorkBench, runId: RunId, position: number, reviewer = ana) =>
  bench.within(({ assignments }) => assignments.settle(keyOf(runId, position, reviewer)));

const reopen = (bench: WorkBench, runId: RunId, position: number, untilMs: number) =>
  bench.within(({ assignments }) => assignments.reopen(keyOf(runId, position, ana), untilMs));

function reopenCases(bench: WorkBench): void {
  it("makes a submitted assignment an offer again, which counts as no answer", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1, items: 2 });
    await bench.offer(runId, ana);
    await settle(bench, runId, 1);
    const untilMs = bench.nowMs() + 3 * LEASE_MS;
    await reopen(bench, runId, 1, untilMs);
    const key = keyOf(runId, 1, ana);
    expect(await bench.within(({ assignments }) => assignments.findAssignment(key))).toMatchObject({
      ...key,
      state: "offered",
      leaseUntilMs: untilMs,
      postponedUntilMs: 0,
    });
    const { labels, reviewers } = await bench.within(({ assignments }) =>
      assignments.progress(runId),
    );
    expect([labels, reviewers[0]?.submitted]).toEqual([0, 0]);
    expect(await bench.offer(runId, ana)).toMatchObject({
      isNew: false,
      assignment: { itemId: itemId(1) },
    });
  });

  it("holds the place of a reopened assignment until its time is over", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1 });
    await settle(bench, runId, 1);
    const waitUntilMs = bench.nowMs() + LEASE_MS;
    await reopen(bench, runId, 1, waitUntilMs);
    expect(await bench.offer(runId, ben)).toEqual({ kind: "nothingLeft", waitUntilMs });
    bench.pass(LEASE_MS);
    expect(offered(await bench.offer(runId, ben))).toBe(itemId(1));
  });

  it("leaves every assignment that is not submitted as it is", async () => {
    const runId = await bench.begin({ people: [ana, ben], items: 5 });
    await bench.within(({ assignments }) => assignments.decline(keyOf(runId, 1, ana)));
    await bench.offer(runId, ana);
    await bench.within(({ assignments }) =>
      assignments.postpone(keyOf(runId, 2, ana), bench.nowMs() + LEASE_MS),
    );
    await bench.offer(runId, ana);
    await bench.reserve(runId, [4, ana]);
    const listed = () => bench.within(({ assignments }) => assignments.listAssignments(runId, ana));
    const before = await listed();
    expect(before.map(({ state }) => state)).toEqual([
      "declined",
      "postponed",
      "offered",
      "waiting",
    ]);
    for (const position of [1, 2, 3, 4, 5])
      await reopen(bench, runId, position, bench.nowMs() + 9 * LEASE_MS);
    expect(await listed()).toEqual(before);
  });

  it("settles a reopened assignment again", async () => {
    const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1 });
    await settle(bench, runId, 1);
    await reopen(bench, runId, 1, bench.nowMs() + LEASE_MS);
    await settle(bench, runId, 1);
    expect(await bench.within(({ assignments }) => assignments.progress(runId))).toMatchObject({
      labels: 1,
    });
    expect(await bench.offer(runId, ben)).toEqual({ kind: "nothingLeft" });
  });

  it("asks others when somebody declines what was reopened", async () => {
    const runId = await bench.begin({ people: [ana, ben, cleo], labelsPerTrace: 1 });
    await settle(bench, runId, 1);
    await reopen(bench, runId, 1, bench.nowMs() + LEASE_MS);
    await bench.within(({ assignments }) => assignments.decline(keyOf(runId, 1, ana)));
    expect(offered(await bench.offer(runId, cleo))).toBe(itemId(1));
    expect(await bench.offer(runId, ana)).toMatchObject({ kind: "nothingLeft" });
  });
}

function withdrawalCases(bench: WorkBench): void {
  const key = () => keyOf(newRunId(), 1, ana);
  const withdrawal = (...args: Parameters<typeof submissionOf>) => ({
    ...submissionOf(...args),
    answers: [],
  });

  it("keeps a withdrawn submission with its history, and shows it everywhere", async () => {
    const given = key();
    await bench.within(async ({ submissions }) => {
      await submissions.accept(submissionOf(given, "one"));
      await submissions.markPublished(given, 1);
      const outcome = await submissions.accept(withdrawal(given, "undo"));
      expect(outcome).toMatchObject({ kind: "accepted", submission: { revision: 2, answers: [] } });
      const { submission } = outcome;
      expect(isWithdrawn(submission)).toBe(true);
      expect(await submissions.find(given)).toEqual(submission);
      expect(await submissions.listByItem(given.runId, given.itemId)).toEqual([submission]);
      expect(await submissions.listByItems(given.runId, [given.itemId])).toEqual([submission]);
      expect(await submissions.listByReviewer(given.runId, ana)).toEqual([submission]);
      expect(await submissions.listUnpublished(1_000)).toContainEqual(submission);
      const history = await submissions.history(given);
      expect(history.map(({ answers }) => answers.length)).toEqual([1, 0]);
    });
  });

  it("takes a withdrawal once by its gesture, and answers again after it", async () => {
    const given = key();
    const accept = (submission: ReturnType<typeof submissionOf>) =>
      bench.within(({ submissions }) => submissions.accept(submission));
    await accept(submissionOf(given, "one"));
    await accept(withdrawal(given, "undo"));
    expect(await accept(withdrawal(given, "undo"))).toMatchObject({ kind: "repeated" });
    expect(await accept(submissionOf(given, "again"))).toMatchObject({
      kind: "accepted",
      submission: { revision: 3, answers: [{ comment: "by again" }] },
    });
  });

  it("keeps which revision an undo brought back, with that revision only", async () => {
    const given = key();
    const restores = [undefined, undefined, 1, undefined];
    await bench.within(async ({ submissions }) => {
      for (const [index, revision] of restores.entries())
        await submissions.accept({
          ...submissionOf(given, `gesture ${index}`),
          ...(revision !== undefined && { restores: revision }),
        });
      const history = await submissions.history(given);
      expect(history.map((one) => one.restores)).toEqual(restores);
      expect((await submissions.find(given))?.restores).toBeUndefined();
    });
  });

  it("does not take a withdrawn submission for an answer when its session comes back", async () => {
    const runId = await bench.begin({ items: 2 });
    await bench.within(async ({ sessions, assignments, submissions }) => {
      for (const position of [1, 2])
        await submissions.accept(submissionOf(keyOf(runId, position, ana), "one"));
      await submissions.accept(withdrawal(keyOf(runId, 1, ana), "undo"));
      await sessions.removeSession(runId);
      await sessions.saveSession(sessionOf(runId));
      await assignments.addItems(runId, itemsOf(runId, 2));
    });
    expect(await bench.within(({ assignments }) => assignments.progress(runId))).toMatchObject({
      labels: 1,
    });
    expect(offered(await bench.offer(runId, ana))).toBe(itemId(1));
  });
}
