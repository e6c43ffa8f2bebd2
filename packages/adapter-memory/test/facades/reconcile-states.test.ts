import { describe, expect, it } from "vitest";
import { createTwoWayWorld } from "./reconcile-world.js";
import { GOOD } from "./schemas.js";
import { ana, at, ben, cleo, keyOf, trackedStates, type SessionWishes } from "./world.js";

const good = [{ name: "good", value: true }];

async function opened(wishes: SessionWishes = {}) {
  const world = createTwoWayWorld();
  const traceId = at(world.addTraces(`{"q": 1}`), 0);
  const { session, items } = await world.open([GOOD], [traceId], wishes);
  const item = at(items, 0);
  const here = async () => at(await world.review.listItems(session.runId), 0);
  const there = async () => at(await trackedStates(world, session.runId), 0);
  return { world, traceId, session, item, here, there };
}

/** A session of Ana and Ben whose item both answered. */
async function completed(wishes: SessionWishes = {}) {
  const opening = await opened(wishes);
  const { world, item, here } = opening;
  for (const reviewer of [ana, ben]) await world.give(item, reviewer, good);
  await world.runJobs();
  expect(await here()).toMatchObject({ state: "complete", mirroredState: "complete" });
  return opening;
}

describe("an item that is declined in the Review tab", () => {
  it("is excluded, with author and reason, and offered to nobody", async () => {
    const { world, session, item, here } = await opened();
    await world.tab(ben).mark(item, { state: "excluded", by: ben, reason: "spam" });
    const report = await world.settle(session);
    const exclusion = { by: ben, reason: "spam" };
    expect(report.states).toEqual([{ kind: "excluded", itemId: item.itemId, ...exclusion }]);
    expect(await here()).toMatchObject({
      state: "excluded",
      mirroredState: "excluded",
      exclusion,
    });
    expect(await world.review.next(session.runId, ana)).toEqual({ kind: "nothingLeft" });
    expect((await world.settle(session)).states).toEqual([]);
  });

  it("is excluded although it was complete", async () => {
    const { world, session, item, here } = await completed();
    await world.tab(ben).mark(item, { state: "excluded", by: ben, reason: "spam" });
    await world.settle(session);
    expect(await here()).toMatchObject({ state: "excluded" });
  });

  it("stays excluded when it was excluded here as well, with the reason given here", async () => {
    const { world, session, item, here } = await opened();
    await world.review.next(session.runId, ana);
    await world.review.exclude(keyOf(item, ana), "here");
    await world.tab(ben).mark(item, { state: "excluded", by: ben, reason: "there" });
    expect((await world.settle(session)).states).toEqual([]);
    expect(await here()).toMatchObject({ state: "excluded", exclusion: { reason: "here" } });
  });

  it("is not excluded again while it is being taken back here", async () => {
    const { world, session, item, here, there } = await opened();
    await world.tab(ben).mark(item, { state: "excluded", by: ben, reason: "spam" });
    await world.settle(session);
    await world.review.include(keyOf(item, ana), { asLead: true });
    expect((await world.reconcile(session)).states).toEqual([]);
    await world.settle(session);
    expect([(await here()).state, await there()]).toEqual(["pending", "pending"]);
  });

  it("stays out when it was taken back and excluded again here before anything was written", async () => {
    const { world, session, item, here, there } = await opened();
    await world.tab(ben).mark(item, { state: "excluded", by: ben, reason: "spam" });
    await world.settle(session);
    await world.tab(ben).mark(item, { state: "pending" });
    await world.review.include(keyOf(item, ana), { asLead: true });
    await world.review.next(session.runId, ana);
    await world.review.exclude(keyOf(item, ana), "spam again");
    expect((await world.reconcile(session)).states).toEqual([]);
    await world.settle(session);
    expect([(await here()).state, await there()]).toEqual(["excluded", "excluded"]);
  });

  it("does not take in answers to it; they are reported, and come in when it is taken back", async () => {
    const { world, session, item, traceId } = await opened();
    await world.tab(ben).mark(item, { state: "excluded", by: ben, reason: "spam" });
    await world.settle(session);
    await world.tab(ana).answer(traceId, GOOD, true);
    const report = await world.settle(session);
    expect(report.answers).toEqual([]);
    expect(report.differences).toEqual([
      { kind: "item-excluded", itemId: item.itemId, reviewer: ana },
    ]);
    await world.review.include(keyOf(item, ana), { asLead: true });
    expect((await world.settle(session)).answers).toMatchObject([{ reviewer: ana }]);
  });
});

describe("an item that is made pending in the Review tab", () => {
  it("asks its newest answerer again, and is complete once that answer is given", async () => {
    const { world, session, item, here, there } = await completed();
    await world.tab(ana).mark(item, { state: "pending" });
    const report = await world.settle(session);
    expect(report.states).toEqual([{ kind: "reopened", itemId: item.itemId, asked: ben }]);
    expect([(await here()).state, await there()]).toEqual(["pending", "pending"]);
    expect(await world.review.next(session.runId, ana)).toEqual({ kind: "nothingLeft" });
    expect(await world.review.next(session.runId, ben)).toMatchObject({
      kind: "offered",
      assignment: { itemId: item.itemId },
    });
    expect((await world.settle(session)).states).toEqual([]);
    expect((await here()).state).toBe("pending");

    const answers = [{ name: "good", value: false }];
    const outcome = await world.review.submit({ ...keyOf(item, ben), answers, gesture: "again" });
    expect(outcome).toMatchObject({ kind: "accepted", submission: { revision: 2 } });
    await world.settle(session);
    expect([(await here()).state, await there()]).toEqual(["complete", "complete"]);
  });

  it("waits for that answer, also when others change theirs", async () => {
    const { world, session, item, here } = await completed();
    await world.tab(ana).mark(item, { state: "pending" });
    await world.settle(session);
    await world.give(item, ana, [{ name: "good", value: false }]);
    await world.settle(session);
    expect(await here()).toMatchObject({ state: "pending" });
  });

  it("keeps the answers of whoever is asked again, until others come", async () => {
    const { world, session, item, traceId } = await completed();
    await world.tab(ana).mark(item, { state: "pending" });
    await world.settle(session);
    expect(await world.review.findSubmission(keyOf(item, ben))).toMatchObject({ revision: 1 });
    expect(await world.labelsOn(traceId)).toHaveLength(2);
  });

  it("is complete when the same answers are given again in the Review tab", async () => {
    const { world, session, item, traceId, here, there } = await completed();
    await world.tab(ana).mark(item, { state: "pending" });
    await world.settle(session);
    await world.tab(ben).answer(traceId, GOOD, true);
    await world.tab(ben).mark(item, { state: "complete", by: ben });
    expect((await world.settle(session)).answers).toMatchObject([{ reviewer: ben, names: [] }]);
    expect([(await here()).state, await there()]).toEqual(["complete", "complete"]);
    expect(await world.settle(session)).toMatchObject({ answers: [], states: [] });
  });

  it("goes to somebody else when whoever is asked again declines", async () => {
    const { world, session, item } = await completed({
      users: [ana, ben, cleo],
      labelsPerTrace: 2,
    });
    await world.tab(ana).mark(item, { state: "pending" });
    await world.settle(session);
    await world.review.decline(keyOf(item, ben));
    expect(await world.review.next(session.runId, cleo)).toMatchObject({ kind: "offered" });
  });

  it("asks the newest answerer who is here", async () => {
    const users = [ana, ben, cleo];
    const { world, session, item } = await completed({ users, labelsPerTrace: 2 });
    await world.tracking.sessions.updateSession(session.runId, { away: [ben] });
    await world.tab(ana).mark(item, { state: "pending" });
    const report = await world.settle(session);
    expect(report.states).toEqual([{ kind: "reopened", itemId: item.itemId, asked: ana }]);
  });

  it("asks somebody else when nobody is here who answered", async () => {
    const users = [ana, ben, cleo];
    const { world, session, item } = await opened({ users, labelsPerTrace: 1 });
    await world.give(item, ana, good);
    await world.runJobs();
    await world.tracking.sessions.updateSession(session.runId, { away: [ana] });
    await world.tab(ana).mark(item, { state: "pending" });
    const report = await world.settle(session);
    expect(report.states).toEqual([{ kind: "reopened", itemId: item.itemId }]);
    expect(await world.review.next(session.runId, cleo)).toMatchObject({ kind: "offered" });
  });

  it("is complete as before, in both stores, when nobody is here to be asked", async () => {
    const { world, session, item, here, there } = await completed({ labelsPerTrace: 1 });
    const assignedUsers = [cleo];
    await world.tracking.sessions.updateSession(session.runId, { assignedUsers });
    await world.settle(session);
    const key = keyOf(item, cleo);
    await world.work.transaction(({ assignments }) => assignments.decline(key));
    await world.tab(ana).mark(item, { state: "pending" });
    await world.settle(session);
    expect([(await here()).state, await there()]).toEqual(["complete", "complete"]);
  });

  it("takes an exclusion back that was written there", async () => {
    const { world, session, item, here, there } = await opened();
    await world.review.next(session.runId, ana);
    await world.review.exclude(keyOf(item, ana), "spam");
    await world.runJobs();
    await world.tab(ben).mark(item, { state: "pending" });
    const report = await world.settle(session);
    expect(report.states).toEqual([{ kind: "reopened", itemId: item.itemId }]);
    expect(await here()).toMatchObject({ state: "pending", mirroredState: "pending" });
    expect(await there()).toBe("pending");
  });

  it("means nothing while what was done here is still to be written", async () => {
    const { world, session, item, here, there } = await completed();
    await world.tab(ana).mark(item, { state: "pending" });
    await world.review.exclude(keyOf(item, ana), "spam");
    expect((await world.reconcile(session)).states).toEqual([]);
    await world.settle(session);
    expect([(await here()).state, await there()]).toEqual(["excluded", "excluded"]);
  });
});

describe("an item that is complete in the Review tab", () => {
  it("means nothing by itself: our state is written there again", async () => {
    const { world, session, item, here, there } = await opened();
    await world.tab(ana).mark(item, { state: "complete", by: ana });
    const report = await world.settle(session);
    expect(report.states).toEqual([]);
    expect([(await here()).state, await there()]).toEqual(["pending", "pending"]);
    expect(world.pending).toMatchObject([{ kind: "session.reconcile" }]);
  });

  it("is complete here when the answers given there are enough", async () => {
    const { world, session, item, traceId, here, there } = await opened({ users: [ana] });
    await world.tab(ana).answer(traceId, GOOD, true);
    await world.tab(ana).mark(item, { state: "complete", by: ana });
    await world.settle(session);
    expect([(await here()).state, await there()]).toEqual(["complete", "complete"]);
  });

  it("stays excluded where it was", async () => {
    const { world, session, item, here, there } = await opened();
    await world.tab(ben).mark(item, { state: "excluded", by: ben, reason: "spam" });
    await world.settle(session);
    await world.tab(ana).mark(item, { state: "complete", by: ana });
    await world.settle(session);
    expect([(await here()).state, await there()]).toEqual(["excluded", "excluded"]);
  });
});

describe("an item whose trace was deleted", () => {
  it("is excluded with that reason; answers that are still unpublished are kept, and listed", async () => {
    const { world, session, item, traceId, here } = await opened();
    await world.give(item, ana, good);
    world.memory.deleteTrace(traceId);
    const report = await world.reconcile(session);
    expect(report.states).toEqual([{ kind: "trace-gone", itemId: item.itemId }]);
    expect(report.unpublished).toEqual([keyOf(item, ana)]);
    expect(await here()).toMatchObject({
      state: "excluded",
      exclusion: { reason: "The trace was deleted." },
    });
    await world.settle(session);
    expect(await world.settle(session)).toMatchObject({ states: [], answers: [] });
    expect(await world.review.findSubmission(keyOf(item, ana))).toMatchObject({ answers: good });
    let text = "";
    for await (const line of world.review.export(session.runId, { format: "csv", shape: "long" }))
      text += line;
    expect(text).toContain(ana);
  });

  it("keeps its answers when they were published", async () => {
    const { world, session, item, traceId } = await completed();
    world.memory.deleteTrace(traceId);
    expect((await world.settle(session)).answers).toEqual([]);
    expect(await world.review.findSubmission(keyOf(item, ana))).toMatchObject({ answers: good });
  });

  it("is not one that a search left out, or that is not linked to the run", async () => {
    const world = createTwoWayWorld({
      wrap: (tracking) => ({
        ...tracking,
        traces: {
          ...tracking.traces,
          searchTraces: async function* () {
            // As when traces before it are deleted while the pages are read.
          },
        },
      }),
    });
    const traceId = at(world.addTraces("{}"), 0);
    const { session } = await world.open([GOOD], [traceId]);
    await world.tab(ana).answer(traceId, GOOD, true);
    const report = await world.settle(session);
    expect(report).toMatchObject({ states: [], answers: [{ reviewer: ana }] });
  });
});
