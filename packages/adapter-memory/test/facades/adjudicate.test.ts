import { describe, expect, it } from "vitest";
import {
  ADJUDICATE_JOB,
  LabelingError,
  type AdjudicateRequest,
  type Answer,
  type Item,
  type ReviewerEmail,
  type Tracking,
} from "@labeldesk/core";
import { FACT, GOOD, SCORE } from "./schemas.js";
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

const both = (good: boolean, fact: string): readonly Answer[] => [
  { name: "good", value: good },
  { name: "fact", value: fact },
];
const gold: Answer = { name: "fact", value: "gold" };
const onBoth = [
  { reviewer: ana, revision: 1 },
  { reviewer: ben, revision: 1 },
];

async function dispute(world: World, more: SessionWishes = {}) {
  const traceIds = world.addTraces(`{"q": 1}`);
  const { session, items } = await world.openSession([GOOD, FACT, SCORE], traceIds, {
    adjudicator: cleo,
    ...more,
  });
  const item = at(items, 0);
  await world.answer(keyOf(item, ana), both(true, "a"));
  await world.answer(keyOf(item, ben), both(true, "b"));
  return { session, item, traceId: at(traceIds, 0) };
}

const request = (item: Item, more: Partial<AdjudicateRequest> = {}): AdjudicateRequest => ({
  runId: item.runId,
  itemId: item.itemId,
  by: cleo,
  answers: [gold],
  decidedOn: onBoth,
  gesture: "decide",
  ...more,
});

describe("adjudicate", () => {
  it("keeps the decision with its author, reason and answers, and ends the dispute", async () => {
    const world = createWorld();
    const { session, item, traceId } = await dispute(world);
    await runJobs(world);
    expect(await world.review.disagreements(session.runId)).toMatchObject([
      { item: { itemId: item.itemId }, questions: [{ name: "fact" }] },
    ]);
    const jobs = [{ kind: "card.redraw", key: "card", payload: {} }];
    const outcome = await world.review.adjudicate(request(item, { reason: " It is gold. ", jobs }));
    const decided = {
      by: cleo,
      answers: [gold],
      reason: "It is gold.",
      decidedOn: onBoth,
      revision: 1,
    };
    expect(outcome).toMatchObject({ kind: "decided", adjudication: decided });
    expect(await world.review.disagreements(session.runId)).toEqual([]);
    expect(await runJobs(world, "card.redraw")).toEqual([
      `${ADJUDICATE_JOB} ${item.runId}/${item.itemId}`,
      "card.redraw card",
    ]);
    const all = await world.tracking.assessments.listAssessments(traceId);
    expect(at(all, -1)).toMatchObject({
      name: "fact",
      type: "expectation",
      value: "gold",
      source: { kind: "human", id: cleo },
      runId: session.runId,
      metadata: {
        "labeldesk.adjudicatedItem": `${item.runId}/${item.itemId}`,
        "labeldesk.revision": "1",
      },
    });
    expect(JSON.parse(at(all, -1).metadata["labeldesk.adjudication"] ?? "")).toEqual({
      reason: "It is gold.",
      decidedOn: onBoth,
    });
    const answers = await world.review.itemAnswers(session.runId, item.itemId);
    expect(answers.adjudication).toMatchObject({ ...decided, publishedRevision: 1 });
    expect(answers.others).toEqual([]);
  });

  it("is the gold value of a sync", async () => {
    const world = createWorld();
    const { session, item } = await dispute(world);
    const preview = () => world.labeling.previewSync(session.runId, { kind: "name", name: "g" });
    expect((await preview()).plan.conflicts).toHaveLength(1);
    await world.review.adjudicate(request(item));
    await runJobs(world);
    expect((await preview()).plan).toMatchObject({
      conflicts: [],
      inserts: [{ expectations: { fact: "gold" }, provenance: { fact: { how: "adjudicated" } } }],
    });
  });

  it.each<[string, ReviewerEmail, SessionWishes, string]>([
    ["the adjudicator", cleo, {}, "decided"],
    ["the creator", dana, {}, "decided"],
    [
      "the creator of a session without an adjudicator",
      dana,
      { adjudicator: undefined },
      "decided",
    ],
    ["a reviewer", ana, {}, "not-adjudicator"],
    [
      "a stranger in a session without an adjudicator",
      cleo,
      { adjudicator: undefined },
      "not-adjudicator",
    ],
  ])("by %s", async (_, by, more, expected) => {
    const world = createWorld();
    const { item } = await dispute(world, more);
    const outcome = await world.review.adjudicate(request(item, { by }));
    expect(outcome.kind === "refused" ? outcome.reason : outcome.kind).toBe(expected);
  });

  it("may be made in a paused or closed session, and not in a deleted one", async () => {
    const world = createWorld();
    const { session, item } = await dispute(world);
    for (const state of ["paused", "closed"] as const) {
      await world.tracking.sessions.updateSession(session.runId, { state });
      await world.review.enrol(session.runId);
      const answers = [{ name: "fact", value: state }];
      const outcome = await world.review.adjudicate(request(item, { answers, gesture: state }));
      expect(outcome.kind).toBe("decided");
    }
    await world.work.transaction((tx) =>
      tx.sessions.saveSession({ ...session, lifecycle: "deleted" }),
    );
    expect(await world.review.adjudicate(request(item))).toEqual({
      kind: "refused",
      reason: "session-closed",
    });
  });

  it("is outdated when an answer changed, came in or was taken back since", async () => {
    const world = createWorld();
    const { session, item } = await dispute(world, { users: [ana, ben, dana], labelsPerTrace: 2 });
    const decide = async () => (await world.review.adjudicate(request(item))).kind;
    await world.review.revise({ ...keyOf(item, ben), answers: both(true, "c"), gesture: "edit" });
    expect(await decide()).toBe("outdated");
    expect(
      (await world.review.itemAnswers(session.runId, item.itemId)).adjudication,
    ).toBeUndefined();
    await world.review.undo(keyOf(item, ben), { gesture: "undo" });
    await world.review.undo(keyOf(item, ben), { gesture: "undo again" });
    expect(await decide()).toBe("outdated");
    const decidedOn = [{ reviewer: ana, revision: 1 }];
    expect((await world.review.adjudicate(request(item, { decidedOn }))).kind).toBe("decided");
  });

  it("hears a retry of its click, and says what is wrong with its answers", async () => {
    const world = createWorld();
    const { item } = await dispute(world);
    expect((await world.review.adjudicate(request(item))).kind).toBe("decided");
    await world.review.revise({ ...keyOf(item, ben), answers: both(true, "c"), gesture: "edit" });
    expect((await world.review.adjudicate(request(item))).kind).toBe("repeated");
    const decide = (answers: readonly Answer[]) =>
      world.review.adjudicate(request(item, { answers }));
    expect(await decide([])).toMatchObject({ kind: "invalid", problems: [{ code: "EMPTY" }] });
    expect(await decide([{ name: "score", value: 9 }])).toMatchObject({
      kind: "invalid",
      problems: [{ name: "score", code: "OUT_OF_RANGE" }],
    });
    await expect(
      world.review.adjudicate(request(item, { reason: "x".repeat(1001) })),
    ).rejects.toThrow("at most 1000 characters");
  });

  it("counts again after a later edit: the dispute is open, the gold value stands until the next decision", async () => {
    const world = createWorld();
    const { session, item, traceId } = await dispute(world);
    await world.review.adjudicate(request(item));
    await world.review.revise({ ...keyOf(item, ben), answers: both(true, "c"), gesture: "edit" });
    await runJobs(world);
    expect(await world.review.disagreements(session.runId)).toHaveLength(1);
    expect(await world.labelsOn(traceId)).toContainEqual({ name: "fact", value: "gold", by: cleo });
  });

  it("ends an escalation: the extra answer is not waited for", async () => {
    const world = createWorld();
    const { session, item } = await dispute(world, {
      users: [ana, ben, dana],
      labelsPerTrace: 2,
      escalateTo: 3,
    });
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    await world.review.adjudicate(request(item));
    await runJobs(world);
    expect(await workStates(world, session.runId)).toEqual(["complete"]);
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
    expect(await world.review.next(session.runId, dana)).toEqual({ kind: "nothingLeft" });
  });
});

describe("publishAdjudication", () => {
  it("revises the same assessment, takes back what is no longer decided, and follows who decides", async () => {
    const world = createWorld();
    const { item, traceId } = await dispute(world);
    const decisions = async () =>
      (await world.tracking.assessments.listAssessments(traceId))
        .filter(({ metadata }) => "labeldesk.adjudication" in metadata)
        .map(({ assessmentId, name, value, source }) => ({
          assessmentId,
          name,
          value,
          by: source.id,
        }));
    const decide = async (gesture: string, answers: readonly Answer[], by = cleo) => {
      world.clock.advance(1);
      await world.review.adjudicate(request(item, { gesture, answers, by }));
      expect(await world.review.publishAdjudication(item)).toBe("published");
      expect(await world.review.publishAdjudication(item)).toBe("nothing-to-do");
      return decisions();
    };
    const first = await decide("1", both(false, "x"));
    expect(first).toMatchObject([
      { name: "good", value: false, by: cleo },
      { name: "fact", value: "x", by: cleo },
    ]);
    const second = await decide("2", [{ name: "fact", value: "y" }]);
    expect(second).toEqual([{ ...at(first, 1), value: "y" }]);
    const third = await decide("3", [{ name: "fact", value: "z" }], dana);
    expect(third).toMatchObject([{ name: "fact", value: "z", by: dana }]);
    expect(at(third, 0).assessmentId).not.toBe(at(second, 0).assessmentId);
  });

  it("leaves the adjudicator's own answers alone, as their publication leaves the decision", async () => {
    const world = createWorld();
    const { item, traceId } = await dispute(world, { adjudicator: ana });
    await world.review.adjudicate(request(item, { by: ana, answers: [gold] }));
    await runJobs(world);
    const own = { name: "fact", value: "a", by: ana };
    const decided = { name: "fact", value: "gold", by: ana };
    expect(await world.labelsOn(traceId)).toEqual(expect.arrayContaining([own, decided]));
    world.clock.advance(1);
    await world.review.undo(keyOf(item, ana), { gesture: "undo" });
    await runJobs(world);
    const left = await world.labelsOn(traceId);
    expect(left).toContainEqual(decided);
    expect(left).not.toContainEqual(own);
  });

  it.each(["before", "after"] as const)(
    "writes once although the write failed %s it took effect",
    async (when) => {
      let isFaulty = false;
      const wrap = (tracking: Tracking): Tracking => ({
        ...tracking,
        assessments: {
          ...tracking.assessments,
          writeAssessment: async (...args) => {
            const fault = new LabelingError("UNAVAILABLE", "The server did not answer.");
            if (isFaulty && when === "before") throw fault;
            const outcome = await tracking.assessments.writeAssessment(...args);
            if (isFaulty) throw fault;
            return outcome;
          },
        },
      });
      const world = createWorld({ wrap });
      const { item, traceId } = await dispute(world);
      await world.review.adjudicate(request(item));
      isFaulty = true;
      await expect(world.review.publishAdjudication(item)).rejects.toThrow("did not answer");
      isFaulty = false;
      const outcomes = await Promise.all([
        world.review.publishAdjudication(item),
        world.review.publishAdjudication(item),
      ]);
      expect(outcomes.toSorted()).toEqual(["nothing-to-do", "published"]);
      const golds = (await world.labelsOn(traceId)).filter(({ value }) => value === "gold");
      expect(golds).toHaveLength(1);
    },
  );

  it("gives up for good when the trace is gone, and takes its item out", async () => {
    const world = createWorld();
    const { session, item, traceId } = await dispute(world);
    await world.review.adjudicate(request(item));
    world.memory.deleteTrace(traceId);
    expect(await world.review.publishAdjudication(item)).toBe("trace-gone");
    expect(await world.review.publishAdjudication(item)).toBe("nothing-to-do");
    expect(await world.review.listItems(session.runId)).toMatchObject([
      { state: "excluded", exclusion: { reason: "The trace was deleted." } },
    ]);
  });

  it("has nothing to do for an item that nobody decided on", async () => {
    const world = createWorld();
    const { item } = await dispute(world);
    expect(await world.review.publishAdjudication(item)).toBe("nothing-to-do");
  });
});
