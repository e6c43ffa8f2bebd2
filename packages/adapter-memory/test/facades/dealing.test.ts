import { describe, expect, it } from "vitest";
import type { RunId } from "@labeldesk/core";
import { GOOD } from "./schemas.js";
import { ana, at, ben, cleo, createWorld, keyOf, type World } from "./world.js";

const answers = [{ name: "good", value: true }];

async function evenSession(world: World, count: number) {
  const traceIds = world.addTraces(...Array.from({ length: count }, () => "{}"));
  return world.openSession([GOOD], traceIds, {
    users: [ana, ben, cleo],
    labelsPerTrace: 1,
    dealing: { strategy: "even" },
  });
}

/** Everybody's assignments, an item a line. */
async function dealt(world: World, runId: RunId) {
  const rows = await world.work.transaction((tx) =>
    tx.assignments.listAllAssignments(runId, { limit: 100 }),
  );
  return rows.map(({ item, reviewer, state }) => `${item.position} ${reviewer} ${state}`);
}

describe("items that are dealt beforehand", () => {
  it("go to somebody else when declined, and come back from there when answered all the same", async () => {
    const world = createWorld();
    const { session, items } = await evenSession(world, 1);
    const key = keyOf(at(items, 0), ana);
    expect(await dealt(world, session.runId)).toEqual([`1 ${ana} waiting`]);
    await world.offer(key);
    await world.review.decline(key);
    expect(await dealt(world, session.runId)).toEqual([`1 ${ana} declined`, `1 ${ben} waiting`]);
    await world.review.submit({ ...key, answers, gesture: "late" });
    expect(await dealt(world, session.runId)).toEqual([`1 ${ana} submitted`]);
  });

  it("are dealt to nobody while excluded", async () => {
    const world = createWorld();
    const { session, items } = await evenSession(world, 1);
    await world.tracking.sessions.updateSession(session.runId, { labelsPerTrace: 2 });
    await world.review.enrol(session.runId);
    const key = keyOf(at(items, 0), ana);
    await world.offer(key);
    await world.review.exclude(key, "spam");
    expect(await dealt(world, session.runId)).toEqual([`1 ${ana} offered`]);
    await world.review.include(key);
    expect(await dealt(world, session.runId)).toEqual([`1 ${ana} offered`, `1 ${ben} waiting`]);
  });

  it("are dealt to somebody else when whoever takes an answer back is away", async () => {
    const world = createWorld();
    const { session, items } = await evenSession(world, 1);
    const key = keyOf(at(items, 0), ana);
    await world.answer(key, answers);
    await world.tracking.sessions.updateSession(session.runId, { away: [ana] });
    await world.review.enrol(session.runId);
    await world.review.undo(key, { gesture: "undo" });
    expect(await dealt(world, session.runId)).toEqual([`1 ${ana} offered`, `1 ${ben} waiting`]);
  });
});
