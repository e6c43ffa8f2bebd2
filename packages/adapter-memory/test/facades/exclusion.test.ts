import { describe, expect, it } from "vitest";
import { ItemId, type Answer } from "@labeldesk/core";
import { GOOD } from "./schemas.js";
import {
  ana,
  at,
  ben,
  cleo,
  createWorld,
  dana,
  keyOf,
  runJobs,
  trackedStates,
  workStates,
  type SessionWishes,
  type World,
} from "./world.js";

const good: readonly Answer[] = [{ name: "good", value: true }];

async function excluded(world: World, more: SessionWishes = {}) {
  const { session, items } = await world.openSession([GOOD], world.addTraces("{}"), more);
  const item = at(items, 0);
  await world.offer(keyOf(item, ana));
  await world.review.exclude(keyOf(item, ana), "spam");
  return { session, item };
}

describe("exclude", () => {
  it("keeps who and why, here and in the tracking store", async () => {
    const world = createWorld();
    const { session } = await excluded(world);
    const exclusion = { by: ana, reason: "spam" };
    expect(await world.review.listItems(session.runId)).toMatchObject([{ exclusion }]);
    await runJobs(world);
    const tracked = [];
    for await (const item of world.tracking.items.listItems(session.runId)) tracked.push(item);
    expect(tracked).toMatchObject([{ state: "excluded", exclusion }]);
  });
});

describe("include", () => {
  it("brings an item back for everyone, in the tracking store by a job; twice changes nothing", async () => {
    const world = createWorld();
    const { session, item } = await excluded(world);
    await runJobs(world);
    expect(await world.review.include(keyOf(item, ana))).toEqual({ kind: "done" });
    expect(await world.review.include(keyOf(item, ana))).toEqual({ kind: "done" });
    expect(await world.review.listItems(session.runId)).toEqual([
      expect.not.objectContaining({ exclusion: expect.anything() }),
    ]);
    expect(await world.review.next(session.runId, ben)).toMatchObject({ kind: "offered" });
    await runJobs(world);
    expect(await trackedStates(world, session.runId)).toEqual(["pending"]);
  });

  it("makes an item complete that has enough answers", async () => {
    const world = createWorld();
    const { session, items } = await world.openSession([GOOD], world.addTraces("{}"), {
      labelsPerTrace: 1,
    });
    const key = keyOf(at(items, 0), ana);
    await world.answer(key, good);
    await world.review.exclude(key, "spam");
    await world.review.include(key);
    expect(await workStates(world, session.runId)).toEqual(["complete"]);
    await runJobs(world);
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
  });

  it("is for those who had the item, and for whoever manages the session", async () => {
    const world = createWorld();
    const { session, item } = await excluded(world);
    const refused = (reason: string) => ({ kind: "refused", reason });
    const unknown = { ...keyOf(item, ana), itemId: ItemId.parse("none") };
    expect(await world.review.include(keyOf(item, ben))).toEqual(refused("not-offered"));
    expect(await world.review.include(keyOf(item, cleo))).toEqual(refused("not-assigned"));
    expect(await world.review.include(unknown, { asLead: true })).toEqual(refused("unknown-item"));
    expect(await workStates(world, session.runId)).toEqual(["excluded"]);
    expect(await world.review.include(keyOf(item, dana), { asLead: true })).toEqual({
      kind: "done",
    });
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    await world.tracking.sessions.updateSession(session.runId, { state: "closed" });
    await world.review.enrol(session.runId);
    expect(await world.review.include(keyOf(item, dana), { asLead: true })).toEqual(
      refused("session-closed"),
    );
  });

  it("stands although the session is enrolled before the tracking store knows", async () => {
    const world = createWorld();
    const { session, item } = await excluded(world);
    await runJobs(world);
    await world.review.include(keyOf(item, ana));
    await world.review.enrol(session.runId);
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    await runJobs(world);
    expect(await trackedStates(world, session.runId)).toEqual(["pending"]);
  });

  it("stands although it came while the tracking store was being read", async () => {
    let whileReading = async (): Promise<unknown> => undefined;
    const world = createWorld({
      wrap: (tracking) => ({
        ...tracking,
        items: {
          ...tracking.items,
          async *listItems(...args) {
            yield* tracking.items.listItems(...args);
            await whileReading();
          },
        },
      }),
    });
    const { session, item } = await excluded(world);
    await runJobs(world);
    whileReading = async () => {
      whileReading = async () => undefined;
      await world.review.include(keyOf(item, ana));
      await runJobs(world);
    };
    await world.review.enrol(session.runId);
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    expect(await trackedStates(world, session.runId)).toEqual(["pending"]);
  });
});
