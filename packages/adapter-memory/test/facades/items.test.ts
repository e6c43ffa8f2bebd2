import { describe, expect, it } from "vitest";
import { isLabelingError, RunId, type Answer } from "@labeldesk/core";
import { FACT, GOOD, SCORE } from "./schemas.js";
import {
  ana,
  at,
  ben,
  cleo,
  createWorld,
  keyOf,
  runJobs,
  trackedStates,
  workStates,
  type World,
} from "./world.js";

const good: Answer = { name: "good", value: true, comment: "fine" };

async function oneItem(world: World, more: Parameters<World["openSession"]>[2] = {}) {
  const traceIds = world.addTraces(`{"q": 1}`);
  const { session, items } = await world.openSession([GOOD, FACT, SCORE], traceIds, more);
  return { session, item: at(items, 0), traceId: at(traceIds, 0) };
}

describe("completing an item", () => {
  it("waits for as many published answers as are wanted", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world);
    await world.answer(keyOf(item, ana), [good]);
    expect(await trackedStates(world, session.runId)).toEqual(["pending"]);
    await world.offer(keyOf(item, ben));
    await world.review.submit({ ...keyOf(item, ben), answers: [good], gesture: "g" });
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    await world.review.publish(keyOf(item, ben));
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
    expect(await workStates(world, session.runId)).toEqual(["complete"]);
  });

  it("never brings an excluded item back", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world, { labelsPerTrace: 1 });
    const key = keyOf(item, ana);
    await world.offer(key);
    await world.review.submit({ ...key, answers: [good], gesture: "g" });
    await world.review.exclude(key, "spam");
    await runJobs(world);
    expect(await trackedStates(world, session.runId)).toEqual(["excluded"]);
    expect(await workStates(world, session.runId)).toEqual(["excluded"]);
  });

  it("lets an exclusion stand that came while the item was being completed", async () => {
    let whileCompleting = async (): Promise<unknown> => undefined;
    const world = createWorld({
      wrap: (tracking) => ({
        ...tracking,
        items: {
          ...tracking.items,
          setItemState: async (runId, itemId, change) => {
            if (change.state === "complete") await whileCompleting();
            await tracking.items.setItemState(runId, itemId, change);
          },
        },
      }),
    });
    const { session, item } = await oneItem(world, { labelsPerTrace: 1 });
    const key = keyOf(item, ana);
    await world.offer(key);
    await world.review.submit({ ...key, answers: [good], gesture: "g" });
    whileCompleting = () => world.review.exclude(key, "spam");
    await world.review.publish(key);
    expect(await workStates(world, session.runId)).toEqual(["excluded"]);
    await runJobs(world);
    expect(await trackedStates(world, session.runId)).toEqual(["excluded"]);
  });

  it("follows the number of people: more reopen an item, fewer complete it", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world, { users: [ana] });
    await world.answer(keyOf(item, ana), [good]);
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
    await world.labeling.setAssignedUsers(session.runId, [ben], "add");
    await world.review.enrol(session.runId);
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    await runJobs(world);
    expect(await trackedStates(world, session.runId)).toEqual(["pending"]);
    expect(await world.review.next(session.runId, ben)).toMatchObject({ kind: "offered" });
    await world.labeling.setAssignedUsers(session.runId, [ana], "replace");
    await world.review.enrol(session.runId);
    await runJobs(world);
    expect(await workStates(world, session.runId)).toEqual(["complete"]);
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
  });
});

describe("enrol", () => {
  it("may be repeated: new items come in, states and answers stay", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world, { labelsPerTrace: 1 });
    await world.answer(keyOf(item, ana), [good]);
    const another = world.addTrace("tr-2", "{}");
    await world.labeling.addTraces(session.runId, { kind: "ids", traceIds: [another] });
    await world.review.enrol(session.runId);
    await world.review.enrol(session.runId);
    expect(await workStates(world, session.runId)).toEqual(["complete", "pending"]);
  });

  it("takes exclusions in, and lists what is delivered until it is withdrawn", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world);
    const change = { state: "excluded", by: ben, reason: "spam" } as const;
    await world.tracking.items.setItemState(session.runId, item.itemId, change);
    await world.review.enrol(session.runId);
    expect(await workStates(world, session.runId)).toEqual(["excluded"]);
    expect(await world.review.listSessions()).toEqual([session]);
    expect(await world.review.getSession(session.runId)).toEqual(session);
    await world.review.withdraw(session.runId);
    expect(await world.review.listSessions()).toEqual([]);
    await expect(world.review.getSession(session.runId)).rejects.toSatisfy((error) =>
      isLabelingError(error, "NOT_FOUND"),
    );
  });

  it("refuses a deleted session", async () => {
    const world = createWorld();
    const { session } = await oneItem(world);
    await world.labeling.deleteLabelingSession(session.runId);
    await expect(world.review.enrol(session.runId)).rejects.toSatisfy((error) =>
      isLabelingError(error, "CONFLICT"),
    );
  });
});

describe("itemAnswers", () => {
  it("shows submissions, and valid answers of the session that came another way", async () => {
    const world = createWorld();
    const { session, item, traceId } = await oneItem(world);
    await world.answer(keyOf(item, ana), [good]);
    const add = (id: string, more: object = {}) =>
      world.memory.addAssessment({
        traceId,
        name: "good",
        type: "feedback",
        value: false,
        source: { kind: "human", id },
        ...more,
      });
    const fromTab = add(ben);
    add(cleo);
    add("judge", { source: { kind: "llmJudge", id: ben } });
    add(ben, { runId: RunId.parse("other") });
    const answers = await world.review.itemAnswers(session.runId, item.itemId);
    expect(answers.item).toMatchObject({ itemId: item.itemId });
    expect(answers.submissions).toMatchObject([{ reviewer: ana, publishedRevision: 1 }]);
    expect(answers.others.map(({ assessmentId }) => assessmentId)).toEqual([fromTab.assessmentId]);
    world.memory.deleteTrace(traceId);
    expect((await world.review.itemAnswers(session.runId, item.itemId)).others).toEqual([]);
  });
});
