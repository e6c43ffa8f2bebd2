import { describe, expect, it } from "vitest";
import { isLabelingError, LabelingError, type Answer, type Tracking } from "@labeldesk/core";
import { FACT, GOOD } from "./schemas.js";
import { ana, at, ben, createWorld, keyOf, type World } from "./world.js";

const good: Answer = { name: "good", value: true };
const fact: Answer = { name: "fact", value: "x" };

async function submitted(world: World, answers: readonly Answer[] = [good, fact]) {
  const traceIds = world.addTraces(`{"q": 1}`);
  const { session, items } = await world.openSession([GOOD, FACT], traceIds);
  const key = keyOf(at(items, 0), ana);
  await world.offer(key);
  world.clock.advance(1);
  await world.review.submit({ ...key, answers, gesture: "submit" });
  world.clock.advance(1);
  return { session, key, traceId: at(traceIds, 0) };
}

/** A tracking store whose assessment calls may fail before or after they took effect. */
function faulty() {
  const calls: string[] = [];
  const state: { failAt: number; when: "before" | "after" } = { failAt: -1, when: "before" };
  const through = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const isFault = calls.push(name) - 1 === state.failAt;
    const fault = new LabelingError("UNAVAILABLE", "The server did not answer.");
    if (isFault && state.when === "before") throw fault;
    const result = await act();
    if (isFault) throw fault;
    return result;
  };
  const wrap = (tracking: Tracking): Tracking => {
    const { assessments } = tracking;
    return {
      ...tracking,
      assessments: {
        listAssessments: (...args) => through("list", () => assessments.listAssessments(...args)),
        writeAssessment: (...args) => through("write", () => assessments.writeAssessment(...args)),
        reviseAssessment: (...args) =>
          through("revise", () => assessments.reviseAssessment(...args)),
        deleteAssessment: (...args) =>
          through("delete", () => assessments.deleteAssessment(...args)),
      },
    };
  };
  return { calls, state, wrap };
}

describe("publish", () => {
  it("looks at the trace first, then writes each answer with run, key and revision", async () => {
    const { calls, wrap } = faulty();
    const world = createWorld({ wrap });
    const { key, traceId } = await submitted(world);
    expect(await world.review.publish(key)).toBe("published");
    expect(calls).toEqual(["list", "write", "write"]);
    const written = await world.memory.tracking.assessments.listAssessments(traceId);
    expect(written).toMatchObject([
      { name: "good", type: "feedback", value: true, runId: key.runId },
      { name: "fact", type: "expectation", value: "x", runId: key.runId },
    ]);
    for (const { assessmentId, metadata, source } of written) {
      expect(assessmentId).toMatch(/^a-[0-9a-f]{32}$/);
      expect(source).toEqual({ kind: "human", id: ana });
      expect(metadata).toEqual({
        "labeldesk.submission": `${key.runId}/${key.itemId}/${ana}`,
        "labeldesk.revision": "1",
      });
    }
  });

  it.each([
    [1, "before"],
    [1, "after"],
    [2, "before"],
    [2, "after"],
  ] as const)(
    "writes each answer once although call %i failed %s it took effect",
    async (failAt, when) => {
      const { state, wrap } = faulty();
      const world = createWorld({ wrap });
      const { key, traceId } = await submitted(world);
      Object.assign(state, { failAt, when });
      await expect(world.review.publish(key)).rejects.toSatisfy((error) =>
        isLabelingError(error, "UNAVAILABLE"),
      );
      expect((await world.review.findSubmission(key))?.publishedRevision).toBe(0);
      expect(await world.review.publish(key)).toBe("published");
      expect(await world.labelsOn(traceId)).toEqual([
        { name: "good", value: true, by: ana },
        { name: "fact", value: "x", by: ana },
      ]);
    },
  );

  it("leaves nothing of a half-written first revision that a second one cleared", async () => {
    const { state, wrap } = faulty();
    const world = createWorld({ wrap });
    const { key, traceId } = await submitted(world);
    Object.assign(state, { failAt: 2, when: "before" });
    await expect(world.review.publish(key)).rejects.toThrow("The server did not answer.");
    await world.review.revise({ ...key, answers: [fact], gesture: "edit" });
    expect(await world.review.publish(key)).toBe("published");
    expect(await world.labelsOn(traceId)).toEqual([{ name: "fact", value: "x", by: ana }]);
  });

  it("makes one set of assessments of two publications at once", async () => {
    const world = createWorld();
    const { key, traceId } = await submitted(world);
    const outcomes = await Promise.all([world.review.publish(key), world.review.publish(key)]);
    expect(outcomes.toSorted()).toEqual(["nothing-to-do", "published"]);
    expect(await world.labelsOn(traceId)).toHaveLength(2);
  });

  it("lets an edit win over what the Review tab wrote meanwhile, one valid answer each", async () => {
    const world = createWorld();
    const { key, traceId, session } = await submitted(world);
    await world.review.publish(key);
    const written = await world.memory.tracking.assessments.listAssessments(traceId);
    world.clock.advance(1);
    const source = { kind: "human", id: "Ana@Example.com" } as const;
    world.memory.addAssessment({
      traceId,
      name: "good",
      type: "feedback",
      value: false,
      source,
      overrides: at(written, 0).assessmentId,
    });
    world.memory.addAssessment({
      traceId,
      name: "fact",
      type: "expectation",
      value: "tab",
      source,
    });
    world.clock.advance(1);
    const answers = [
      { ...good, comment: "sure" },
      { name: "fact", value: "z" },
    ];
    await world.review.revise({ ...key, answers, gesture: "edit" });
    expect(await world.review.publish(key)).toBe("published");
    expect(await world.labelsOn(traceId)).toEqual([
      { name: "fact", value: "z", by: "Ana@Example.com" },
      { name: "good", value: true, rationale: "sure", by: ana },
    ]);
    const { plan } = await world.labeling.previewSync(session.runId, { kind: "name", name: "g" });
    expect(plan.inserts[0]?.expectations).toEqual({ fact: "z" });

    world.clock.advance(1);
    await world.review.revise({
      ...key,
      answers: [{ name: "fact", value: "z" }],
      gesture: "clear",
    });
    await world.review.publish(key);
    expect(await world.labelsOn(traceId)).toEqual([
      { name: "fact", value: "z", by: "Ana@Example.com" },
    ]);
  });

  it("leaves other people's answers and other sessions alone", async () => {
    const world = createWorld();
    const { key, traceId } = await submitted(world);
    const ofBen = { name: "good", value: false, by: ben };
    world.memory.addAssessment({
      traceId,
      name: "good",
      type: "feedback",
      value: false,
      source: { kind: "human", id: ben },
    });
    await world.review.publish(key);
    await world.review.revise({ ...key, answers: [fact], gesture: "clear" });
    await world.review.publish(key);
    expect(await world.labelsOn(traceId)).toEqual([ofBen, { name: "fact", value: "x", by: ana }]);
  });

  it("gives up for good when the trace is gone, and takes its item out", async () => {
    const world = createWorld();
    const { key, traceId, session } = await submitted(world);
    world.memory.deleteTrace(traceId);
    expect(await world.review.publish(key)).toBe("trace-gone");
    expect(await world.review.publish(key)).toBe("nothing-to-do");
    expect(await world.review.listItems(session.runId)).toMatchObject([{ state: "excluded" }]);
    expect(await world.review.findSubmission(key)).toMatchObject({ answers: [good, fact] });
  });

  it("publishes what was saved before the session was withdrawn", async () => {
    const world = createWorld();
    const { key, traceId, session } = await submitted(world);
    await world.labeling.deleteLabelingSession(session.runId);
    await world.review.withdraw(session.runId);
    expect(await world.review.publish(key)).toBe("published");
    expect(await world.labelsOn(traceId)).toHaveLength(2);
  });

  it("completes an item only when every answer that is wanted is published", async () => {
    const world = createWorld();
    const { session, items } = await world.openSession([GOOD], world.addTraces("{}"));
    const keys = [ana, ben].map((reviewer) => keyOf(at(items, 0), reviewer));
    const states: string[] = [];
    for (const key of keys) {
      await world.offer(key);
      await world.review.submit({ ...key, answers: [good], gesture: "g" });
    }
    for (const key of keys) {
      await world.review.publish(key);
      states.push(...(await world.review.listItems(session.runId)).map(({ state }) => state));
    }
    expect(states).toEqual(["pending", "complete"]);
  });

  it("completes the item on a rerun after it died between publishing and completing", async () => {
    let isDown = true;
    const world = createWorld({
      wrap: (tracking) => ({
        ...tracking,
        items: {
          ...tracking.items,
          setItemState: async (...args) => {
            if (isDown) throw new LabelingError("UNAVAILABLE", "The server did not answer.");
            await tracking.items.setItemState(...args);
          },
        },
      }),
    });
    const traceIds = world.addTraces("{}");
    const { session, items } = await world.openSession([GOOD], traceIds, { users: [ana] });
    const key = keyOf(at(items, 0), ana);
    await world.offer(key);
    await world.review.submit({ ...key, answers: [good], gesture: "g" });
    await expect(world.review.publish(key)).rejects.toThrow("The server did not answer.");
    isDown = false;
    expect(await world.review.publish(key)).toBe("nothing-to-do");
    expect(await world.review.listItems(session.runId)).toMatchObject([{ state: "complete" }]);
  });
});
