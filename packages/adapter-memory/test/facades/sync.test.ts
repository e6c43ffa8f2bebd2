import { describe, expect, it } from "vitest";
import {
  createLabeling,
  DatasetId,
  EXPECTED_FACTS,
  isLabelingError,
  RunId,
  type DatasetTarget,
  type Tracking,
} from "@labeldesk/core";
import { FACT, GOOD } from "./schemas.js";
import { ana, at, ben, cleo, createWorld, keyOf, type World } from "./world.js";

const golden: DatasetTarget = { kind: "name", name: "golden" };

async function recordsOf({ tracking }: World, datasetId: DatasetId) {
  const records = [];
  for await (const { inputs, expectations } of tracking.datasets.listRecords(datasetId)) {
    records.push([inputs.text, expectations]);
  }
  return records;
}

/** A session over three traces in which both reviewers answered the first, and one the second. */
async function answeredSession(world: World) {
  const traceIds = world.addTraces(`{"q": 1}`, `{"q": 2}`, `{"q": 3}`);
  const opened = await world.openSession([GOOD, FACT], traceIds, { labelsPerTrace: 2 });
  const [first, second] = [at(opened.items, 0), at(opened.items, 1)];
  const good = { name: "good", value: true };
  await world.answer(keyOf(first, ana), [good, { name: "fact", value: "x" }]);
  await world.answer(keyOf(first, ben), [good, { name: "fact", value: "x" }]);
  await world.answer(keyOf(second, ana), [{ name: "fact", value: "y" }]);
  return { ...opened, traceIds };
}

describe("sync", () => {
  it("creates the dataset, writes what is new, and nothing the second time", async () => {
    const world = createWorld();
    const { session } = await answeredSession(world);
    const preview = await world.labeling.previewSync(session.runId, golden);
    expect(preview.dataset).toBeUndefined();
    expect(preview.plan.inserts).toHaveLength(3);
    expect(await world.tracking.datasets.findDatasets("golden")).toEqual([]);

    const first = await world.labeling.sync(session.runId, golden);
    expect(first).toMatchObject({ inserted: 3, updated: 0, dataset: { name: "golden" } });
    expect(first.dataset.experimentIds).toEqual([world.experimentId]);
    expect(await recordsOf(world, first.dataset.datasetId)).toEqual([
      [`{"q": 1}`, { fact: "x" }],
      [`{"q": 2}`, { fact: "y" }],
      [`{"q": 3}`, {}],
    ]);

    const again = await world.labeling.sync(session.runId, golden);
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
    expect(again.dataset.datasetId).toBe(first.dataset.datasetId);
  });

  it("writes only the changed record after an edit", async () => {
    const world = createWorld();
    const { session, items } = await answeredSession(world);
    await world.labeling.sync(session.runId, golden);
    const key = keyOf(at(items, 1), ana);
    world.clock.advance(1);
    await world.review.revise({ ...key, answers: [{ name: "fact", value: "z" }], gesture: "edit" });
    await world.review.publish(key);
    const { plan } = await world.labeling.previewSync(session.runId, golden);
    expect(plan.updates).toMatchObject([{ expectations: { fact: "z" }, before: { fact: "y" } }]);
    const { inserted, updated, unchanged } = await world.labeling.sync(session.runId, golden);
    expect([inserted, updated, unchanged]).toEqual([0, 1, 2]);
  });

  it("holds back what reviewers disagree on, unless the newest is to win", async () => {
    const world = createWorld();
    const traceIds = world.addTraces(`{"q": 1}`);
    const { session, items } = await world.openSession([FACT], traceIds);
    await world.answer(keyOf(at(items, 0), ana), [{ name: "fact", value: "x" }]);
    await world.answer(keyOf(at(items, 0), ben), [{ name: "fact", value: "y" }]);
    const held = await world.labeling.sync(session.runId, golden);
    expect(held.conflicts).toMatchObject([
      { name: "fact", values: [{ reviewers: [ana] }, { reviewers: [ben] }] },
    ]);
    expect(await recordsOf(world, held.dataset.datasetId)).toEqual([[`{"q": 1}`, {}]]);
    const latest = await world.labeling.sync(session.runId, golden, { policy: "latest" });
    expect(latest.updated).toBe(1);
    expect(await recordsOf(world, held.dataset.datasetId)).toEqual([[`{"q": 1}`, { fact: "y" }]]);
  });

  it("leaves excluded items and deleted traces out, and says so of the latter", async () => {
    const world = createWorld();
    const { session, items, traceIds } = await answeredSession(world);
    const exclusion = { state: "excluded", by: ana, reason: "spam" } as const;
    await world.tracking.items.setItemState(session.runId, at(items, 0).itemId, exclusion);
    world.memory.deleteTrace(at(traceIds, 2));
    const { plan } = await world.labeling.previewSync(session.runId, golden);
    expect(plan.inserts.map(({ sourceTraceId }) => sourceTraceId)).toEqual([traceIds[1]]);
    expect(plan.skipped).toEqual([{ traceId: traceIds[2], reason: "trace-missing" }]);
  });

  it("counts the session's own human expectations of assigned people, the newest of each", async () => {
    const world = createWorld();
    const traceIds = world.addTraces(`{"q": 1}`);
    const traceId = at(traceIds, 0);
    world.memory.addAssessment({
      traceId,
      name: "fact",
      type: "expectation",
      value: "before the session",
      source: { kind: "human", id: ana },
    });
    world.clock.advance(1);
    const { session } = await world.openSession([FACT, GOOD, EXPECTED_FACTS], traceIds);
    const add = (more: object, name = "fact") =>
      world.memory.addAssessment({
        traceId,
        name,
        type: "expectation",
        value: "no",
        runId: session.runId,
        source: { kind: "human", id: ana },
        ...more,
      });
    add({ source: { kind: "llmJudge", id: ana } });
    add({ source: { kind: "human", id: cleo } });
    add({ source: { kind: "human", id: "default" } });
    add({ runId: RunId.parse("run-other") });
    add({ type: "feedback" });
    add({}, "unasked");
    const preview = () => world.labeling.previewSync(session.runId, golden);
    expect((await preview()).plan.inserts).toMatchObject([{ expectations: {} }]);

    add({ value: "old", source: { kind: "human", id: " Ana@Example.com " } });
    world.clock.advance(1);
    add({ value: "new" });
    add({ value: "fact one\n\nfact two" }, "expected_facts");
    expect((await preview()).plan.inserts[0]?.expectations).toEqual({
      fact: "new",
      expected_facts: ["fact one", "fact two"],
    });
  });

  it("counts an answer that an assigned person gave in the Review tab after the session began", async () => {
    const world = createWorld();
    const traceIds = world.addTraces(`{"q": 1}`);
    const { session } = await world.openSession([FACT], traceIds);
    const traceId = at(traceIds, 0);
    const fromTab = { traceId, name: "fact", type: "expectation", value: "tab" } as const;
    world.memory.addAssessment({ ...fromTab, source: { kind: "human", id: ana } });
    world.memory.addAssessment({ ...fromTab, source: { kind: "human", id: cleo }, value: "no" });
    const { plan } = await world.labeling.previewSync(session.runId, golden);
    expect(plan.inserts[0]?.expectations).toEqual({ fact: "tab" });
  });

  it("takes the oldest dataset of the name that belongs to the experiment, else the oldest", async () => {
    const world = createWorld();
    const { session } = await answeredSession(world);
    const { datasets } = world.tracking;
    const other = world.memory.addExperiment("other");
    const create = async (home: typeof other) => {
      world.clock.advance(1);
      return (await datasets.createDataset("golden", [home])).datasetId;
    };
    const target = async () =>
      (await world.labeling.previewSync(session.runId, golden)).dataset?.datasetId;
    const oldest = await create(other);
    await create(other);
    expect(await target()).toBe(oldest);
    const own = await create(world.experimentId);
    await create(world.experimentId);
    expect(await target()).toBe(own);
  });

  it("says how many other datasets have the name that it was asked for by", async () => {
    const world = createWorld();
    const { session } = await answeredSession(world);
    const { runId } = session;
    const preview = async (target: DatasetTarget) =>
      (await world.labeling.previewSync(runId, target)).sameName;
    expect(await preview(golden)).toBe(0);
    const made = await world.labeling.sync(runId, golden);
    expect(made.sameName).toBe(0);
    for (let more = 2; more > 0; more -= 1)
      await world.tracking.datasets.createDataset("golden", [world.experimentId]);
    expect(await preview(golden)).toBe(2);
    expect(await world.labeling.sync(runId, golden)).toMatchObject({
      dataset: made.dataset,
      sameName: 2,
    });
    expect(await world.labeling.addDataset(runId, golden)).toMatchObject({ sameName: 2 });
    const byId = { kind: "id", datasetId: made.dataset.datasetId } as const;
    expect(await preview(byId)).toBe(0);
    expect((await world.labeling.sync(runId, byId)).sameName).toBe(0);
  });

  it("refuses a dataset id that does not exist", async () => {
    const world = createWorld();
    const { session } = await answeredSession(world);
    const made = await world.labeling.sync(session.runId, golden);
    const byId = { kind: "id", datasetId: made.dataset.datasetId } as const;
    expect(await world.labeling.sync(session.runId, byId)).toMatchObject({ unchanged: 3 });
    const unknown = { ...byId, datasetId: DatasetId.parse("d-none") };
    await expect(world.labeling.sync(session.runId, unknown)).rejects.toSatisfy((error) =>
      isLabelingError(error, "NOT_FOUND"),
    );
  });

  it("lets two syncs at once make one dataset, and only one of them write at a time", async () => {
    let writers = 0;
    let most = 0;
    const world = createWorld({
      wrap: (tracking: Tracking) => ({
        ...tracking,
        datasets: {
          ...tracking.datasets,
          upsertRecords: async (...args) => {
            writers += 1;
            most = Math.max(most, writers);
            await new Promise((resolve) => setTimeout(resolve, 5));
            const counts = await tracking.datasets.upsertRecords(...args);
            writers -= 1;
            return counts;
          },
        },
      }),
    });
    const { session } = await answeredSession(world);
    const { session: other } = await world.openSession([FACT], world.addTraces(`{"q": 1}`));
    const labeling = createLabeling({ tracking: world.tracking });
    const reports = await Promise.all([
      labeling.sync(session.runId, golden),
      labeling.sync(session.runId, golden),
      labeling.sync(other.runId, golden),
    ]);
    expect(new Set(reports.map(({ dataset }) => dataset.datasetId)).size).toBe(1);
    expect(reports.map(({ inserted }) => inserted).toSorted((a, b) => a - b)).toEqual([0, 0, 3]);
    expect(most).toBe(1);
  });
});
