import type { RunId } from "@labeldesk/core";
import { expect, it } from "vitest";
import { DOOMED_STATEMENTS, doomedJob } from "./killed-transaction.js";
import {
  adjudicationOf,
  ana,
  ben,
  describePart,
  itemId,
  keyOf,
  submissionOf,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

const BEFORE_COMMIT = Array.from({ length: DOOMED_STATEMENTS.length + 1 }, (_, count) => count);
const AFTER_COMMIT = DOOMED_STATEMENTS.length + 1;

/** A process that is killed between two statements; only where the suite says `isKillable`. */
export function describeKilled(suite: WorkStoreSuite): void {
  // oxlint-disable-next-line vitest/no-conditional-tests -- a store in memory dies with its process
  if (suite.isKillable !== true) return;
  describePart(suite, "a killed process", (bench) => {
    it.each(BEFORE_COMMIT)(
      "leaves nothing behind when it is killed after %i statements, and holds nobody up",
      async (count) => {
        const runId = await begin(bench);
        await bench.killAt({ runId, afterStatements: count });
        await checkUntouched(bench, runId);
        await checkRepeat(bench, runId, "accepted");
      },
    );

    it("leaves everything when it is killed after the commit, before it could say so", async () => {
      const runId = await begin(bench);
      await bench.killAt({ runId, afterStatements: AFTER_COMMIT });
      await checkRepeat(bench, runId, "repeated");
    });
  });
}

async function begin(bench: WorkBench): Promise<RunId> {
  const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1, items: 3 });
  await bench.reserve(runId, [3, ben]);
  await bench.offer(runId, ana);
  return runId;
}

async function checkUntouched(bench: WorkBench, runId: RunId): Promise<void> {
  await bench.within(async ({ assignments, submissions, adjudications }) => {
    expect(await submissions.find(keyOf(runId, 1, ana))).toBeUndefined();
    expect(await assignments.findAssignment(keyOf(runId, 1, ana))).toMatchObject({
      state: "offered",
    });
    expect(await assignments.findItem(runId, itemId(1))).toMatchObject({ state: "pending" });
    const waiting = await assignments.listAssignments(runId, ben);
    expect(waiting.map((one) => one.itemId)).toEqual([itemId(3)]);
    expect(await adjudications.find(runId, itemId(1))).toBeUndefined();
  });
}

/** The same gestures once more: they count as new exactly when the killed process left nothing. */
async function checkRepeat(
  bench: WorkBench,
  runId: RunId,
  kind: "accepted" | "repeated",
): Promise<void> {
  await bench.within(async ({ assignments, submissions, adjudications, jobs }) => {
    const key = keyOf(runId, 1, ana);
    const isNew = kind === "accepted";
    expect(await submissions.accept(submissionOf(key, "doomed"))).toMatchObject({
      kind,
      submission: { revision: 1 },
    });
    expect(await adjudications.decide(adjudicationOf(runId, 1, "doomed"))).toMatchObject({
      kind: isNew ? "decided" : "repeated",
    });
    expect(await assignments.findAssignment(key)).toMatchObject({
      state: isNew ? "offered" : "submitted",
    });
    expect(await assignments.findItem(runId, itemId(1))).toMatchObject({
      state: isNew ? "pending" : "complete",
    });
    const waiting = await assignments.listAssignments(runId, ben);
    expect(waiting.map((one) => one.itemId)).toEqual([itemId(isNew ? 3 : 2)]);
    expect(await jobs.enqueue(doomedJob(runId))).toBe(isNew ? "enqueued" : "waiting");
  });
}
