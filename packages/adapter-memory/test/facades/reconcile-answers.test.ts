import { describe, expect, it } from "vitest";
import { LabelSchema, RunId } from "@labeldesk/core";
import { fact, good, opened, written } from "./reconcile-item.js";
import { FACT, GOOD } from "./schemas.js";
import { ana, at, ben, cleo, keyOf } from "./world.js";

const CHOICE = LabelSchema.parse({
  name: "choice",
  type: "feedback",
  title: "Which?",
  input: { kind: "categorical", options: ["a", "b"] },
});

describe("reconcile takes in answers of the Review tab", () => {
  it("as a first submission that is published already, which settles the reviewer's item", async () => {
    const { world, traceId, session, find } = await opened({ users: [ana] });
    const { updatedAtMs } = await world.tab(ana).answer(traceId, GOOD, false, " why ");
    const report = await world.settle(session);
    expect(report.answers).toEqual([
      {
        itemId: at(await world.review.listItems(session.runId), 0).itemId,
        reviewer: ana,
        how: "given",
        names: ["good"],
        revision: 1,
        isWithdrawn: false,
      },
    ]);
    expect(await find()).toMatchObject({
      revision: 1,
      publishedRevision: 1,
      acceptedAtMs: updatedAtMs,
      answers: [{ name: "good", value: false, comment: "why" }],
    });
    expect(await world.review.listItems(session.runId)).toMatchObject([{ state: "complete" }]);
    expect(await world.review.progress(session.runId)).toMatchObject({ labels: 1, unpublished: 0 });
    expect(await world.on(traceId)).toHaveLength(1);
  });

  it("once: doing it again changes nothing", async () => {
    const { world, traceId, session, find } = await opened();
    await world.tab(ana).answer(traceId, GOOD, true);
    await world.settle(session);
    const again = await world.settle(session);
    expect(again).toMatchObject({ answers: [], states: [], decisions: [], differences: [] });
    expect(await find()).toMatchObject({ revision: 1 });
    expect(world.pending).toMatchObject([{ kind: "session.reconcile" }]);
  });

  it("twice at the same time: one revision", async () => {
    const { world, traceId, session, find } = await opened();
    await world.tab(ana).answer(traceId, GOOD, true);
    const reports = await Promise.all([world.reconcile(session), world.reconcile(session)]);
    expect(reports.flatMap(({ answers }) => answers)).toHaveLength(1);
    expect(await find()).toMatchObject({ revision: 1 });
  });

  it("question by question, beside what the reviewer answered here", async () => {
    const { world, traceId, session, find } = await opened();
    await written(world);
    await world.tab(ana).answer(traceId, GOOD, false);
    await world.settle(session);
    expect(await find()).toMatchObject({
      revision: 2,
      publishedRevision: 2,
      answers: [{ name: "good", value: false }, fact],
    });
    expect(
      (await world.review.history(keyOf(at(await world.review.listItems(session.runId), 0), ana)))
        .length,
    ).toBe(2);
  });

  it("that came before a submission here which left the question out: both stand", async () => {
    const { world, traceId, session, find } = await opened();
    await world.tab(ana).answer(traceId, FACT, "from the tab");
    await written(world, ana, [good]);
    await world.settle(session);
    expect((await find())?.answers).toEqual([good, { name: "fact", value: "from the tab" }]);
  });

  it("with a text of several lines as a list of texts", async () => {
    const facts = LabelSchema.parse({ ...FACT, name: "facts", input: { kind: "textList" } });
    const { world, traceId, session, find } = await opened({}, [facts]);
    await world.tab(ana).answer(traceId, facts, "one\n two \n\n");
    await world.settle(session);
    expect((await find())?.answers).toEqual([{ name: "facts", value: ["one", "two"] }]);
  });

  it("by whichever letters the reviewer's address is written in", async () => {
    const { world, traceId, session, find } = await opened();
    await world.tab(" Ana@Example.COM ").answer(traceId, GOOD, true);
    await world.settle(session);
    expect((await find())?.answers).toEqual([good]);
  });

  it("of somebody who had declined the item, and deals it anew", async () => {
    const { world, traceId, session, item } = await opened({
      labelsPerTrace: 1,
      dealing: { strategy: "even" },
    });
    const key = keyOf(item, ana);
    await world.review.next(session.runId, ana);
    await world.review.decline(key);
    await world.tab(ana).answer(traceId, GOOD, true);
    await world.settle(session);
    expect(await world.review.next(session.runId, ben)).toEqual({ kind: "nothingLeft" });
  });

  it("until enough answered, then asks one more where they disagree and the session escalates", async () => {
    const users = [ana, ben, cleo];
    const wishes = { users, labelsPerTrace: 2, escalateTo: 3 };
    const { world, traceId, session } = await opened(wishes, [GOOD]);
    await world.tab(ana).answer(traceId, GOOD, true);
    await world.tab(ben).answer(traceId, GOOD, false);
    await world.settle(session);
    const states = () => world.review.listItems(session.runId);
    expect(await states()).toMatchObject([{ state: "pending", extraLabels: 1 }]);
    await world.tab(cleo).answer(traceId, GOOD, false);
    await world.settle(session);
    expect(await states()).toMatchObject([{ state: "complete" }]);
  });
});

describe("reconcile does not take for an answer", () => {
  it("a choice that matches no option; it is reported, and what stood stands", async () => {
    const { world, traceId, session, find } = await opened({}, [CHOICE]);
    await written(world, ana, [{ name: "choice", value: "a" }]);
    const tab = await world.tab(ana).answer(traceId, CHOICE, "c");
    const report = await world.settle(session);
    expect(report.noAnswers).toMatchObject([
      { reviewer: ana, name: "choice", assessmentId: tab.assessmentId },
    ]);
    expect(report.differences).toMatchObject([{ kind: "no-answer", reviewer: ana }]);
    expect(await find()).toMatchObject({ revision: 1, answers: [{ value: "a" }] });
  });

  it("what a judge or a program says under the reviewer's name", async () => {
    const { world, traceId, session, find } = await opened({}, [GOOD]);
    for (const kind of ["llmJudge", "code"] as const)
      world.memory.addAssessment({
        traceId,
        name: "good",
        type: "feedback",
        value: true,
        source: { kind, id: ana },
      });
    expect(await world.settle(session)).toMatchObject({ answers: [], unattributed: [] });
    expect(await find()).toBeUndefined();
  });

  it("a name of the session's with the other type, one that it does not ask, and one from before it", async () => {
    const { world, traceId, session, find } = await opened({}, [GOOD]);
    const source = { kind: "human", id: ana } as const;
    world.memory.addAssessment({ traceId, name: "good", type: "expectation", value: true, source });
    world.memory.addAssessment({ traceId, name: "other", type: "feedback", value: true, source });
    const createdAtMs = session.createdAtMs - 1;
    world.memory.addAssessment({
      traceId,
      name: "good",
      type: "feedback",
      value: true,
      source,
      createdAtMs,
    });
    await world.settle(session);
    expect(await find()).toBeUndefined();
  });

  it("what carries another session's run", async () => {
    const { world, traceId, session, find } = await opened({}, [GOOD]);
    const source = { kind: "human", id: ana } as const;
    const runId = RunId.parse("another");
    world.memory.addAssessment({
      traceId,
      name: "good",
      type: "feedback",
      value: true,
      source,
      runId,
    });
    expect(await world.settle(session)).toMatchObject({ answers: [], unattributed: [] });
    expect(await find()).toBeUndefined();
  });

  it("what nobody who reviews gave: counted by who gave it", async () => {
    const { world, traceId, session, item } = await opened({}, [GOOD, FACT]);
    await world.tab("default").answer(traceId, GOOD, true);
    await world.tab("default").answer(traceId, FACT, "x");
    await world.tab("eve@example.com").answer(traceId, FACT, "x");
    await world.tab("default").mark(item, { state: "excluded", by: ben, reason: "spam" });
    const report = await world.settle(session);
    expect(report.unattributed).toEqual([
      { sourceId: "default", reason: "no-reviewer", count: 2 },
      { sourceId: "eve@example.com", reason: "not-assigned", count: 1 },
    ]);
    expect(report.answers).toEqual([]);
    // States are taken in all the same.
    expect(report.states).toMatchObject([{ kind: "excluded", reason: "spam" }]);
  });

  it("what somebody gave who was taken off the session; the answers from before stay", async () => {
    const { world, traceId, session, find } = await opened({}, [GOOD]);
    await written(world, ana, [good]);
    await world.tracking.sessions.updateSession(session.runId, { assignedUsers: [ben] });
    await world.tab(ana).answer(traceId, GOOD, false);
    const report = await world.settle(session);
    expect(report).toMatchObject({
      answers: [],
      differences: [{ kind: "no-answer", reviewer: ana }],
    });
    expect((await find())?.answers).toEqual([good]);
  });
});
