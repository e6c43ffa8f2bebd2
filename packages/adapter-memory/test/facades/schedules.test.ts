import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { play } from "./schedule-player.js";
import { schedules } from "./schedule-steps.js";
import { crowd } from "./schedule-world.js";
import { GOOD } from "./schemas.js";
import { createWorld } from "./world.js";

// Some ten seconds of work; the limit is for machines that are busy with other things.
describe("a session in which anything happens", () => {
  it("offers no more than is wanted, refuses nothing promised, starves nobody, moves no finished work, and ends", async () => {
    const ends = fc.asyncProperty(schedules, async (schedule) => {
      expect(await play(schedule)).toEqual([]);
    });
    await fc.assert(ends, { numRuns: 4_000 });
  }, 600_000);
});

describe("a large session that is dealt again", () => {
  it("leaves all of it as it was, answers on every page of it included", async () => {
    const world = createWorld();
    const ids = Array.from({ length: 400 }, (_, index) => world.addTrace(`tr-${index}`, undefined));
    const rules = { users: crowd, labelsPerTrace: 4, dealing: { strategy: "even" as const } };
    const { session } = await world.openSession([GOOD], ids, rules);
    const { runId } = session;
    const [someone] = crowd;
    if (someone === undefined) throw new Error("Nobody is in the crowd.");
    for (;;) {
      const outcome = await world.review.next(runId, someone);
      if (outcome.kind === "nothingLeft") break;
      const answers = [{ name: "good", value: true }];
      await world.review.submit({ ...outcome.assignment, answers, gesture: "submit" });
    }
    const look = () =>
      world.work.transaction(({ assignments }) =>
        assignments.listAllAssignments(runId, { limit: 10_000 }),
      );
    const before = await look();
    expect(before).toHaveLength(1_600);
    expect(before.filter(({ state }) => state === "submitted").length).toBeGreaterThan(220);
    // Whoever has nothing but answers leaves no work behind.
    await world.labeling.updateLabelingSession(runId, { away: [someone] });
    await world.review.enrol(runId);
    expect(await look()).toEqual(before);
  });
});
