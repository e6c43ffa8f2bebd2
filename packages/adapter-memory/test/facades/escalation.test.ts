import { describe, expect, it } from "vitest";
import {
  isLabelingError,
  ItemId,
  type Answer,
  type Item,
  type ReviewerEmail,
} from "@labeldesk/core";
import { FACT, GOOD } from "./schemas.js";
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

const good = (value: boolean): readonly Answer[] => [{ name: "good", value }];
const everybody = [ana, ben, cleo, dana];

async function oneItem(world: World, more: SessionWishes = {}) {
  const wishes = { users: everybody, labelsPerTrace: 2, escalateTo: 3, ...more };
  const { session, items } = await world.openSession([GOOD, FACT], world.addTraces("{}"), wishes);
  return { session, item: at(items, 0) };
}

/** Answers in this order, each published. */
async function answers(world: World, item: Item, given: readonly [ReviewerEmail, boolean][]) {
  for (const [reviewer, value] of given) await world.answer(keyOf(item, reviewer), good(value));
}

const disputed = async (world: World, { runId }: Item) =>
  (await world.review.disagreements(runId)).flatMap(({ questions }) =>
    questions.map(
      ({ name, answers: all }) => `${name} ${all.map(({ value }) => String(value)).join()}`,
    ),
  );

async function nextFor(world: World, { runId }: Item, reviewer: ReviewerEmail) {
  const outcome = await world.review.next(runId, reviewer);
  return outcome.kind;
}

describe("escalation", () => {
  it("puts a disagreement to one more reviewer, then to the adjudicator", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world);
    await answers(world, item, [[ana, true]]);
    expect(await disputed(world, item)).toEqual([]);
    await answers(world, item, [[ben, false]]);
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    expect(await world.review.listItems(session.runId)).toMatchObject([{ extraLabels: 1 }]);
    expect(await nextFor(world, item, ana)).toBe("nothingLeft");
    expect(await nextFor(world, item, cleo)).toBe("offered");
    expect(await nextFor(world, item, dana)).toBe("nothingLeft");
    await answers(world, item, [[cleo, true]]);
    expect(await workStates(world, session.runId)).toEqual(["complete"]);
    await runJobs(world);
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
    expect(await nextFor(world, item, dana)).toBe("nothingLeft");
    expect(await disputed(world, item)).toEqual(["good true,false,true"]);
  });

  it.each<[string, SessionWishes, boolean, number]>([
    ["agreement", {}, true, 0],
    ["a session that does not escalate", { escalateTo: undefined }, false, 0],
    ["a limit that is reached", { escalateTo: 2 }, false, 0],
    ["nobody else here", { away: [cleo, dana] }, false, 0],
    [
      "a question that is never compared",
      { disagreementRules: [{ question: "good", rule: { kind: "never" } }] },
      false,
      0,
    ],
    ["somebody else here", { away: [dana] }, false, 1],
  ])("with %s", async (_, more, ofBen, extraLabels) => {
    const world = createWorld();
    const { session, item } = await oneItem(world, more);
    await answers(world, item, [
      [ana, true],
      [ben, ofBen],
    ]);
    expect(await world.review.listItems(session.runId)).toMatchObject([
      { extraLabels, state: extraLabels === 0 ? "complete" : "pending" },
    ]);
  });

  it("asks once, however often and at how many places the job runs", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world, { escalateTo: 4 });
    for (const [reviewer, value] of [
      [ana, true],
      [ben, false],
    ] as const) {
      await world.offer(keyOf(item, reviewer));
      await world.review.submit({ ...keyOf(item, reviewer), answers: good(value), gesture: "g" });
    }
    const both = [keyOf(item, ana), keyOf(item, ben)];
    await Promise.all([...both, ...both].map((key) => world.review.publish(key)));
    for (const key of both) await world.review.publish(key);
    expect(await world.review.listItems(session.runId)).toMatchObject([{ extraLabels: 1 }]);
  });

  it("asks one after the other up to the limit", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world, { escalateTo: 4 });
    await answers(world, item, [
      [ana, true],
      [ben, false],
      [cleo, true],
    ]);
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    await answers(world, item, [[dana, true]]);
    expect(await workStates(world, session.runId)).toEqual(["complete"]);
    expect(await world.review.listItems(session.runId)).toMatchObject([{ extraLabels: 2 }]);
  });

  it("reopens a complete item when an edit makes a disagreement of it", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world);
    await answers(world, item, [
      [ana, true],
      [ben, true],
    ]);
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
    await world.review.revise({ ...keyOf(item, ben), answers: good(false), gesture: "edit" });
    await runJobs(world);
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    expect(await trackedStates(world, session.runId)).toEqual(["pending"]);
    expect(await nextFor(world, item, cleo)).toBe("offered");
  });

  it("does not wait for somebody who declines as the last one left", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world, { users: [ana, ben, cleo] });
    await answers(world, item, [
      [ana, true],
      [ben, false],
    ]);
    await runJobs(world);
    await world.offer(keyOf(item, cleo));
    await world.review.decline(keyOf(item, cleo));
    await runJobs(world);
    expect(await world.review.listItems(session.runId)).toMatchObject([
      { state: "complete", extraLabels: 0 },
    ]);
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
    expect(await disputed(world, item)).toEqual(["good true,false"]);
  });

  it("asks nobody whose cap is reached", async () => {
    const world = createWorld();
    const caps = [{ reviewer: cleo, cap: 0 }];
    const { session, item } = await oneItem(world, {
      users: [ana, ben, cleo],
      dealing: { strategy: "first-come", caps },
    });
    await answers(world, item, [
      [ana, true],
      [ben, false],
    ]);
    expect(await workStates(world, session.runId)).toEqual(["complete"]);
  });

  it("deals the extra answer where items are dealt beforehand", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world, { dealing: { strategy: "even" } });
    const dealt = async () => {
      const own = await Promise.all(
        everybody.map((reviewer) =>
          world.work.transaction((tx) => tx.assignments.findAssignment(keyOf(item, reviewer))),
        ),
      );
      return own
        .flatMap((assignment) => assignment ?? [])
        .filter(({ state }) => state === "waiting");
    };
    const first = (await dealt()).map(({ reviewer }) => reviewer);
    expect(first).toHaveLength(2);
    await answers(world, item, [
      [at(first, 0), true],
      [at(first, 1), false],
    ]);
    const next = await dealt();
    expect(next).toHaveLength(1);
    expect(first).not.toContain(at(next, 0).reviewer);
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
  });

  it("does not begin in a session that was closed meanwhile", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world);
    for (const [reviewer, value] of [
      [ana, true],
      [ben, false],
    ] as const) {
      await world.offer(keyOf(item, reviewer));
      await world.review.submit({ ...keyOf(item, reviewer), answers: good(value), gesture: "g" });
    }
    await world.tracking.sessions.updateSession(session.runId, { state: "closed" });
    await world.review.enrol(session.runId);
    await runJobs(world);
    expect(await workStates(world, session.runId)).toEqual(["complete"]);
  });

  it("begins for what is brought back after an exclusion", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world);
    for (const [reviewer, value] of [
      [ana, true],
      [ben, false],
    ] as const) {
      await world.offer(keyOf(item, reviewer));
      await world.review.submit({ ...keyOf(item, reviewer), answers: good(value), gesture: "g" });
    }
    await world.review.exclude(keyOf(item, ana), "spam");
    await runJobs(world);
    await world.review.include(keyOf(item, ana));
    await runJobs(world);
    expect(await world.review.listItems(session.runId)).toMatchObject([
      { state: "pending", extraLabels: 1 },
    ]);
    expect(await trackedStates(world, session.runId)).toEqual(["pending"]);
  });

  it("begins for what is complete when the session comes to escalate", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world, { escalateTo: undefined });
    await answers(world, item, [
      [ana, true],
      [ben, false],
    ]);
    await runJobs(world);
    expect(await workStates(world, session.runId)).toEqual(["complete"]);
    await world.tracking.sessions.updateSession(session.runId, { escalateTo: 3 });
    await world.review.enrol(session.runId);
    await runJobs(world);
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
  });
});

describe("askAgain", () => {
  it("wants one more answer each time, while somebody is left who is not asked yet", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world, { escalateTo: undefined });
    const ask = () => world.review.askAgain(session.runId, item.itemId);
    await answers(world, item, [
      [ana, true],
      [ben, true],
    ]);
    expect(await ask()).toEqual({ kind: "asked" });
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    expect(await nextFor(world, item, cleo)).toBe("offered");
    expect(await nextFor(world, item, dana)).toBe("nothingLeft");
    expect(await ask()).toEqual({ kind: "asked" });
    expect(await nextFor(world, item, dana)).toBe("offered");
    expect(await ask()).toEqual({ kind: "nobody-left" });
    await runJobs(world);
    expect(await trackedStates(world, session.runId)).toEqual(["pending"]);
    await answers(world, item, [
      [cleo, true],
      [dana, true],
    ]);
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
  });

  it("finds nobody left where everybody answers, or the others declined", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world, { users: [ana, ben, cleo] });
    await world.offer(keyOf(item, cleo));
    await world.review.decline(keyOf(item, cleo));
    const ask = () => world.review.askAgain(session.runId, item.itemId);
    expect(await ask()).toEqual({ kind: "nobody-left" });
    await world.tracking.sessions.updateSession(session.runId, { labelsPerTrace: "everyone" });
    await world.review.enrol(session.runId);
    expect(await ask()).toEqual({ kind: "nobody-left" });
  });

  it("refuses what cannot be asked: an excluded item, an unknown one, a closed session", async () => {
    const world = createWorld();
    const { session, item } = await oneItem(world);
    const code = async (itemId = item.itemId) => {
      try {
        return (await world.review.askAgain(session.runId, itemId)).kind;
      } catch (error) {
        return isLabelingError(error) ? error.code : String(error);
      }
    };
    await world.offer(keyOf(item, ana));
    await world.review.exclude(keyOf(item, ana), "spam");
    expect(await code()).toBe("CONFLICT");
    await world.review.include(keyOf(item, ana));
    expect(await code()).toBe("asked");
    expect(await code(ItemId.parse("none"))).toBe("NOT_FOUND");
    await world.tracking.sessions.updateSession(session.runId, { state: "closed" });
    await world.review.enrol(session.runId);
    expect(await code()).toBe("CONFLICT");
  });
});
