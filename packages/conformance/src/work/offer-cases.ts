import { ReviewerEmail } from "@labeldesk/core";
import { expect, it } from "vitest";
import {
  ana,
  ben,
  cleo,
  describePart,
  itemId,
  keyOf,
  LEASE_MS,
  newRunId,
  offered,
  sessionOf,
  itShared,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

const HOUR_MS = 3_600_000;

/** Who gets an item and who does not. */
export function describeOffers(suite: WorkStoreSuite): void {
  describePart(suite, "offers", (bench) => {
    it("offers an item with its lease", async () => {
      const runId = await bench.begin();
      expect(await bench.offer(runId, ana)).toEqual({
        kind: "offered",
        isNew: true,
        assignment: {
          runId,
          itemId: itemId(1),
          reviewer: ana,
          source: { kind: "trace", traceId: "tr-1" },
          state: "offered",
          offeredAtMs: bench.nowMs(),
          leaseUntilMs: bench.nowMs() + LEASE_MS,
          postponedUntilMs: 0,
        },
      });
    });

    it("renews the lease of an open offer instead of offering another item", async () => {
      const runId = await bench.begin({ items: 2 });
      const first = await bench.offer(runId, ana);
      const offeredAtMs = bench.nowMs();
      bench.pass(LEASE_MS / 2);
      const again = await bench.offer(runId, ana);
      expect(again).toMatchObject({
        isNew: false,
        assignment: { offeredAtMs, leaseUntilMs: bench.nowMs() + LEASE_MS },
      });
      expect(offered(again)).toBe(offered(first));
    });

    it("never gives more live offers than answers are wanted, however many ask at once", async () => {
      const crowd = Array.from({ length: 12 }, (_, index) =>
        ReviewerEmail.parse(`r${index}@example.com`),
      );
      const runId = await bench.begin({ people: crowd, labelsPerTrace: 2, items: 4 });
      const outcomes = await Promise.all(
        [...crowd, ...crowd].map((reviewer) => bench.offer(runId, reviewer)),
      );
      const held = new Map<string, Set<string>>();
      for (const outcome of outcomes)
        if (outcome.kind === "offered") {
          const { itemId: item, reviewer } = outcome.assignment;
          held.set(item, (held.get(item) ?? new Set()).add(reviewer));
        }
      expect([...held.values()].map(({ size }) => size)).toEqual([2, 2, 2, 2]);
      expect(new Set([...held.values()].flatMap((people) => Array.from(people))).size).toBe(8);
    });

    itShared(
      bench,
      "deals no item twice when two stores on the same data are asked at once",
      async () => {
        const crowd = Array.from({ length: 16 }, (_, index) =>
          ReviewerEmail.parse(`r${index}@example.com`),
        );
        const runId = await bench.begin({ people: crowd, labelsPerTrace: 1, items: 16 });
        const other = await bench.openAnother();
        const terms = { nowMs: bench.nowMs(), leaseMs: LEASE_MS };
        const outcomes = await Promise.all(
          crowd.map((reviewer, index) =>
            (index % 2 === 0 ? bench.store : other).transaction(({ assignments }) =>
              assignments.offerNext(runId, reviewer, terms),
            ),
          ),
        );
        await other.close();
        expect(new Set(outcomes.map(offered)).size).toBe(16);
      },
    );

    it("counts answers and live offers together while many ask and answer at once", async () => {
      const people = [ana, ben, cleo];
      const runId = await bench.begin({ people, labelsPerTrace: 1, items: 20 });
      const answered: string[] = [];
      const work = async (reviewer: ReviewerEmail): Promise<void> => {
        const outcome = await bench.offer(runId, reviewer);
        if (outcome.kind === "nothingLeft") return;
        await bench.within(({ assignments }) => assignments.settle(outcome.assignment));
        answered.push(outcome.assignment.itemId);
        await work(reviewer);
      };
      await Promise.all(people.map(work));
      expect(answered.length).toBe(20);
      expect(new Set(answered).size).toBe(20);
    });

    it("offers an item to somebody else once its lease has expired", async () => {
      const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1 });
      await bench.offer(runId, ana);
      expect(await bench.offer(runId, ben)).toEqual({
        kind: "nothingLeft",
        waitUntilMs: bench.nowMs() + LEASE_MS,
      });
      bench.pass(LEASE_MS);
      expect(offered(await bench.offer(runId, ben))).toBe(itemId(1));
    });

    it("keeps a late answer as surplus", async () => {
      const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1 });
      await bench.offer(runId, ana);
      bench.pass(LEASE_MS);
      await bench.offer(runId, ben);
      await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ana)));
      await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ben)));
      const progress = await bench.within(({ assignments }) => assignments.progress(runId));
      expect(progress).toMatchObject({ labels: 2, wanted: 1 });
    });

    it("does not renew an expired offer whose item has its answers", async () => {
      const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1 });
      await bench.offer(runId, ana);
      bench.pass(LEASE_MS);
      await bench.offer(runId, ben);
      expect(await bench.offer(runId, ana)).toEqual({
        kind: "nothingLeft",
        waitUntilMs: bench.nowMs() + LEASE_MS,
      });
      await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ben)));
      expect(await bench.offer(runId, ana)).toEqual({ kind: "nothingLeft" });
    });

    it("offers every item to everyone", async () => {
      const runId = await bench.begin({ people: [ana, ben, cleo], labelsPerTrace: "everyone" });
      const outcomes = await Promise.all([ana, ben, cleo].map((who) => bench.offer(runId, who)));
      expect(outcomes.map(offered)).toEqual([itemId(1), itemId(1), itemId(1)]);
    });

    it("never offers to a person what that person answered", async () => {
      const runId = await bench.begin({ people: [ana], items: 1 });
      await bench.offer(runId, ana);
      await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ana)));
      expect(await bench.offer(runId, ana)).toEqual({ kind: "nothingLeft" });
    });

    it("offers finished items to a person who is added later, when everyone answers", async () => {
      const runId = await bench.begin({ people: [ana] });
      await bench.within(async ({ assignments }) => {
        await assignments.settle(keyOf(runId, 1, ana));
        await assignments.setItemState(runId, itemId(1), "complete");
      });
      await bench.within(({ sessions }) =>
        sessions.saveSession(sessionOf(runId, { people: [ana, ben] })),
      );
      expect(offered(await bench.offer(runId, ben))).toBe(itemId(1));
    });

    it("gives nothing to a person who was removed, and takes that person's offers back", async () => {
      const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1 });
      await bench.offer(runId, ana);
      await bench.within(({ sessions }) =>
        sessions.saveSession(sessionOf(runId, { people: [ben], labelsPerTrace: 1 })),
      );
      expect(await bench.offer(runId, ana)).toEqual({ kind: "nothingLeft" });
      expect(offered(await bench.offer(runId, ben))).toBe(itemId(1));
    });

    it("still asks everyone else when somebody who answered is removed", async () => {
      const runId = await bench.begin({ people: [ana, ben, cleo] });
      await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ana)));
      await bench.within(({ sessions }) =>
        sessions.saveSession(sessionOf(runId, { people: [ben, cleo] })),
      );
      await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ben)));
      expect(offered(await bench.offer(runId, cleo))).toBe(itemId(1));
    });

    it("has nothing for strangers, and nothing in unknown, closed and deleted sessions", async () => {
      const open = await bench.begin({ people: [ana] });
      const closed = await bench.begin({ state: "closed" });
      const deleted = await bench.begin({ lifecycle: "deleted" });
      const outcomes = [
        await bench.offer(open, ben),
        await bench.offer(closed, ana),
        await bench.offer(deleted, ana),
        await bench.offer(newRunId(), ana),
      ];
      expect(outcomes).toEqual(outcomes.map(() => ({ kind: "nothingLeft" })));
    });

    it("never offers an excluded item, not even as the open offer", async () => {
      const runId = await bench.begin({ items: 2 });
      await bench.offer(runId, ana);
      await bench.within(({ assignments }) =>
        assignments.setItemState(runId, itemId(1), "excluded"),
      );
      expect(offered(await bench.offer(runId, ana))).toBe(itemId(2));
    });

    it("never offers a declined item to the same person again, but to others", async () => {
      const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1 });
      await bench.offer(runId, ana);
      await bench.within(({ assignments }) => assignments.decline(keyOf(runId, 1, ana)));
      bench.pass(10 * HOUR_MS);
      expect(await bench.offer(runId, ana, { includePostponed: true })).toEqual({
        kind: "nothingLeft",
      });
      expect(offered(await bench.offer(runId, ben))).toBe(itemId(1));
    });

    it("does not offer a postponed item before its time, unless asked to", async () => {
      const runId = await bench.begin();
      const untilMs = bench.nowMs() + HOUR_MS;
      await bench.offer(runId, ana);
      await bench.within(({ assignments }) => assignments.postpone(keyOf(runId, 1, ana), untilMs));
      expect(await bench.offer(runId, ana)).toEqual({ kind: "nothingLeft", waitUntilMs: untilMs });
      expect(await bench.offer(runId, ana, { includePostponed: true })).toMatchObject({
        kind: "offered",
        isNew: true,
      });
    });

    it("brings a postponed item back when its time is over, after the others", async () => {
      const runId = await bench.begin({ items: 2 });
      await bench.offer(runId, ana);
      await bench.within(({ assignments }) =>
        assignments.postpone(keyOf(runId, 1, ana), bench.nowMs() + HOUR_MS),
      );
      bench.pass(HOUR_MS);
      expect(offered(await bench.offer(runId, ana))).toBe(itemId(2));
      await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 2, ana)));
      expect(offered(await bench.offer(runId, ana))).toBe(itemId(1));
    });

    it("says until when an item is postponed, also when that changes, and no longer when it is offered", async () => {
      const runId = await bench.begin();
      const key = keyOf(runId, 1, ana);
      const untilMs = bench.nowMs() + HOUR_MS;
      const times = async () => {
        const found = await bench.within(({ assignments }) => assignments.findAssignment(key));
        return [found?.state, found?.postponedUntilMs];
      };
      await bench.offer(runId, ana);
      await bench.within(({ assignments }) => assignments.postpone(key, untilMs));
      expect(await times()).toEqual(["postponed", untilMs]);
      await bench.within(({ assignments }) => assignments.postpone(key, untilMs + HOUR_MS));
      expect(await times()).toEqual(["postponed", untilMs + HOUR_MS]);
      await bench.offer(runId, ana, { includePostponed: true });
      expect(await times()).toEqual(["offered", 0]);
    });

    it("says no more until when an item is postponed once it is answered or declined", async () => {
      const runId = await bench.begin({ people: [ana, ben] });
      await bench.within(async ({ assignments }) => {
        for (const [reviewer, end] of [
          [ana, assignments.settle],
          [ben, assignments.decline],
        ] as const) {
          const key = keyOf(runId, 1, reviewer);
          await assignments.offerNext(runId, reviewer, { nowMs: bench.nowMs(), leaseMs: 1 });
          await assignments.postpone(key, bench.nowMs() + HOUR_MS);
          await end(key);
          expect(await assignments.findAssignment(key)).toMatchObject({ postponedUntilMs: 0 });
        }
      });
    });

    it("lets somebody else have an item that was postponed", async () => {
      const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1 });
      await bench.offer(runId, ana);
      await bench.within(({ assignments }) =>
        assignments.postpone(keyOf(runId, 1, ana), bench.nowMs() + HOUR_MS),
      );
      expect(offered(await bench.offer(runId, ben))).toBe(itemId(1));
    });

    it("waits for the time and for the other offer when a postponed item is also taken", async () => {
      const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1 });
      await bench.offer(runId, ana);
      await bench.within(({ assignments }) =>
        assignments.postpone(keyOf(runId, 1, ana), bench.nowMs() + LEASE_MS / 2),
      );
      await bench.offer(runId, ben);
      expect(await bench.offer(runId, ana)).toEqual({
        kind: "nothingLeft",
        waitUntilMs: bench.nowMs() + LEASE_MS,
      });
    });

    it("leaves an answer an answer when the same item is postponed or declined late", async () => {
      const runId = await bench.begin();
      const key = keyOf(runId, 1, ana);
      await bench.within(async ({ assignments }) => {
        await assignments.settle(key);
        await assignments.postpone(key, bench.nowMs() + HOUR_MS);
        await assignments.decline(key);
        expect(await assignments.findAssignment(key)).toMatchObject({ state: "submitted" });
      });
    });
  });
}
