import { FIGURES_JOB, type Item, LabelingError, type RunId, traceIdsOf } from "@labeldesk/core";
import { describe, expect, it } from "vitest";
import { GOOD, SCORE } from "./schemas.js";
import { ana, at, ben, cleo, createWorld, dana, keyOf, runJobs, type World } from "./world.js";

const good = (value: boolean) => [{ name: "good", value }];

/** The figures in the tracking store, by name. */
function figuresIn({ memory }: World, runId: RunId) {
  const figures = memory.figuresOf(runId)?.figures ?? [];
  return Object.fromEntries(
    figures.map((figure) => [
      figure.kind === "session" ? figure.measure : `${figure.question} ${figure.measure}`,
      figure.value,
    ]),
  );
}

/** Runs what waits; whether the figures were among it. */
async function isPublished(world: World): Promise<boolean> {
  return (await runJobs(world)).some((job) => job.startsWith(FIGURES_JOB));
}

describe("publishFigures", () => {
  it("writes the session's numbers where the tracking store keeps them", async () => {
    const world = createWorld();
    const { session, items } = await world.openSession([GOOD, SCORE], world.addTraces("{}", "{}"));
    await world.answer(keyOf(at(items, 0), ana), [...good(true), { name: "score", value: 4 }]);
    await world.answer(keyOf(at(items, 0), ben), good(false));
    await world.answer(keyOf(at(items, 1), ana), good(true));
    expect(await world.review.publishFigures(session.runId)).toBe("saved");
    expect(figuresIn(world, session.runId)).toEqual({
      items: 2,
      complete: 1,
      excluded: 0,
      labels: 3,
      wanted: 4,
      "good passShare": 2 / 3,
      "good alpha": 0,
      "score mean": 4,
      "score alpha": undefined,
    });
    expect(world.memory.figuresOf(session.runId)?.atMs).toBe(world.clock.nowMs());
  });

  it("counts a decision in place of the answers it decides", async () => {
    const world = createWorld();
    const { session, items } = await world.openSession([GOOD], world.addTraces("{}"));
    const item = at(items, 0);
    await world.answer(keyOf(item, ana), good(true));
    await world.answer(keyOf(item, ben), good(false));
    const decidedOn = [ana, ben].map((reviewer) => ({ reviewer, revision: 1 }));
    const { runId, itemId } = item;
    await world.review.adjudicate({
      runId,
      itemId,
      by: dana,
      answers: good(false),
      decidedOn,
      gesture: "decide",
    });
    await world.review.publishFigures(session.runId);
    expect(figuresIn(world, session.runId)).toMatchObject({ "good passShare": 0, labels: 2 });
  });

  it("waits half a minute for more, and then has all that changed until then", async () => {
    const world = createWorld();
    const { session } = await world.openSession([GOOD], world.addTraces("{}"));
    const { runId } = session;
    expect(await isPublished(world)).toBe(false);
    const job = { kind: FIGURES_JOB, key: runId, payload: { runId } };
    expect(await world.work.transaction((tx) => tx.jobs.enqueue(job))).toBe("waiting");
  });

  it("has all that changed until it runs", async () => {
    const world = createWorld({ figuresEveryMs: 0 });
    const { session, items } = await world.openSession([GOOD], world.addTraces("{}", "{}"));
    const [first, second] = [at(items, 0), at(items, 1)];
    await world.answer(keyOf(first, ana), good(true));
    await world.answer(keyOf(first, ben), good(false));
    await world.offer(keyOf(second, ana));
    await world.review.exclude(keyOf(second, ana), "spam");
    await world.review.publishItemState(keyOf(second, ana));
    const ran = await runJobs(world);
    expect(ran[0]).toBe(`${FIGURES_JOB} ${session.runId}`);
    expect(figuresIn(world, session.runId)).toMatchObject({
      complete: 1,
      excluded: 1,
      labels: 2,
      "good passShare": 0.5,
    });
  });

  it.each<[what: string, change: (world: World, item: Item) => Promise<unknown>]>([
    ["an answer", (world, item) => world.answer(keyOf(item, ana), good(true))],
    [
      "answers that were taken back",
      async (world, item) => {
        await world.review.undo(keyOf(item, ben), { gesture: "undo" });
        await world.review.publish(keyOf(item, ben));
      },
    ],
    [
      "a decision",
      async (world, { runId, itemId }) => {
        const decidedOn = [{ reviewer: ben, revision: 1 }];
        const decision = { by: dana, answers: good(false), decidedOn, gesture: "decide" };
        await world.review.adjudicate({ runId, itemId, ...decision });
        await world.review.publishAdjudication({ runId, itemId });
      },
    ],
    [
      "an exclusion",
      async (world, item) => {
        await world.review.exclude(keyOf(item, ben), "spam");
        await world.review.publishItemState(keyOf(item, ben));
      },
    ],
    [
      "more items",
      async (world, { runId }) => {
        const traceIds = [world.addTrace("tr-more", "{}")];
        await world.labeling.addTraces(runId, { kind: "ids", traceIds });
        await world.review.enrol(runId);
      },
    ],
    [
      "an answer that was given in the tracking store",
      async (world, { runId, source }) => {
        const [traceId] = traceIdsOf(source);
        if (traceId === undefined) throw new Error("An item without a trace.");
        const by = { kind: "human", id: ana } as const;
        world.clock.advance(1_000);
        world.memory.addAssessment({
          traceId,
          name: "good",
          type: "feedback",
          value: true,
          source: by,
        });
        await world.review.reconcile(runId);
      },
    ],
  ])("is due after %s", async (_what, change) => {
    const world = createWorld({ figuresEveryMs: 0 });
    // One is still to answer: completing the item is another change.
    const users = [ana, ben, cleo];
    const { items } = await world.openSession([GOOD], world.addTraces("{}"), { users });
    await world.answer(keyOf(at(items, 0), ben), good(true));
    expect(await isPublished(world)).toBe(true);
    while (await isPublished(world));
    await change(world, at(items, 0));
    expect(await isPublished(world)).toBe(true);
  });

  it("is tried again when the tracking store fails, and writes what is true then", async () => {
    let isDown = true;
    const world = createWorld({
      wrap: (tracking) => ({
        ...tracking,
        sessions: {
          ...tracking.sessions,
          saveFigures: (...args) =>
            isDown
              ? Promise.reject(new LabelingError("UNAVAILABLE", "down"))
              : tracking.sessions.saveFigures(...args),
        },
      }),
    });
    const { session, items } = await world.openSession([GOOD], world.addTraces("{}"));
    await expect(world.review.publishFigures(session.runId)).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
    isDown = false;
    await world.answer(keyOf(at(items, 0), ana), good(true));
    expect(await world.review.publishFigures(session.runId)).toBe("saved");
    expect(figuresIn(world, session.runId)).toMatchObject({ labels: 1 });
  });

  it("leaves a session alone that is deleted, and knows none that is not delivered", async () => {
    const world = createWorld({ figuresEveryMs: 0 });
    const { session } = await world.openSession([GOOD], world.addTraces("{}"));
    await world.labeling.deleteLabelingSession(session.runId);
    expect(await world.review.publishFigures(session.runId)).toBe("session-gone");
    expect(world.memory.figuresOf(session.runId)).toBeUndefined();
    await world.review.withdraw(session.runId);
    await expect(world.review.publishFigures(session.runId)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await runJobs(world);
    expect(await world.work.runner.listDead()).toEqual([]);
  });
});
