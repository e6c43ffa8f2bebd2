import { describe, expect, it } from "vitest";
import type { Answer } from "@labeldesk/core";
import { FACT, GOOD } from "./schemas.js";
import {
  ana,
  at,
  ben,
  cleo,
  createWorld,
  keyOf,
  runJobs,
  type SessionWishes,
  type World,
} from "./world.js";

const good: Answer = { name: "good", value: true, comment: "fine" };
const fact: Answer = { name: "fact", value: "x" };

async function threeItems(world: World, more: SessionWishes = {}) {
  return world.openSession([GOOD, FACT], world.addTraces("{}", "{}", "{}"), {
    users: [ana, ben, cleo],
    labelsPerTrace: 2,
    ...more,
  });
}

describe("report", () => {
  it("of a session that nobody touched has counts and no times", async () => {
    const world = createWorld();
    const { session, items } = await threeItems(world);
    const report = await world.review.report(session.runId);
    const none = { answers: 0, wanted: 2, left: 2, postponed: 0, declined: 0 };
    expect(report.itemReports).toEqual(
      items.map(({ itemId }, index) => ({
        itemId,
        position: index + 1,
        state: "pending",
        ...none,
      })),
    );
    expect(report.questions).toEqual([
      { name: "good", answers: 0, unanswered: 0, comments: 0 },
      { name: "fact", answers: 0, unanswered: 0, comments: 0 },
    ]);
    expect(report.reviewers.map((reviewer) => Object.keys(reviewer).toSorted())).toEqual(
      [ana, ben, cleo].map(() => ["declined", "left", "postponed", "reviewer", "submitted"]),
    );
    expect(report).not.toHaveProperty("medianSeconds");
    expect(report).not.toHaveProperty("expectedEndMs");
  });

  it("counts per item, question and reviewer, and tells when the end is expected", async () => {
    const world = createWorld();
    const { session, items } = await threeItems(world);
    const startMs = world.clock.nowMs();
    const give = async (
      reviewer: typeof ana,
      place: number,
      answers: readonly Answer[],
      tookMs: number,
    ) => {
      const key = keyOf(at(items, place), reviewer);
      await world.offer(key);
      world.clock.advance(tookMs);
      await world.review.submit({ ...key, answers, gesture: "g" });
    };
    await give(ana, 0, [good, fact], 4_000);
    await give(ana, 1, [good], 8_000);
    // Gets the third item first, which nobody answered, and puts it off.
    await give(ben, 0, [{ name: "good", value: false }], 2_000);
    await world.offer(keyOf(at(items, 1), ben));
    await world.review.decline(keyOf(at(items, 1), ben));
    await world.offer(keyOf(at(items, 2), cleo));
    await world.review.exclude(keyOf(at(items, 2), cleo), "spam");
    await runJobs(world);
    world.clock.advance(2_000);
    const report = await world.review.report(session.runId);
    expect(report.itemReports).toMatchObject([
      { state: "complete", answers: 2, wanted: 2, left: 0, postponed: 0, declined: 0 },
      { state: "pending", answers: 1, wanted: 2, left: 1, postponed: 0, declined: 1 },
      { state: "excluded", answers: 0, wanted: 0, left: 0, postponed: 1, declined: 0 },
    ]);
    expect(report.questions).toEqual([
      { name: "good", answers: 3, unanswered: 0, comments: 2 },
      { name: "fact", answers: 1, unanswered: 2, comments: 0 },
    ]);
    expect(report.reviewers).toMatchObject([
      { reviewer: ana, submitted: 2, medianSeconds: 6, lastAnswerAtMs: startMs + 12_000 },
      { reviewer: ben, submitted: 1, declined: 1, postponed: 1, medianSeconds: 2 },
      { reviewer: cleo, submitted: 0 },
    ]);
    expect(report).toMatchObject({ medianSeconds: 4, labels: 3, wanted: 4, items: { total: 3 } });
    // Three answers in sixteen seconds, one to come.
    expect(report.expectedEndMs).toBe(Math.ceil(world.clock.nowMs() + 16_000 / 3));
  });

  it("leaves out what was taken back", async () => {
    const world = createWorld();
    const { session, items } = await threeItems(world);
    const key = keyOf(at(items, 0), ana);
    await world.answer(key, [good]);
    await world.review.undo(key, { gesture: "undo" });
    const report = await world.review.report(session.runId);
    expect(at(report.itemReports, 0)).toMatchObject({ answers: 0, left: 2 });
    expect(at(report.questions, 0)).toMatchObject({ answers: 0, unanswered: 0 });
    expect(report).not.toHaveProperty("medianSeconds");
    expect(report).not.toHaveProperty("expectedEndMs");
  });

  it("expects an end only of what somebody here can still give, while the session is open", async () => {
    const world = createWorld();
    const { session, items } = await threeItems(world, { users: [ana, ben] });
    const expectedEnd = async () => (await world.review.report(session.runId)).expectedEndMs;
    for (const item of items) await world.answer(keyOf(item, ana), [good]);
    for (const item of items.slice(0, 2)) await world.answer(keyOf(item, ben), [good]);
    expect(await expectedEnd()).toBeGreaterThan(world.clock.nowMs());
    await world.tracking.sessions.updateSession(session.runId, { state: "paused" });
    await world.review.enrol(session.runId);
    expect(await expectedEnd()).toBeUndefined();
    await world.tracking.sessions.updateSession(session.runId, { state: "open" });
    await world.review.enrol(session.runId);
    await world.offer(keyOf(at(items, 2), ben));
    await world.review.decline(keyOf(at(items, 2), ben));
    expect(at((await world.review.report(session.runId)).itemReports, 2).left).toBe(1);
    expect(await expectedEnd()).toBeUndefined();
  });
});
