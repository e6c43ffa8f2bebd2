import { describe, expect, it } from "vitest";
import type { Tracking } from "@labeldesk/core";
import { fact, good, opened, written } from "./reconcile-item.js";
import { FACT, GOOD } from "./schemas.js";
import { ana, at, keyOf } from "./world.js";

describe("of several answers the reviewer's last one counts", () => {
  it("an answer there after one here that is still to be published: publishing leaves it alone", async () => {
    const { world, traceId, session, item, find } = await opened();
    await written(world);
    await world.give(item, ana, [
      { ...good, comment: "here" },
      { ...fact, value: "here" },
    ]);
    await world.tab(ana).answer(traceId, GOOD, false);
    await world.tab(ana).answer(traceId, FACT, "there");
    expect(await world.reconcile(session)).toMatchObject({
      answers: [],
      unpublished: [keyOf(item, ana)],
    });
    await world.settle(session);
    expect((await find())?.answers).toEqual([
      { name: "good", value: false },
      { name: "fact", value: "there" },
    ]);
    expect(await world.labelsOn(traceId)).toEqual([
      { name: "good", value: false, by: ana },
      { name: "fact", value: "there", by: ana },
    ]);
  });

  it("an answer here after one there: it is published over that one", async () => {
    const { world, traceId, session, item, find } = await opened();
    await world.tab(ana).answer(traceId, GOOD, false);
    await world.tab(ana).answer(traceId, FACT, "there");
    await world.settle(session);
    await world.give(item, ana, [good, fact]);
    await world.settle(session);
    expect((await find())?.answers).toEqual([good, fact]);
    expect(await world.labelsOn(traceId)).toEqual([
      { name: "fact", value: "x", by: ana },
      { name: "good", value: true, by: ana },
    ]);
  });

  it("a first answer here after one there that was not taken in yet: only ours is valid then", async () => {
    const { world, traceId, session } = await opened();
    await world.tab(ana).answer(traceId, GOOD, false);
    await written(world, ana, [good]);
    expect(await world.labelsOn(traceId)).toEqual([{ name: "good", value: true, by: ana }]);
    expect(await world.settle(session)).toMatchObject({ answers: [], differences: [] });
  });

  it("a second expectation there: ours is deleted, so that one valid answer remains", async () => {
    const { world, traceId, session, find } = await opened();
    await written(world);
    await world.tab(ana).answer(traceId, FACT, "second");
    await world.settle(session);
    expect((await find())?.answers).toEqual([good, { name: "fact", value: "second" }]);
    expect(await world.labelsOn(traceId)).toEqual([
      { name: "good", value: true, by: ana },
      { name: "fact", value: "second", by: ana },
    ]);
  });

  it("a feedback there in place of ours: an edit here gets the next generation, which replaces that one", async () => {
    const { world, traceId, session, item } = await opened({}, [GOOD]);
    await written(world, ana, [good]);
    const tab = await world.tab(ana).answer(traceId, GOOD, false);
    await world.settle(session);
    await world.give(item, ana, [{ ...good, comment: "sure" }]);
    await world.settle(session);
    const all = await world.on(traceId);
    expect(all.map(({ valid }) => valid)).toEqual([false, false, true]);
    expect(new Set(all.map(({ assessmentId }) => assessmentId)).size).toBe(3);
    expect(at(all, 1).assessmentId).toBe(tab.assessmentId);
  });

  it("an undo here of what came from there: what stood before stands again, in both stores", async () => {
    const { world, traceId, session, item, find } = await opened();
    await written(world);
    await world.tab(ana).answer(traceId, GOOD, false);
    await world.tab(ana).answer(traceId, FACT, "there");
    await world.settle(session);
    world.clock.advance(1);
    await world.review.undo(keyOf(item, ana), { gesture: "undo" });
    await world.settle(session);
    expect((await find())?.answers).toEqual([good, fact]);
    expect(await world.labelsOn(traceId)).toMatchObject([{ value: "x" }, { value: true }]);
  });

  it("an undo of the only answers, from there: nothing is left of them in either store", async () => {
    const { world, traceId, session, item, find } = await opened();
    await world.tab(ana).answer(traceId, GOOD, true);
    await world.settle(session);
    world.clock.advance(1);
    const outcome = await world.review.undo(keyOf(item, ana), { gesture: "undo" });
    expect(outcome.kind).toBe("withdrawn");
    expect(await world.settle(session)).toMatchObject({ answers: [], differences: [] });
    expect(await world.labelsOn(traceId)).toEqual([]);
    expect((await find())?.answers).toEqual([]);
  });

  it("an edit here while the tracking store is being read: it stands, and the next time both are compared again", async () => {
    let whileReading = async () => {};
    const wrap = (tracking: Tracking): Tracking => ({
      ...tracking,
      traces: {
        ...tracking.traces,
        searchTraces: async function* (search, call) {
          const found = [];
          for await (const trace of tracking.traces.searchTraces(search, call)) found.push(trace);
          await whileReading();
          yield* found;
        },
      },
    });
    const { world, traceId, session, item, find } = await opened({}, [GOOD], { wrap });
    await written(world, ana, [good]);
    await world.tab(ana).answer(traceId, GOOD, false);
    whileReading = async () => {
      whileReading = async () => {};
      await world.give(item, ana, [{ ...good, comment: "here" }]);
      await world.runJobs();
    };
    const report = await world.reconcile(session);
    expect(report).toMatchObject({
      answers: [],
      differences: [{ kind: "changed-meanwhile", reviewer: ana }],
    });
    await world.settle(session);
    expect((await find())?.answers).toEqual([{ ...good, comment: "here" }]);
    expect(await world.labelsOn(traceId)).toMatchObject([{ value: true, rationale: "here" }]);
  });

  it("a clock there that runs ahead: an edit here after an answer there is still the later one", async () => {
    const { world, traceId, session, item, find } = await opened({}, [GOOD]);
    const aheadMs = world.clock.nowMs() + 60_000;
    const source = { kind: "human", id: ana } as const;
    const { name, type } = GOOD;
    world.memory.addAssessment({ traceId, name, type, value: false, source, createdAtMs: aheadMs });
    await world.settle(session);
    await world.give(item, ana, [good]);
    await world.settle(session);
    expect((await find())?.answers).toEqual([good]);
    expect(await world.labelsOn(traceId)).toEqual([{ name: "good", value: true, by: ana }]);
  });
});

describe("reconcile takes in what became of our own answers", () => {
  it("one changed in place is the next revision", async () => {
    const { world, traceId, session, find } = await opened({}, [GOOD]);
    await written(world, ana, [good]);
    const { assessmentId } = at(await world.on(traceId), 0);
    world.clock.advance(1);
    const change = { type: "feedback", value: false, metadata: {} } as const;
    await world.tracking.assessments.reviseAssessment(traceId, assessmentId, change);
    await world.settle(session);
    expect(await find()).toMatchObject({ revision: 2, answers: [{ value: false }] });
  });

  it("one that was deleted leaves its question unanswered", async () => {
    const { world, traceId, session, find } = await opened();
    await written(world);
    await world.tab(ana).remove(traceId, FACT);
    const report = await world.settle(session);
    expect(report.answers).toMatchObject([{ how: "removed", names: ["fact"], isWithdrawn: false }]);
    expect(await find()).toMatchObject({ revision: 2, publishedRevision: 2, answers: [good] });
  });

  it("the last one that was deleted withdraws them: the item is the reviewer's again, and pending", async () => {
    const { world, traceId, session, item, find } = await opened({ users: [ana] });
    await written(world);
    expect(await world.review.listItems(session.runId)).toMatchObject([{ state: "complete" }]);
    await world.tab(ana).remove(traceId, GOOD);
    await world.tab(ana).remove(traceId, FACT);
    const report = await world.settle(session);
    expect(report.answers).toMatchObject([{ how: "removed", isWithdrawn: true, revision: 2 }]);
    expect((await find())?.answers).toEqual([]);
    expect(await world.review.listItems(session.runId)).toMatchObject([{ state: "pending" }]);
    expect(await world.review.next(session.runId, ana)).toMatchObject({
      kind: "offered",
      assignment: { itemId: item.itemId },
    });
    await world.give(item, ana, [good]);
    await world.settle(session);
    expect((await find())?.answers).toEqual([good]);
  });

  it("one that comes back when the answer over it is deleted counts again", async () => {
    const { world, traceId, session, find } = await opened({}, [GOOD]);
    await written(world, ana, [good]);
    await world.tab(ana).answer(traceId, GOOD, false);
    await world.settle(session);
    await world.tab(ana).remove(traceId, GOOD);
    await world.settle(session);
    expect(await find()).toMatchObject({ revision: 3, answers: [good] });
    await world.tab(ana).answer(traceId, GOOD, false);
    await world.settle(session);
    expect(await find()).toMatchObject({ revision: 4, answers: [{ value: false }] });
  });

  it("one cleared in an edit is deleted, with what the Review tab gave before", async () => {
    const { world, traceId, session, item, find } = await opened();
    await world.tab(ana).answer(traceId, GOOD, false);
    await world.tab(ana).answer(traceId, FACT, "there");
    await world.settle(session);
    await world.give(item, ana, [good]);
    await world.settle(session);
    expect((await find())?.answers).toEqual([good]);
    expect(await world.labelsOn(traceId)).toEqual([{ name: "good", value: true, by: ana }]);
  });
});
