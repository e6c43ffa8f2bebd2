import { describe, expect, it } from "vitest";
import { reviewJobs, type Answer, type LabelingSession } from "@labeldesk/core";
import { createTwoWayWorld, type TwoWayWorld } from "./reconcile-world.js";
import { FACT, GOOD } from "./schemas.js";
import { ana, at, ben, createWorld, dana, keyOf } from "./world.js";

const good: Answer = { name: "good", value: true };
const fact: Answer = { name: "fact", value: "x" };

/** Two sessions over one trace, both asking the same questions. */
async function twoSessions() {
  const world = createTwoWayWorld();
  const traceId = at(world.addTraces(`{"q": 1}`), 0);
  const one = await world.open([GOOD, FACT], [traceId]);
  const other = await world.open([GOOD, FACT], [traceId]);
  const answersIn = async ({ session }: { session: LabelingSession }) => {
    const item = at(await world.review.listItems(session.runId), 0);
    return (await world.review.findSubmission(keyOf(item, ana)))?.answers;
  };
  const settleBoth = async () => {
    for (const { session } of [one, other, one, other]) await world.settle(session);
  };
  return { world, traceId, one, other, answersIn, settleBoth };
}

describe("one trace in two sessions", () => {
  it("an answer of the Review tab counts in both", async () => {
    const { world, traceId, one, other, answersIn, settleBoth } = await twoSessions();
    await world.tab(ana).answer(traceId, GOOD, true);
    await settleBoth();
    expect(await answersIn(one)).toEqual([good]);
    expect(await answersIn(other)).toEqual([good]);
  });

  it("an answer given in one of them never counts in the other", async () => {
    const { world, one, other, answersIn, settleBoth } = await twoSessions();
    await world.give(at(one.items, 0), ana, [good, fact]);
    await settleBoth();
    expect(await answersIn(one)).toEqual([good, fact]);
    expect(await answersIn(other)).toBeUndefined();
  });

  it("an edit in one of what came from there leaves the other as it is, and on the trace", async () => {
    const { world, traceId, one, other, answersIn, settleBoth } = await twoSessions();
    await world.tab(ana).answer(traceId, GOOD, true);
    await world.tab(ana).answer(traceId, FACT, "x");
    await settleBoth();
    const edited = [
      { name: "good", value: false },
      { name: "fact", value: "edited" },
    ];
    await world.give(at(one.items, 0), ana, edited);
    await settleBoth();
    expect(await answersIn(one)).toEqual(edited);
    expect(await answersIn(other)).toEqual([good, fact]);
    const inOther = (await world.on(traceId)).filter(
      ({ valid, runId }) => valid && runId === other.session.runId,
    );
    expect(inOther.map(({ value }) => value)).toEqual([true, "x"]);
    const again = [await world.settle(one.session), await world.settle(other.session)];
    expect(again).toMatchObject([
      { answers: [], differences: [] },
      { answers: [], differences: [] },
    ]);
  });

  it("an answer there over one of the two counts in both, being the reviewer's last word", async () => {
    const { world, traceId, one, other, answersIn, settleBoth } = await twoSessions();
    await world.give(at(one.items, 0), ana, [good]);
    await world.give(at(other.items, 0), ana, [good]);
    await settleBoth();
    await world.tab(ana).answer(traceId, GOOD, false);
    await settleBoth();
    expect(await answersIn(one)).toMatchObject([{ value: false }]);
    expect(await answersIn(other)).toMatchObject([{ value: false }]);
  });

  it("a session that began after the answer does not have it", async () => {
    const world = createTwoWayWorld();
    const traceId = at(world.addTraces(`{"q": 1}`), 0);
    await world.tab(ana).answer(traceId, GOOD, true);
    const { session } = await world.open([GOOD], [traceId]);
    expect(await world.settle(session)).toMatchObject({ answers: [], unattributed: [] });
  });
});

describe("a session that is not open", () => {
  async function answered(state: "paused" | "closed") {
    const world = createTwoWayWorld();
    const traceId = at(world.addTraces(`{"q": 1}`), 0);
    const { session, items } = await world.open([GOOD], [traceId]);
    const item = at(items, 0);
    await world.give(item, ben, [good]);
    await world.runJobs();
    await world.tracking.sessions.updateSession(session.runId, { state });
    await world.review.enrol(session.runId);
    await world.tab(ana).answer(traceId, GOOD, true);
    await world.tab(ben).answer(traceId, GOOD, false);
    await world.tab(ana).mark(item, { state: "excluded", by: ana, reason: "spam" });
    return { world, session, item, report: await world.settle(session) };
  }

  it("takes in nothing once it is closed, and says what it left", async () => {
    const { world, item, report } = await answered("closed");
    expect(report).toMatchObject({ answers: [], states: [] });
    const { itemId } = item;
    expect(report.differences).toHaveLength(3);
    expect(report.differences).toEqual(
      expect.arrayContaining([
        { kind: "session-closed", itemId, reviewer: ana },
        { kind: "session-closed", itemId, reviewer: ben },
        { kind: "session-closed", itemId },
      ]),
    );
    expect(await world.review.findSubmission(keyOf(item, ben))).toMatchObject({ answers: [good] });
    expect(await world.review.listItems(item.runId)).toMatchObject([{ state: "pending" }]);
  });

  it("takes in everything while it is paused", async () => {
    const { report } = await answered("paused");
    expect(report.answers.map(({ reviewer }) => reviewer)).toEqual([ben, ana]);
    expect(report.states).toMatchObject([{ kind: "excluded" }]);
  });

  it("keeps what it has when it was deleted there, and is known as deleted", async () => {
    const world = createTwoWayWorld();
    const traceId = at(world.addTraces(`{"q": 1}`), 0);
    const { session, items } = await world.open([GOOD], [traceId]);
    await world.tab(ana).answer(traceId, GOOD, true);
    await world.tracking.sessions.deleteSession(session.runId);
    const report = await world.reconcile(session);
    expect(report).toMatchObject({ session: { lifecycle: "deleted" }, answers: [] });
    expect(await world.review.listSessions()).toEqual([]);
    expect(await world.review.listItems(session.runId)).toHaveLength(items.length);
  });

  it("is not found where there is none", async () => {
    const world = createTwoWayWorld();
    const traceId = at(world.addTraces(`{"q": 1}`), 0);
    const { session } = await world.open([GOOD], [traceId]);
    const stranger = createTwoWayWorld();
    await expect(stranger.review.reconcile(session.runId)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("the job that reconciles", () => {
  const due = ({ pending }: TwoWayWorld) =>
    pending.filter(({ kind }) => kind === "session.reconcile");

  it("is enqueued once by enrolling, for a few minutes later", async () => {
    const world = createTwoWayWorld();
    const { session } = await world.open([GOOD], world.addTraces("{}"));
    const { runId } = session;
    await world.review.enrol(runId);
    const runAtMs = world.clock.nowMs() + 300_000;
    expect(due(world)).toEqual([
      { kind: "session.reconcile", key: runId, payload: { runId }, runAtMs },
    ]);
  });

  it("is not enqueued for a closed session", async () => {
    const world = createTwoWayWorld();
    const { session } = await world.open([GOOD], world.addTraces("{}"));
    world.loseWork();
    await world.tracking.sessions.updateSession(session.runId, { state: "closed" });
    await world.review.enrol(session.runId);
    await world.settle(session);
    expect(due(world)).toEqual([]);
  });

  it("enqueues its next run even when it fails", async () => {
    let isDown = false;
    const world = createTwoWayWorld({
      wrap: (tracking) => ({
        ...tracking,
        sessions: {
          ...tracking.sessions,
          getSession: async (...args) => {
            if (isDown) throw new Error("down");
            return tracking.sessions.getSession(...args);
          },
        },
      }),
    });
    const { session } = await world.open([GOOD], world.addTraces("{}"));
    expect(world.beginRun()).toMatchObject({ key: session.runId });
    isDown = true;
    await expect(world.reconcile(session)).rejects.toThrow("down");
    expect(due(world)).toHaveLength(1);
  });

  it("does nothing, and ends, once nobody delivers the session", async () => {
    const world = createTwoWayWorld();
    const { session } = await world.open([GOOD], world.addTraces("{}"));
    const { runId } = session;
    await world.review.withdraw(runId);
    expect(world.beginRun()).toBeDefined();
    const job = { kind: "session.reconcile", key: runId, payload: { runId }, attempt: 1 };
    await reviewJobs(world.review)["session.reconcile"]?.(job);
    expect(await world.review.listSessions()).toEqual([]);
    expect(due(world)).toEqual([]);
  });

  it("reads one session, one list of items and one search, and no trace by itself", async () => {
    const calls: string[] = [];
    const world = createWorld({
      wrap: (tracking) => ({
        ...tracking,
        items: {
          ...tracking.items,
          listItems: (...args) => {
            calls.push("items");
            return tracking.items.listItems(...args);
          },
        },
        traces: {
          ...tracking.traces,
          searchTraces: (...args) => {
            calls.push("search");
            return tracking.traces.searchTraces(...args);
          },
          getTraceInfos: async (...args) => {
            calls.push("infos");
            return tracking.traces.getTraceInfos(...args);
          },
        },
      }),
    });
    const { session } = await world.openSession([GOOD], world.addTraces("{}", "{}"), {
      createdBy: dana,
    });
    calls.length = 0;
    await world.review.reconcile(session.runId);
    expect(calls).toEqual(["items", "search"]);
  });
});
