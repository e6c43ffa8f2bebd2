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
const everybody = [ana, ben, cleo];

/** How much each person gets at most. */
export function describeCaps(suite: WorkStoreSuite): void {
  describePart(suite, "caps", capCases);
}

function capCases(bench: WorkBench): void {
  it("gives nobody more items than the cap, and more when it is raised", async () => {
    const dealing = { strategy: "first-come" } as const;
    const runId = await bench.begin({
      people: [ana, ben],
      items: 5,
      dealing: { ...dealing, cap: 2 },
    });
    expect(await bench.workOff(runId, ana)).toHaveLength(2);
    expect(await bench.offer(runId, ana)).toEqual(NOTHING);
    expect(await bench.workOff(runId, ben)).toHaveLength(2);
    await bench.change(runId, { people: [ana, ben], dealing: { ...dealing, cap: 4 } });
    expect(await bench.workOff(runId, ana)).toHaveLength(2);
    await bench.change(runId, { people: [ana, ben], dealing });
    expect(await bench.workOff(runId, ana)).toHaveLength(1);
  });

  it("goes by a person's own cap before the common one, also by one of nothing", async () => {
    const caps = [
      { reviewer: ana, cap: 3 },
      { reviewer: cleo, cap: 0 },
    ];
    const dealing = { strategy: "first-come", cap: 1, caps } as const;
    const runId = await bench.begin({ people: everybody, items: 5, dealing: { ...dealing, caps } });
    const answered = await bench.workOff(runId, ...everybody);
    expect(answered.map(([, reviewer]) => reviewer).toSorted()).toEqual([ana, ana, ana, ben]);
  });

  it("counts an open offer, renews it at the cap and never takes it away by a lower one", async () => {
    const wish = { people: [ana], items: 3 };
    const runId = await bench.begin({ ...wish, dealing: { strategy: "first-come", cap: 2 } });
    await bench.offer(runId, ana);
    await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ana)));
    expect(offered(await bench.offer(runId, ana))).toBe(itemId(2));
    expect(await bench.offer(runId, ana)).toMatchObject({ isNew: false });
    await bench.change(runId, { ...wish, dealing: { strategy: "first-come", cap: 1 } });
    expect(await bench.offer(runId, ana)).toMatchObject({
      isNew: false,
      assignment: { itemId: itemId(2) },
    });
    await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 2, ana)));
    expect(await bench.offer(runId, ana)).toEqual(NOTHING);
  });

  it("leaves to others what somebody at the cap does not get", async () => {
    const runId = await bench.begin({
      people: [ana, ben],
      labelsPerTrace: 1,
      items: 3,
      dealing: { strategy: "first-come", caps: [{ reviewer: ana, cap: 1 }] },
    });
    expect(await bench.workOff(runId, ana)).toEqual([[1, ana]]);
    expect(await bench.workOff(runId, ben)).toEqual([
      [2, ben],
      [3, ben],
    ]);
  });

  it("does not count against the cap what somebody declined, nor what was excluded", async () => {
    const runId = await bench.begin({
      people: [ana],
      items: 4,
      dealing: { strategy: "first-come", cap: 1 },
    });
    await bench.offer(runId, ana);
    await bench.within(({ assignments }) => assignments.decline(keyOf(runId, 1, ana)));
    expect(await bench.workOff(runId, ana)).toEqual([[2, ana]]);
    await bench.within(({ assignments }) =>
      assignments.setItemState(runId, itemId(2), "excluded", { reason: "a test" }),
    );
    expect(await bench.workOff(runId, ana)).toEqual([[3, ana]]);
    expect(await bench.offer(runId, ana)).toEqual(NOTHING);
  });

  it("counts what somebody postponed against the cap, and gives it back at the cap", async () => {
    const runId = await bench.begin({
      people: [ana],
      items: 2,
      dealing: { strategy: "first-come", cap: 1 },
    });
    await bench.offer(runId, ana);
    const untilMs = bench.nowMs() + LEASE_MS;
    await bench.within(({ assignments }) => assignments.postpone(keyOf(runId, 1, ana), untilMs));
    expect(await bench.offer(runId, ana)).toEqual({ kind: "nothingLeft", waitUntilMs: untilMs });
    bench.pass(LEASE_MS);
    expect(offered(await bench.offer(runId, ana))).toBe(itemId(1));
  });

  it("never gives more than the cap, however often somebody asks at once", async () => {
    const runId = await bench.begin({
      people: [ana],
      items: 6,
      dealing: { strategy: "first-come", cap: 2 },
    });
    const work = async () => {
      const outcome = await bench.offer(runId, ana);
      if (outcome.kind === "offered")
        await bench.within(({ assignments }) => assignments.settle(outcome.assignment));
    };
    for (let round = 1; round <= 4; round += 1) await Promise.all(Array.from({ length: 6 }, work));
    expect(await bench.within(({ assignments }) => assignments.progress(runId))).toMatchObject({
      labels: 2,
    });
  });
}
