import { describe, expect, it } from "vitest";
import type { LabelingSessionChanges } from "@labeldesk/core";
import { GOOD } from "./schemas.js";
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
  type SessionWishes,
  type World,
} from "./world.js";

const good = [{ name: "good", value: true }];
type Reviewer = typeof ana;

/** Three items with answers as given, a list of people an item. */
async function answered(
  world: World,
  given: readonly (readonly Reviewer[])[],
  more: SessionWishes = {},
) {
  const traceIds = world.addTraces("{}", "{}", "{}");
  const wishes = { users: [ana, ben, cleo], labelsPerTrace: 3, ...more };
  const { session, items } = await world.openSession([GOOD], traceIds, wishes);
  for (const reviewer of [ana, ben, cleo]) {
    for (const [place, people] of given.entries()) {
      if (people.includes(reviewer)) {
        // What was put off before comes back.
        world.clock.advance(6_000);
        await world.answer(keyOf(at(items, place), reviewer), good);
      }
    }
  }
  const become = async (changes: LabelingSessionChanges) => {
    await world.tracking.sessions.updateSession(session.runId, changes);
    await world.review.enrol(session.runId);
    await runJobs(world);
    const states = await workStates(world, session.runId);
    expect(await trackedStates(world, session.runId)).toEqual(states);
    return states.join(" ");
  };
  return { session, items, become };
}

describe("enrol, while a session runs", () => {
  it.each<[string, SessionWishes, LabelingSessionChanges, string]>([
    ["fewer labels per trace", {}, { labelsPerTrace: 2 }, "complete pending pending"],
    ["fewer labels still", {}, { labelsPerTrace: 1 }, "complete complete pending"],
    [
      "more labels per trace",
      { labelsPerTrace: 1 },
      { labelsPerTrace: 3 },
      "pending pending pending",
    ],
    ["everyone", { labelsPerTrace: 1 }, { labelsPerTrace: "everyone" }, "pending pending pending"],
    [
      "an overlap",
      { labelsPerTrace: 1 },
      { overlap: { every: 2, labels: 2 } },
      "complete pending pending",
    ],
    [
      "no overlap any more",
      { labelsPerTrace: 1, overlap: { every: 2, labels: 3 } },
      { overlap: null },
      "complete complete pending",
    ],
    ["somebody who is away", {}, { away: [cleo] }, "complete pending pending"],
    ["somebody who is back", { away: [cleo] }, { away: [] }, "pending pending pending"],
    [
      "fewer people",
      { labelsPerTrace: "everyone" },
      { assignedUsers: [ana] },
      "complete complete pending",
    ],
    [
      "other people, who all have to answer",
      { labelsPerTrace: "everyone", users: [ana, ben] },
      { assignedUsers: [ana, cleo] },
      "pending pending pending",
    ],
    ["nothing new", {}, {}, "pending pending pending"],
  ])("follows %s", async (_, before, changes, expected) => {
    const world = createWorld();
    const given = before.labelsPerTrace === 1 ? [[ana], [ana], []] : [[ana, ben], [ana], []];
    const { become } = await answered(world, given, before);
    expect(await become(changes)).toBe(expected);
  });

  it("follows whom items belong to, where they are dealt by name", async () => {
    const world = createWorld();
    const { session, items, become } = await answered(world, [[ana], [ana], []], {
      dealing: { strategy: "manual" },
      labelsPerTrace: 1,
    });
    const give = (place: number, people: readonly Reviewer[]) =>
      world.tracking.items.setAssignees(session.runId, at(items, place).itemId, people);
    await give(0, [ana, ben]);
    await give(2, [cleo]);
    expect(await become({})).toBe("pending complete pending");
    await give(0, [ben]);
    expect(await become({})).toBe("complete complete pending");
  });

  it("deals pending work again and leaves what is answered where it is", async () => {
    const world = createWorld();
    const { session, items } = await answered(world, [[ana], [], []], {
      dealing: { strategy: "even" },
      labelsPerTrace: 1,
    });
    const dealt = async () => {
      const own = await world.work.transaction((tx) =>
        tx.assignments.listAllAssignments(session.runId, { limit: 100 }),
      );
      return own.map(({ reviewer, state }) => `${reviewer} ${state}`);
    };
    await world.tracking.sessions.updateSession(session.runId, { assignedUsers: [ben] });
    await world.review.enrol(session.runId);
    expect(await dealt()).toEqual([`${ana} submitted`, `${ben} waiting`, `${ben} waiting`]);
    await world.offer(keyOf(at(items, 1), ben));
    await world.review.exclude(keyOf(at(items, 1), ben), "spam");
    await world.tracking.sessions.updateSession(session.runId, {
      assignedUsers: [ben, cleo],
      away: [ben],
    });
    await world.review.enrol(session.runId);
    expect((await dealt()).filter((row) => row.endsWith("waiting"))).toEqual([`${cleo} waiting`]);
  });

  it("settles what an exclusion, or an undo, did while the item was being completed", async () => {
    let whileCompleting = async (): Promise<unknown> => undefined;
    const world = createWorld({
      wrap: (tracking) => ({
        ...tracking,
        items: {
          ...tracking.items,
          setItemState: async (runId, itemId, change) => {
            await tracking.items.setItemState(runId, itemId, change);
            if (change.state === "complete") await whileCompleting();
          },
        },
      }),
    });
    const { session, items } = await world.openSession([GOOD], world.addTraces("{}"), {
      labelsPerTrace: 1,
    });
    const key = keyOf(at(items, 0), ana);
    whileCompleting = () => world.review.undo(key, { gesture: "undo" });
    await world.answer(key, good);
    await runJobs(world);
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    expect(await trackedStates(world, session.runId)).toEqual(["pending"]);
  });
});
