import { describe, expect, it } from "vitest";
import {
  ADJUDICATION_METADATA,
  AssessmentId,
  EXPECTED_FACTS,
  LabelSchema,
  RunId,
  type Json,
  type ReviewerEmail,
  type SyncOptions,
  type TraceId,
} from "@labeldesk/core";
import { FACT } from "./schemas.js";
import { ana, at, ben, cleo, createWorld, dana, type World } from "./world.js";

const golden = { kind: "name", name: "golden" } as const;

const TONE = LabelSchema.parse({
  name: "tone",
  type: "expectation",
  title: "Which tone?",
  input: { kind: "categorical", options: ["warm", "plain"] },
});

/** A session over three traces with questions of three sorts, asked of Ana and Ben; Dana made it. */
async function openSession(world: World) {
  const traceIds = world.addTraces(`{"q": 1}`, `{"q": 2}`, `{"q": 3}`);
  const schemas = [FACT, TONE, EXPECTED_FACTS];
  const opened = await world.openSession(schemas, traceIds);
  const { runId } = opened.session;

  /** Adds an assessment that answers a question in the session, newer than those before. */
  function add(
    traceId: TraceId,
    name: string,
    reviewer: ReviewerEmail,
    value: Json,
    more: { readonly metadata?: Readonly<Record<string, string>>; readonly runId?: RunId } = {},
  ) {
    world.clock.advance(1);
    return world.memory.addAssessment({
      traceId,
      name,
      type: "expectation",
      value,
      runId,
      source: { kind: "human", id: reviewer },
      ...more,
    });
  }
  const decide = (traceId: TraceId, name: string, by: ReviewerEmail, value: Json, of = runId) =>
    add(traceId, name, by, value, { metadata: { [ADJUDICATION_METADATA]: "{}" }, runId: of });
  const plan = async (options?: SyncOptions) =>
    (await world.labeling.previewSync(runId, golden, options)).plan;
  return { ...opened, runId, traceIds, first: at(traceIds, 0), add, decide, plan };
}

describe("the labels of a sync", () => {
  it("take a decision for the gold value, also of somebody who is not assigned", async () => {
    const { first, add, decide, plan } = await openSession(createWorld());
    add(first, "fact", ana, "x");
    add(first, "fact", ben, "x");
    decide(first, "fact", dana, "gold");
    const [record] = (await plan()).inserts;
    expect(record).toMatchObject({
      expectations: { fact: "gold" },
      provenance: { fact: { how: "adjudicated", reviewers: [dana] } },
    });
  });

  it("keep the adjudicator's own answer beside the decision", async () => {
    const { first, add, decide, plan } = await openSession(createWorld());
    decide(first, "fact", ana, "gold");
    add(first, "fact", ana, "later answer");
    expect((await plan()).inserts[0]?.expectations).toEqual({ fact: "gold" });
    const latest = await plan({ policy: "latest" });
    expect(latest.inserts[0]?.expectations).toEqual({ fact: "later answer" });
  });

  it("take the newest of several decisions on a trace, whoever made it", async () => {
    const { first, decide, plan } = await openSession(createWorld());
    decide(first, "fact", dana, "first");
    decide(first, "fact", cleo, "second");
    const { inserts, conflicts } = await plan();
    expect(inserts[0]?.expectations).toEqual({ fact: "second" });
    expect(conflicts).toEqual([]);
  });

  it("leave out the decisions of another session", async () => {
    const { first, decide, plan } = await openSession(createWorld());
    decide(first, "fact", dana, "theirs", RunId.parse("run-other"));
    expect((await plan()).inserts[0]?.expectations).toEqual({});
  });

  it("hold back decisions that differ on traces with the same inputs", async () => {
    const world = createWorld();
    const { runId, decide, plan, first } = await openSession(world);
    const twin = world.addTrace("tr-twin", `{ "q": 1 }`);
    await world.labeling.addTraces(runId, { kind: "ids", traceIds: [twin] });
    decide(first, "fact", dana, "one");
    decide(twin, "fact", dana, "two");
    expect((await plan()).conflicts).toMatchObject([
      { name: "fact", between: "decisions", traceIds: [first, twin] },
    ]);
  });

  it("report an answer that its question does not take, unless a newer one took its place", async () => {
    const { first, traceIds, add, decide, plan } = await openSession(createWorld());
    const second = at(traceIds, 1);
    add(first, "tone", ana, "warm");
    add(first, "tone", ana, "an option that was taken away");
    add(first, "tone", ben, "also gone");
    add(first, "tone", cleo, "not assigned");
    decide(second, "tone", dana, "no option");
    const before = await plan();
    expect(before.inserts[0]?.expectations).toEqual({ tone: "warm" });
    expect(before.ignored).toEqual([
      { traceId: first, name: "tone", reviewer: ana, reason: "not-an-answer" },
      { traceId: first, name: "tone", reviewer: ben, reason: "not-an-answer" },
      { traceId: second, name: "tone", reviewer: dana, reason: "not-an-answer" },
    ]);
    add(first, "tone", ana, "plain");
    decide(second, "tone", dana, "plain");
    const after = await plan();
    expect(after.ignored.map(({ reviewer }) => reviewer)).toEqual([ben]);
    expect(after.inserts.map(({ expectations }) => expectations)).toEqual([
      { tone: "plain" },
      { tone: "plain" },
      {},
    ]);
  });

  it("leave out what another assessment replaced", async () => {
    const world = createWorld();
    const { first, runId, plan } = await openSession(world);
    const [trace] = await world.tracking.traces.getTraces([first]);
    if (trace === undefined) throw new Error("the trace is gone");
    const given = {
      traceId: first,
      name: "fact",
      type: "expectation",
      source: { kind: "human", id: ana },
      runId,
      metadata: {},
      createdAtMs: world.clock.nowMs(),
      updatedAtMs: world.clock.nowMs(),
    } as const;
    const assessment = (id: string, value: string, valid: boolean) => ({
      ...given,
      assessmentId: AssessmentId.parse(id),
      value,
      valid,
    });
    world.memory.addTrace({
      ...trace,
      assessments: [assessment("a-1", "present", true), assessment("a-2", "replaced", false)],
    });
    expect((await plan()).inserts[0]?.expectations).toEqual({ fact: "present" });
  });

  it("come from the items in the states that are asked for, never from excluded ones", async () => {
    const world = createWorld();
    const { items, traceIds, plan, runId } = await openSession(world);
    const set = (index: number, change: Parameters<typeof world.tracking.items.setItemState>[2]) =>
      world.tracking.items.setItemState(runId, at(items, index).itemId, change);
    await set(0, { state: "complete", by: ana });
    await set(1, { state: "excluded", by: ana, reason: "spam" });
    const sources = async (states?: SyncOptions["states"]) =>
      (await plan(states === undefined ? {} : { states })).inserts.map(
        ({ sourceTraceId }) => sourceTraceId,
      );
    const [complete, , pending] = traceIds;
    expect(await sources()).toEqual([complete, pending]);
    expect(await sources(["complete"])).toEqual([complete]);
    expect(await sources(["pending"])).toEqual([pending]);
    expect(await sources([])).toEqual([]);
    // @ts-expect-error a caller in JavaScript may do it
    expect(await sources(["excluded"])).toEqual([]);
  });

  it("follow the policy of each expectation", async () => {
    const { first, add, plan } = await openSession(createWorld());
    for (const [reviewer, fact] of [
      [ana, "a"],
      [ben, "b"],
    ] as const) {
      add(first, "fact", reviewer, fact);
      add(first, "expected_facts", reviewer, ["both", fact]);
      add(first, "tone", reviewer, fact === "a" ? "warm" : "plain");
    }
    const { inserts, conflicts } = await plan({
      policy: { byName: { expected_facts: "union", tone: "latest" } },
    });
    expect(inserts[0]?.expectations).toEqual({ expected_facts: ["both", "a", "b"], tone: "plain" });
    expect(conflicts.map(({ name }) => name)).toEqual(["fact"]);
  });
});
