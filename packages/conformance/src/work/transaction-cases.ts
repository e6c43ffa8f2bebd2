import { expect, it } from "vitest";
import {
  adjudicationOf,
  ana,
  describePart,
  itemId,
  itemsOf,
  keyOf,
  newRunId,
  sessionOf,
  submissionOf,
  workItemsOf,
} from "./work-bench.js";
import { pause, poll } from "./poll.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** All or nothing. */
export function describeTransactions(suite: WorkStoreSuite): void {
  describePart(suite, "transactions", (bench) => {
    it("returns what the function returns", async () => {
      expect(await bench.within(async () => "done")).toBe("done");
    });

    it("leaves nothing behind when the function throws, jobs neither", async () => {
      const runId = newRunId();
      const key = keyOf(runId, 1, ana);
      const job = { kind: `rolled-back.${runId}`, key: "k", payload: {} };
      let ran = 0;
      await bench.store.runner.start({
        [job.kind]: async () => {
          ran += 1;
        },
      });
      const failure = new Error("changed my mind");
      await expect(
        bench.within(async ({ sessions, assignments, submissions, adjudications, jobs }) => {
          await sessions.saveSession(sessionOf(runId));
          await assignments.addItems(runId, itemsOf(runId, 3));
          await assignments.offerNext(runId, ana, { nowMs: bench.nowMs(), leaseMs: 1_000 });
          await submissions.accept(submissionOf(key, "one"));
          await assignments.settle(key);
          await adjudications.decide(adjudicationOf(runId, 1, "one"));
          await assignments.setReservations(runId, [{ itemId: itemId(2), reviewer: ana }]);
          await jobs.enqueue(job);
          throw failure;
        }),
      ).rejects.toBe(failure);
      await bench.within(async ({ sessions, assignments, submissions, adjudications }) => {
        expect(await sessions.findSession(runId)).toBeUndefined();
        expect(await adjudications.find(runId, itemId(1))).toBeUndefined();
        expect(await assignments.listItems(runId)).toEqual([]);
        expect(await assignments.listAssignments(runId, ana)).toEqual([]);
        expect(await submissions.find(key)).toBeUndefined();
      });
      await pause(300);
      expect(ran).toBe(0);
      expect(await bench.within(({ jobs }) => jobs.enqueue(job))).toBe("enqueued");
      await poll(() => ran === 1);
      await bench.store.runner.stop();
    });

    it("restores what was there before when the function throws", async () => {
      const runId = await bench.begin({ items: 2 });
      await bench.offer(runId, ana);
      const before = await bench.within(({ assignments }) =>
        assignments.listAssignments(runId, ana),
      );
      await expect(
        bench.within(async ({ sessions, assignments }) => {
          await assignments.settle(keyOf(runId, 1, ana));
          await assignments.reopen(keyOf(runId, 1, ana), 1);
          await assignments.setItemState(runId, itemId(2), "excluded", { reason: "a test" });
          await assignments.setExtraLabels(runId, itemId(2), 3);
          await assignments.setReservations(runId, [{ itemId: itemId(2), reviewer: ana }]);
          await sessions.removeSession(runId);
          throw new Error("no");
        }),
      ).rejects.toThrow("no");
      await bench.within(async ({ sessions, assignments }) => {
        expect(await sessions.findSession(runId)).toBeDefined();
        expect(await assignments.listItems(runId)).toEqual(workItemsOf(runId, 2));
        expect(await assignments.listAssignments(runId, ana)).toEqual(before);
      });
    });

    it("goes on after a failed transaction", async () => {
      await expect(bench.within(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
      expect(offeredKind(await bench.offer(await bench.begin(), ana))).toBe("offered");
    });

    it("keeps accepting, settling and enqueueing in one commit", async () => {
      const runId = await bench.begin();
      const key = keyOf(runId, 1, ana);
      await bench.within(async ({ assignments, submissions, jobs }) => {
        await submissions.accept(submissionOf(key, "one"));
        await assignments.settle(key);
        await jobs.enqueue({ kind: `commit.${runId}`, key: "k", payload: {} });
      });
      await bench.within(async ({ assignments, submissions, jobs }) => {
        expect(await submissions.find(key)).toMatchObject({ revision: 1 });
        expect(await assignments.findAssignment(key)).toMatchObject({ state: "submitted" });
        expect(await jobs.enqueue({ kind: `commit.${runId}`, key: "k", payload: {} })).toBe(
          "waiting",
        );
      });
    });
  });
}

const offeredKind = ({ kind }: { readonly kind: string }) => kind;
