import {
  AssessmentId,
  createLabeling,
  exactJson,
  LabelSchema,
  readProvenance,
  type DatasetId,
  type DatasetRecord,
  type Json,
  type RunId,
  type SyncOptions,
  TraceId,
  type Tracking,
} from "@labeldesk/core";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { openTestDatabase } from "@labeldesk/test-postgres";
import { afterAll, describe, expect, it } from "vitest";
import { ANA, itemOf, makeSession, runTags, sessionBench } from "./support/session-bench.js";
import type { SessionBench } from "./support/session-bench.js";

const mlflow = await ensureMlflow();
const database = await openTestDatabase();
afterAll(() => (database.kind === "ready" ? database.drop() : undefined));

const FACT = LabelSchema.parse({
  name: "fact",
  type: "expectation",
  title: "Which fact?",
  input: { kind: "text" },
});

/** The tracking stores, and what was asked of the datasets. */
function watched(tracking: Tracking) {
  const calls = { sent: 0, reads: 0 };
  const { datasets } = tracking;
  const watchedDatasets: typeof datasets = {
    ...datasets,
    listRecords: (...args) => {
      calls.reads += 1;
      return datasets.listRecords(...args);
    },
    upsertRecords: (datasetId, records, options) => {
      calls.sent += records.length;
      return datasets.upsertRecords(datasetId, records, options);
    },
  };
  return { calls, tracking: { ...tracking, datasets: watchedDatasets } };
}

/** A trace whose spans are an artifact: MLflow keeps them as they are, where it would refuse them on the way in. */
async function createArtifactTrace({ other, experimentId }: SessionBench, inputs: string) {
  const traceId = TraceId.parse(`tr-${crypto.randomUUID().replaceAll("-", "")}`);
  const trace_location = {
    type: "MLFLOW_EXPERIMENT",
    mlflow_experiment: { experiment_id: experimentId },
  };
  const request_time = new Date().toISOString();
  const trace_info = { trace_id: traceId, trace_location, request_time, state: "OK" };
  await other.send("POST", "/api/3.0/mlflow/traces", { trace: { trace_info } });
  const span = {
    span_id: "AAAAAAAAAAE=",
    parent_span_id: null,
    name: "root",
    start_time_unix_nano: 1,
    end_time_unix_nano: 2,
    attributes: { "mlflow.spanInputs": inputs },
  };
  const folder = `${experimentId}/traces/${traceId}/artifacts`;
  const file = `/api/2.0/mlflow-artifacts/artifacts/${folder}/traces.json`;
  await other.send("PUT", file, { spans: [span] });
  return traceId;
}

/** A session over traces with these inputs, and a way to sync it into a dataset of its own. */
async function openSession(
  bench: SessionBench,
  inputs: readonly string[],
  createTrace = (text: string) => bench.harness.createTrace(bench.experimentId, { inputs: text }),
) {
  const { calls, tracking } = watched(bench.harness.tracking);
  const traceIds: TraceId[] = [];
  for (const text of inputs) {
    traceIds.push(await createTrace(text));
  }
  const { runId } = await makeSession(bench, { labelSchemas: [FACT] });
  await tracking.items.addItems(runId, traceIds.map(itemOf));
  const target = { kind: "name", name: `golden ${crypto.randomUUID()}` } as const;
  const labeling = createLabeling({ tracking });
  const sync = (options?: SyncOptions) => labeling.sync(runId, target, options);
  return { runId, traceIds, calls, tracking, sync, answer: answering(tracking, runId) };
}

function answering({ assessments }: Tracking, runId: RunId) {
  return async (traceId: TraceId | undefined, value: Json) => {
    if (traceId === undefined) throw new Error("there is no such trace");
    const assessmentId = AssessmentId.parse(`a-${crypto.randomUUID().replaceAll("-", "")}`);
    const source = { kind: "human", id: ANA } as const;
    const answer = { traceId, runId, name: "fact", type: "expectation", value, source } as const;
    await assessments.writeAssessment({ ...answer, assessmentId, metadata: {} });
  };
}

async function recordsOf({ harness }: SessionBench, datasetId: DatasetId) {
  const records = new Map<string, DatasetRecord>();
  for await (const record of harness.tracking.datasets.listRecords(datasetId)) {
    records.set(record.inputs.key, record);
  }
  return records;
}

const keyOf = (text: string | undefined) => exactJson(text ?? "").key;

const EXACT = [
  `{"n": 1}`,
  `{"n": 1.0}`,
  `{"n": 123456789012345678901234567890}`,
  `{"text": "Größe 大きさ 🏠"}`,
];

const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

describe.skipIf(mlflow.kind === "missing")(`a sync on a real server${why}`, () => {
  const bench = sessionBench(mlflow);

  it("writes records with their exact inputs, their source and the provenance of each value", async () => {
    const { runId, traceIds, sync, answer } = await openSession(bench(), EXACT);
    await answer(traceIds[2], "a big one");
    const { dataset, inserted, updated, unchanged, refused } = await sync();
    expect({ inserted, updated, unchanged, refused }).toEqual({
      inserted: 4,
      updated: 0,
      unchanged: 0,
      refused: [],
    });
    const records = await recordsOf(bench(), dataset.datasetId);
    expect([...records.keys()].toSorted()).toEqual(EXACT.map(keyOf).toSorted());
    const big = records.get(keyOf(EXACT[2]));
    expect(big).toMatchObject({
      expectations: { fact: "a big one" },
      sourceTraceId: traceIds[2],
    });
    expect(readProvenance(big ?? { tags: {} }, "fact")).toMatchObject({
      runId,
      reviewers: [ANA],
      how: "unanimous",
    });
  });

  it("sends nothing and reads no record the second time, and then only what changed", async () => {
    const { traceIds, sync, answer, calls } = await openSession(bench(), EXACT);
    const { dataset } = await sync();
    Object.assign(calls, { sent: 0, reads: 0 });
    expect(await sync()).toMatchObject({ inserted: 0, updated: 0, unchanged: 4 });
    expect(calls).toEqual({ sent: 0, reads: 0 });
    await answer(traceIds[1], "changed");
    expect(await sync()).toMatchObject({ inserted: 0, updated: 1, unchanged: 3 });
    expect(calls).toEqual({ sent: 1, reads: 1 });
    const record = (await recordsOf(bench(), dataset.datasetId)).get(keyOf(EXACT[1]));
    expect(record?.expectations).toEqual({ fact: "changed" });
  });

  it("sets right what another program changed when it compares with the dataset, and not before", async () => {
    const { traceIds, sync, answer } = await openSession(bench(), EXACT);
    await answer(traceIds[0], "ours");
    const { dataset } = await sync();
    await bench().other.send("POST", `/api/3.0/mlflow/datasets/${dataset.datasetId}/records`, {
      records: JSON.stringify([{ inputs: { n: 1 }, expectations: { fact: "theirs", own: true } }]),
    });
    const found = async () =>
      (await recordsOf(bench(), dataset.datasetId)).get(keyOf(EXACT[0]))?.expectations;
    expect(await sync()).toMatchObject({ updated: 0, unchanged: 4 });
    expect(await found()).toEqual({ fact: "theirs", own: true });
    expect(await sync({ compareWith: "dataset" })).toMatchObject({ updated: 1, unchanged: 3 });
    expect(await found()).toEqual({ fact: "ours", own: true });
  });

  it("writes everything else when MLflow refuses records, and says which and why", async () => {
    const long = "7".repeat(4_301);
    const inputs = Array.from({ length: 40 }, (_, index) => `{"n": ${index}}`);
    const deep = `{"n": ${"[".repeat(1_100)}${"]".repeat(1_100)}}`;
    inputs[7] = `{"n": ${long}}`;
    inputs[30] = deep;
    const { traceIds, sync } = await openSession(bench(), inputs, (text) =>
      createArtifactTrace(bench(), text),
    );
    const { dataset, inserted, refused } = await sync();
    expect(inserted).toBe(38);
    expect(refused).toEqual([
      { sourceTraceId: traceIds[7], names: [], reason: expect.stringMatching(/4300 digits/) },
      { sourceTraceId: traceIds[30], names: [], reason: expect.stringMatching(/nested/) },
    ]);
    expect((await recordsOf(bench(), dataset.datasetId)).size).toBe(38);
    const again = await sync();
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 38 });
    expect(again.refused).toHaveLength(2);
  });

  it("has no digest when somebody damaged its tags, and sends everything", async () => {
    const { runId, sync } = await openSession(bench(), EXACT);
    const { dataset } = await sync();
    const key = `labeldesk.syncDigest.${dataset.datasetId}.0`;
    expect((await runTags(bench(), runId)).get(key)).toMatch(/^[\w-]{48}$/);
    const damaged = { run_id: runId, key, value: "not a digest" };
    await bench().other.send("POST", "/api/2.0/mlflow/runs/set-tag", damaged);
    expect(await sync()).toMatchObject({ updated: 4, unchanged: 0 });
    expect(await sync()).toMatchObject({ updated: 0, unchanged: 4 });
  });
});

const skip = [mlflow, database]
  .map((part) => (part.kind === "missing" ? ` (skipped: ${part.reason})` : ""))
  .join("");

describe.skipIf(skip !== "")(`a sync on a real server with PostgreSQL${skip}`, () => {
  const url = database.kind === "ready" ? database.url : "";
  const bench = sessionBench(mlflow, { kind: "postgres", url });

  it("writes everything else when the database takes no NaN", async () => {
    const inputs = [...EXACT, `{"n": NaN}`, `{"n": -Infinity}`];
    const { traceIds, sync } = await openSession(bench(), inputs);
    const { dataset, inserted, refused } = await sync();
    expect(inserted).toBe(4);
    const reason = expect.stringMatching(/NaN or infinite/);
    expect(refused).toEqual([
      { sourceTraceId: traceIds[4], names: [], reason },
      { sourceTraceId: traceIds[5], names: [], reason },
    ]);
    const records = await recordsOf(bench(), dataset.datasetId);
    expect([...records.keys()].toSorted()).toEqual(EXACT.map(keyOf).toSorted());
    expect(await sync()).toMatchObject({ inserted: 0, updated: 0, unchanged: 4 });
  });
});
