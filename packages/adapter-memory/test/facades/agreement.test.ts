import { describe, expect, it } from "vitest";
import type { AssessmentSource, Json } from "@labeldesk/core";
import { FACT, GOOD } from "./schemas.js";
import { ana, at, ben, createWorld, keyOf, type World } from "./world.js";

const good = (value: boolean) => [{ name: "good", value }];

async function answered(world: World) {
  const traceIds = world.addTraces("{}", "{}", "{}", "{}");
  const { session, items } = await world.openSession([GOOD, FACT], traceIds);
  const given = new Map([
    [ana, [true, true, false, true]],
    [ben, [true, false, false, false]],
  ]);
  for (const [reviewer, values] of given) {
    for (const [place, value] of values.entries())
      await world.answer(keyOf(at(items, place), reviewer), good(value));
  }
  await world.review.exclude(keyOf(at(items, 3), ana), "spam");
  return { session, items, traceIds };
}

describe("agreement", () => {
  it("compares the answers of the items that are not excluded, question by question", async () => {
    const world = createWorld();
    const { session } = await answered(world);
    const [onGood, onFact] = await world.review.agreement(session.runId);
    expect(onGood).toMatchObject({ name: "good", units: 3, ratings: 6 });
    expect(onGood?.percent.pooled).toMatchObject({ value: 2 / 3 });
    expect(onFact).toMatchObject({ name: "fact", units: 0, ratings: 0 });
  });

  it("leaves out what was taken back, and values that the question no longer takes", async () => {
    const world = createWorld();
    const { session, items } = await answered(world);
    await world.review.undo(keyOf(at(items, 1), ben), { gesture: "undo" });
    expect(await world.review.agreement(session.runId)).toMatchObject([
      { units: 3, ratings: 5 },
      {},
    ]);
    const labelSchemas = [{ ...GOOD, input: { kind: "numeric" as const } }];
    await world.tracking.sessions.updateSession(session.runId, { labelSchemas });
    await world.review.enrol(session.runId);
    expect(await world.review.agreement(session.runId)).toMatchObject([{ units: 0, ratings: 0 }]);
  });
});

describe("judgeAgreement", () => {
  it("compares valid judgements of the same name, any session's, with the people", async () => {
    const world = createWorld();
    const { session, traceIds } = await answered(world);
    const judged = (place: number, value: Json, more: object = {}) => {
      world.clock.advance(1);
      const source: AssessmentSource = { kind: "llmJudge", id: "judge" };
      const rest = { name: "good", type: "feedback", source, ...more } as const;
      return world.memory.addAssessment({ traceId: at(traceIds, place), value, ...rest });
    };
    // What one judge wrote last counts, and MLflow's judges say yes and no.
    const { traceId, assessmentId } = judged(0, false);
    judged(0, false);
    world.clock.advance(1);
    const revision = { type: "feedback", value: "yes", metadata: {} } as const;
    await world.tracking.assessments.reviseAssessment(traceId, assessmentId, revision);
    const old = judged(1, false, { source: { kind: "llmJudge", id: "old judge" } });
    judged(1, "Pass", { overrides: old.assessmentId });
    judged(2, "perhaps");
    judged(3, true);
    judged(0, true, { name: "other" });
    judged(0, true, { source: { kind: "code", id: "script" } });
    const agreement = await world.review.judgeAgreement(session.runId);
    expect(agreement.map(({ name }) => name)).toEqual(["good"]);
    expect(at(agreement, 0).judges).toMatchObject([
      {
        judge: "judge",
        ratings: 2,
        humans: [
          { raters: [ana, "judge"], shared: 2, percent: { value: 1 } },
          { raters: [ben, "judge"], shared: 2, percent: { value: 0.5 } },
        ],
      },
    ]);
  });

  it("has no judges where none judged", async () => {
    const world = createWorld();
    const { session } = await answered(world);
    expect(await world.review.judgeAgreement(session.runId)).toMatchObject([
      { name: "good", judges: [] },
    ]);
  });
});
