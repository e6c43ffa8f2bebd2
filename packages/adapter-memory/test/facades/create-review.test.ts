import { describe, expect, it } from "vitest";
import {
  isLabelingError,
  ITEM_STATE_JOB,
  ItemId,
  PUBLISH_JOB,
  type Answer,
  type NewJob,
  type RefusalReason,
  type RunId,
} from "@labeldesk/core";
import { FACT, GOOD, SCORE } from "./schemas.js";
import {
  ana,
  at,
  ben,
  cleo,
  createWorld,
  keyOf,
  keyTextOf,
  runJobs,
  trackedStates,
  type World,
} from "./world.js";

const good: Answer = { name: "good", value: true, comment: "fine" };
const fact: Answer = { name: "fact", value: "x" };

async function oneItem(world: World, more: Parameters<World["openSession"]>[2] = {}) {
  const traceIds = world.addTraces(`{"q": 1}`);
  const { session, items } = await world.openSession([GOOD, FACT, SCORE], traceIds, more);
  return { session, item: at(items, 0), traceId: at(traceIds, 0) };
}

describe("submit", () => {
  it("saves the answers, settles the assignment and enqueues the jobs in one commit", async () => {
    const world = createWorld();
    const { session, item, traceId } = await oneItem(world);
    const key = keyOf(item, ana);
    await world.offer(key);
    const jobs: readonly NewJob[] = [{ kind: "card.redraw", key: "card-1", payload: {} }];
    const outcome = await world.review.submit({
      ...key,
      answers: [{ name: "good", value: true, comment: " fine " }],
      gesture: "click-1",
      jobs,
    });
    expect(outcome).toMatchObject({
      kind: "accepted",
      submission: { ...key, revision: 1, publishedRevision: 0, answers: [good] },
    });
    expect(await world.labelsOn(traceId)).toEqual([]);
    expect(await world.review.progress(session.runId)).toMatchObject({ labels: 1, unpublished: 1 });
    expect(await runJobs(world, "card.redraw")).toEqual([
      `${PUBLISH_JOB} ${keyTextOf(item, ana)}`,
      "card.redraw card-1",
    ]);
    expect(await world.labelsOn(traceId)).toEqual([
      { name: "good", value: true, rationale: "fine", by: ana },
    ]);
    expect(await world.review.progress(session.runId)).toMatchObject({ labels: 1, unpublished: 0 });
  });

  it("takes a second click, and a first submit of what is submitted, as repeats", async () => {
    const world = createWorld();
    const { item } = await oneItem(world);
    const key = keyOf(item, ana);
    await world.offer(key);
    const request = { ...key, answers: [good], gesture: "click-1" };
    const outcomes = await Promise.all([
      world.review.submit(request),
      world.review.submit(request),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["accepted", "repeated"]);
    const other = { ...request, answers: [{ name: "good", value: false }], gesture: "click-2" };
    expect(await world.review.submit(other)).toMatchObject({
      kind: "repeated",
      submission: { revision: 1, answers: [good] },
    });
  });

  it("names field and rule of what is wrong, and saves nothing", async () => {
    const world = createWorld();
    const { item } = await oneItem(world);
    const key = keyOf(item, ana);
    await world.offer(key);
    const answers = [good, { name: "score", value: "six" }];
    expect(await world.review.submit({ ...key, answers, gesture: "g" })).toEqual({
      kind: "invalid",
      problems: [
        {
          name: "score",
          code: "NOT_A_NUMBER",
          message: expect.stringContaining(`"Score" must be a number from 1 to 5`),
        },
      ],
    });
    expect(await world.review.submit({ ...key, answers: [], gesture: "g" })).toMatchObject({
      kind: "invalid",
      problems: [{ code: "EMPTY", message: "Answer at least one question." }],
    });
    expect(await world.review.findSubmission(key)).toBeUndefined();
    expect(await runJobs(world)).toEqual([]);
  });

  it("accepts a late answer: after the offer ran out, after a postpone, after a decline, and as surplus", async () => {
    const world = createWorld();
    const { item } = await oneItem(world, { users: [ana, ben, cleo], labelsPerTrace: 2 });
    const submit = (reviewer: typeof ana) =>
      world.review.submit({ ...keyOf(item, reviewer), answers: [good], gesture: "g" });
    await world.offer(keyOf(item, ana));
    await world.review.postpone(keyOf(item, ana));
    await world.offer(keyOf(item, ben));
    await world.review.decline(keyOf(item, ben));
    await world.offer(keyOf(item, cleo));
    world.clock.advance(1_000_000);
    for (const reviewer of [ana, ben, cleo]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await submit(reviewer)).toMatchObject({ kind: "accepted" });
    }
  });

  it.each<[RefusalReason, (world: World, runId: RunId, itemId: ItemId) => Promise<unknown>]>([
    ["unknown-session", (world, runId) => world.review.withdraw(runId)],
    [
      "session-closed",
      async (world, runId) => {
        await world.tracking.sessions.updateSession(runId, { state: "closed" });
        await world.review.enrol(runId);
      },
    ],
    [
      "not-assigned",
      async (world, runId) => {
        await world.labeling.setAssignedUsers(runId, [ben], "replace");
        await world.review.enrol(runId);
      },
    ],
    [
      "item-excluded",
      async (world, runId, itemId) => {
        await world.offer({ runId, itemId, reviewer: ben });
        await world.review.exclude({ runId, itemId, reviewer: ben }, "spam");
      },
    ],
  ])("refuses with %s, whatever the click says", async (reason, spoil) => {
    const world = createWorld();
    const { session, item } = await oneItem(world);
    const key = keyOf(item, ana);
    await world.offer(key);
    await spoil(world, session.runId, item.itemId);
    const refused = { kind: "refused", reason };
    const request = { ...key, answers: [good], gesture: "g" };
    expect(await world.review.submit(request)).toEqual(refused);
    expect(await world.review.revise(request)).toEqual(refused);
    expect(await world.review.postpone(key)).toEqual(refused);
    expect(await world.review.decline(key)).toEqual(refused);
  });

  it("refuses an item that is not there, and one that was never offered", async () => {
    const world = createWorld();
    const { item } = await oneItem(world);
    const request = { ...keyOf(item, ana), answers: [good], gesture: "g" };
    const unknown = { ...request, itemId: ItemId.parse("none") };
    expect(await world.review.submit(unknown)).toEqual({ kind: "refused", reason: "unknown-item" });
    const never = { kind: "refused", reason: "not-offered" };
    expect(await world.review.submit(request)).toEqual(never);
    expect(await world.review.revise(request)).toEqual(never);
    expect(await world.review.postpone(request)).toEqual(never);
    expect(await world.review.decline(request)).toEqual(never);
    expect(await world.review.exclude(request, "spam")).toEqual(never);
  });
});

describe("revise", () => {
  it("replaces the answers, clears what is left out, and publishes the latest only", async () => {
    const world = createWorld();
    const { item, traceId } = await oneItem(world);
    const key = keyOf(item, ana);
    await world.answer(key, [good, fact]);
    world.clock.advance(1);
    await world.review.revise({ ...key, answers: [{ ...fact, value: "y" }], gesture: "edit-1" });
    const last = { ...key, answers: [{ ...fact, value: "z" }], gesture: "edit-2" };
    expect(await world.review.revise(last)).toMatchObject({ submission: { revision: 3 } });
    expect(await world.review.revise(last)).toMatchObject({ kind: "repeated" });
    expect(await world.review.publish(key)).toBe("published");
    expect(await world.review.publish(key)).toBe("nothing-to-do");
    expect(await world.labelsOn(traceId)).toEqual([{ name: "fact", value: "z", by: ana }]);
  });
});

describe("the ways not to answer", () => {
  it("brings a postponed item back to its reviewer when its time is over or when asked", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world);
    const key = keyOf(item, ana);
    await world.offer(key);
    expect(await world.review.postpone(key)).toEqual({ kind: "done" });
    const untilMs = world.clock.nowMs() + 5_000;
    expect(await world.review.next(session.runId, ana)).toEqual({
      kind: "nothingLeft",
      waitUntilMs: untilMs,
    });
    expect(await world.review.next(session.runId, ana, { includePostponed: true })).toMatchObject({
      kind: "offered",
    });
    await world.review.postpone(key);
    world.clock.advance(5_001);
    expect(await world.review.next(session.runId, ana)).toMatchObject({ kind: "offered" });
  });

  it("gives a declined item to somebody else for good, and a repeat changes nothing", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world, { labelsPerTrace: 1 });
    const key = keyOf(item, ana);
    await world.offer(key);
    expect(await world.review.decline(key)).toEqual({ kind: "done" });
    expect(await world.review.decline(key)).toEqual({ kind: "done" });
    expect(await world.review.next(session.runId, ana)).toEqual({ kind: "nothingLeft" });
    expect(await world.review.next(session.runId, ben)).toMatchObject({ kind: "offered" });
  });

  it("leaves an answered item answered", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world);
    await world.answer(keyOf(item, ana), [good]);
    const refused = { kind: "refused", reason: "not-offered" };
    expect(await world.review.postpone(keyOf(item, ana))).toEqual(refused);
    expect(await world.review.decline(keyOf(item, ana))).toEqual(refused);
    expect((await world.review.progress(session.runId)).reviewers[0]).toMatchObject({
      submitted: 1,
    });
  });

  it("takes an excluded item out for everyone and tells the tracking store by a job", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world);
    const key = keyOf(item, ana);
    await world.offer(key);
    expect(await world.review.exclude(key, "  spam ")).toEqual({ kind: "done" });
    expect(await world.review.exclude(key, "again")).toEqual({ kind: "done" });
    expect(await world.review.next(session.runId, ben)).toEqual({ kind: "nothingLeft" });
    expect(await runJobs(world)).toEqual([`${ITEM_STATE_JOB} ${item.runId}/${item.itemId}`]);
    expect(await trackedStates(world, session.runId)).toEqual(["excluded"]);
  });

  it.each(["", " \n", "x".repeat(1001)])("refuses to exclude for the reason %j", async (reason) => {
    const world = createWorld();
    const { item } = await oneItem(world);
    await world.offer(keyOf(item, ana));
    await expect(world.review.exclude(keyOf(item, ana), reason)).rejects.toSatisfy((error) =>
      isLabelingError(error, "INVALID_ARGUMENT"),
    );
  });
});
