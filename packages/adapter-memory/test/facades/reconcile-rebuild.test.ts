import { describe, expect, it } from "vitest";
import { NOT_REBUILT, type Answer } from "@labeldesk/core";
import { createTwoWayWorld } from "./reconcile-world.js";
import { FACT, GOOD } from "./schemas.js";
import { ana, at, ben, cleo, dana, keyOf, workStates } from "./world.js";

const good: Answer = { name: "good", value: true, comment: "fine" };
const bad: Answer = { name: "good", value: false };
const fact: Answer = { name: "fact", value: "x" };

/** Three items: one answered by both, one by Ana, one excluded by Ben. */
async function worked() {
  const world = createTwoWayWorld();
  const traceIds = world.addTraces("{}", `{"q": 1}`, `{"q": 2}`);
  const wishes = { dealing: { strategy: "even" }, labelsPerTrace: 2 } as const;
  const { session, items } = await world.open([GOOD, FACT], traceIds, {
    users: [ana, ben, cleo],
    ...wishes,
  });
  const [first, second, third] = [at(items, 0), at(items, 1), at(items, 2)];
  await world.give(first, ana, [good, fact]);
  await world.give(first, ben, [good]);
  await world.runJobs();
  await world.give(first, ben, [bad]);
  await world.give(second, ana, [bad]);
  await world.tab(cleo).answer(at(traceIds, 1), FACT, "tab");
  await world.tab(ben).mark(third, { state: "excluded", by: ben, reason: "spam" });
  await world.settle(session);
  return { world, session, traceIds, first, second, third };
}

describe("a work store that was lost", () => {
  it("is rebuilt: session with its rules, items, states, exclusions, answers with their revisions", async () => {
    const { world, session, first, second, third } = await worked();
    const { runId } = session;
    const submissionsOf = async () => {
      const found = [];
      for (const item of [first, second, third])
        for (const reviewer of [ana, ben, cleo]) {
          const submission = await world.review.findSubmission(keyOf(item, reviewer));
          if (submission === undefined) continue;
          const { itemId, revision, publishedRevision, answers } = submission;
          found.push({ itemId, reviewer, revision, publishedRevision, answers });
        }
      return found;
    };
    const itemsOf = async () =>
      (await world.review.listItems(runId)).map(({ itemId, state, exclusion, position }) => ({
        itemId,
        state,
        exclusion,
        position,
      }));
    const before = {
      session: await world.review.getSession(runId),
      items: await itemsOf(),
      submissions: await submissionsOf(),
      progress: (await world.review.progress(runId)).labels,
    };
    expect(before.submissions).toHaveLength(4);

    world.loseWork();
    const report = await world.settle(session);
    expect({
      session: await world.review.getSession(runId),
      items: await itemsOf(),
      submissions: await submissionsOf(),
      progress: (await world.review.progress(runId)).labels,
    }).toEqual(before);
    expect(report.newItems).toHaveLength(3);
    expect(report.notRebuilt).toEqual(NOT_REBUILT);
    expect(new Set(report.answers.map(({ how }) => how))).toEqual(new Set(["given", "rebuilt"]));
    const again = await world.settle(session);
    expect(again).toMatchObject({
      newItems: [],
      answers: [],
      states: [],
      notRebuilt: [],
      differences: [],
    });
  });

  it("deals the rest again by the session's rules, and goes on", async () => {
    const { world, session, second } = await worked();
    world.loseWork();
    await world.settle(session);
    expect(await world.review.next(session.runId, ben)).toEqual({ kind: "nothingLeft" });
    expect(await workStates(world, session.runId)).toEqual(["complete", "complete", "excluded"]);
    await world.give(second, ana, [good]);
    await world.settle(session);
    expect(await world.review.findSubmission(keyOf(second, ana))).toMatchObject({
      revision: 2,
      publishedRevision: 2,
    });
  });

  it("gets decisions back: what they decided, why and on which answers", async () => {
    const { world, session, first } = await worked();
    const { runId } = session;
    const decidedOn = [
      { reviewer: ana, revision: 1 },
      { reviewer: ben, revision: 2 },
    ];
    const { itemId } = first;
    const outcome = await world.review.adjudicate({
      runId,
      itemId,
      by: dana,
      answers: [good, fact],
      reason: "The second page.",
      decidedOn,
      gesture: "decide",
    });
    expect(outcome.kind).toBe("decided");
    await world.runJobs();
    const before = await world.work.transaction((tx) => tx.adjudications.find(runId, itemId));
    expect(await world.review.disagreements(runId)).toEqual([]);

    world.loseWork();
    const report = await world.settle(session);
    expect(report.decisions).toEqual([{ itemId, by: dana, revision: 1 }]);
    const after = await world.work.transaction((tx) => tx.adjudications.find(runId, itemId));
    expect(after).toEqual({ ...before, decidedAtMs: after?.decidedAtMs });
    expect(await world.review.disagreements(runId)).toEqual([]);
    expect((await world.settle(session)).decisions).toEqual([]);
  });

  it("knows a decision's answers by the revisions that it names, also where an edit changed nothing", async () => {
    const { world, session, first } = await worked();
    await world.give(first, ana, [good, fact]);
    await world.runJobs();
    const { runId } = session;
    const decidedOn = [
      { reviewer: ana, revision: 2 },
      { reviewer: ben, revision: 2 },
    ];
    const decision = { runId, itemId: first.itemId, by: dana, answers: [good], decidedOn };
    await world.review.adjudicate({ ...decision, gesture: "decide" });
    await world.runJobs();
    world.loseWork();
    await world.settle(session);
    expect(await world.review.disagreements(runId)).toEqual([]);
  });

  it("is rebuilt for a closed session too", async () => {
    const { world, session, first } = await worked();
    await world.tracking.sessions.updateSession(session.runId, { state: "closed" });
    world.loseWork();
    expect((await world.settle(session)).answers).toHaveLength(4);
    expect(await world.review.findSubmission(keyOf(first, ben))).toMatchObject({ answers: [bad] });
  });

  it("cannot give back what was never published", async () => {
    const { world, session, second } = await worked();
    await world.give(second, ben, [good]);
    world.loseWork();
    const report = await world.settle(session);
    expect(await world.review.findSubmission(keyOf(second, ben))).toBeUndefined();
    expect(report.notRebuilt).toContain("unpublished-answers");
  });
});

describe("a decision in the tracking store", () => {
  it("is written again when the decider's own answer took its place there", async () => {
    const world = createTwoWayWorld();
    const traceId = at(world.addTraces("{}"), 0);
    const { session, items } = await world.open([GOOD], [traceId], { users: [ana, ben, dana] });
    const item = at(items, 0);
    await world.give(item, ana, [good]);
    await world.give(item, ben, [bad]);
    await world.runJobs();
    const decidedOn = [
      { reviewer: ana, revision: 1 },
      { reviewer: ben, revision: 1 },
    ];
    const { runId, itemId } = item;
    const decision = { runId, itemId, by: dana, answers: [good], decidedOn };
    await world.review.adjudicate({ ...decision, gesture: "decide" });
    await world.runJobs();
    await world.tab(dana).answer(traceId, GOOD, false);
    await world.settle(session);
    const decided = (await world.on(traceId)).filter(
      ({ valid, metadata }) => valid && metadata["labeldesk.adjudication"] !== undefined,
    );
    expect(decided.map(({ value }) => value)).toEqual([true]);
    expect(await world.review.findSubmission(keyOf(item, dana))).toMatchObject({ answers: [bad] });
    expect(await world.settle(session)).toMatchObject({ decisions: [], differences: [] });
  });

  it("is reported when somebody changed or deleted it", async () => {
    const { world, session, first, traceIds } = await worked();
    const { runId, itemId } = first;
    const decidedOn = [
      { reviewer: ana, revision: 1 },
      { reviewer: ben, revision: 2 },
    ];
    const decision = { runId, itemId, by: dana, answers: [good], decidedOn, gesture: "decide" };
    await world.review.adjudicate(decision);
    await world.runJobs();
    const traceId = at(traceIds, 0);
    const decided = (await world.on(traceId)).find(({ source }) => source.id === dana);
    if (decided === undefined) throw new Error("There is no decision.");
    await world.tracking.assessments.deleteAssessment(traceId, decided.assessmentId);
    expect((await world.settle(session)).differences).toEqual([{ kind: "decision", itemId }]);
  });
});
