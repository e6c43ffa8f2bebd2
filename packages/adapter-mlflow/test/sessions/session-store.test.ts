import { LabelSchema } from "@labeldesk/core";
import type { LabelingSession, RunId } from "@labeldesk/core";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { describe, expect, it } from "vitest";
import {
  ANA,
  QUEUES,
  itemOf,
  makeSession,
  makeTraces,
  question,
  queueOf,
  runTags,
  sessionBench,
} from "../support/session-bench.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

describe.skipIf(mlflow.kind === "missing")(`sessions on a real server${why}`, () => {
  const bench = sessionBench(mlflow);
  const store = () => bench().harness.tracking.sessions;
  const schemas = () => bench().harness.tracking.labelSchemas;
  const stateOf = async (runId: RunId) => (await store().getSession(runId)).state;
  const setStatus = (runId: RunId, status: string) =>
    bench().other.send("POST", "/api/2.0/mlflow/runs/update", { run_id: runId, status });

  async function statusOf(runId: RunId): Promise<unknown> {
    const { run } = await bench().other.get(`/api/2.0/mlflow/runs/get?run_id=${runId}`);
    return run?.["info"]?.["status"];
  }

  it("lets the run go on while a session is paused", async () => {
    const { runId } = await makeSession(bench());
    await store().updateSession(runId, { state: "paused" });
    expect(await statusOf(runId)).toBe("RUNNING");
    await store().updateSession(runId, { name: "Renamed while paused" });
    expect(await stateOf(runId)).toBe("paused");
  });

  it("is closed by whoever ends the run in MLflow, and opened, or paused again, by whoever lets it go on", async () => {
    const { runId } = await makeSession(bench());
    await setStatus(runId, "FINISHED");
    expect(await stateOf(runId)).toBe("closed");
    await setStatus(runId, "RUNNING");
    expect(await stateOf(runId)).toBe("open");
    await store().updateSession(runId, { state: "paused" });
    await setStatus(runId, "FAILED");
    expect(await stateOf(runId)).toBe("closed");
    await setStatus(runId, "RUNNING");
    expect(await stateOf(runId)).toBe("paused");
  });

  it("forgets a pause when the session is closed", async () => {
    const { runId } = await makeSession(bench());
    await store().updateSession(runId, { state: "paused" });
    await store().updateSession(runId, { state: "closed" });
    expect(await statusOf(runId)).toBe("FINISHED");
    await setStatus(runId, "RUNNING");
    expect(await stateOf(runId)).toBe("open");
  });

  it("pauses a closed session, whose run goes on then", async () => {
    const { runId } = await makeSession(bench());
    await store().updateSession(runId, { state: "closed" });
    await store().updateSession(runId, { state: "paused" });
    expect([await stateOf(runId), await statusOf(runId)]).toEqual(["paused", "RUNNING"]);
  });

  it("reads a session whose tags were written before the newer fields were there", async () => {
    const session = await makeSession(bench());
    const { labelSchemas, assignedUsers, createdBy } = session;
    const fields = { labelSchemas, assignedUsers, labelsPerTrace: 2, createdBy };
    await bench().other.send("POST", "/api/2.0/mlflow/runs/set-tag", {
      run_id: session.runId,
      key: "labeldesk.session.0",
      value: JSON.stringify(fields),
    });
    expect(await store().getSession(session.runId)).toEqual({ ...session, labelsPerTrace: 2 });
  });

  it("repeats nothing in its tags that the run itself holds", async () => {
    const { runId } = await makeSession(bench(), { guidelines: "Read twice." });
    const { "labeldesk.session.0": text = "" } = Object.fromEntries(await runTags(bench(), runId));
    const fields = JSON.parse(text);
    expect(fields).toMatchObject({ guidelines: "Read twice.", createdBy: ANA });
    const held = new Set(["experimentId", "runId", "name", "state", "lifecycle", "createdAtMs"]);
    expect(Object.keys(fields).filter((name) => held.has(name))).toEqual([]);
  });

  /** What the review queue of a session asks, by the ids of schemas. */
  async function asked(session: LabelingSession): Promise<unknown> {
    return (await queueOf(bench(), session))["review_queue"]?.["schema_ids"];
  }

  async function newSchema(name: string) {
    const { experimentId } = bench();
    return await schemas().createLabelSchema(
      experimentId,
      LabelSchema.parse({ ...question, name }),
    );
  }

  it("lets the review queue ask the session's new questions until it has items, which lock its own", async () => {
    const [first, second] = [await newSchema("first"), await newSchema("second")];
    const session = await makeSession(bench(), { labelSchemas: [first] });
    expect(await asked(session)).toEqual([first.schemaId]);
    await store().updateSession(session.runId, { labelSchemas: [second] });
    expect(await asked(session)).toEqual([second.schemaId]);
    const [traceId] = await makeTraces(bench(), 1);
    if (traceId === undefined) throw new Error("There is no trace.");
    await bench().harness.tracking.items.addItems(session.runId, [itemOf(traceId)]);
    const changed = await store().updateSession(session.runId, { labelSchemas: [first, second] });
    expect(changed.labelSchemas.map(({ name }) => name)).toEqual(["first", "second"]);
    expect(await asked(session)).toEqual([second.schemaId]);
  });

  it("knows a schema that was renamed since by its id", async () => {
    const renamed = await newSchema("before");
    await schemas().updateLabelSchema(renamed.schemaId, { name: "after" });
    const session = await makeSession(bench(), { labelSchemas: [renamed] });
    expect(session.labelSchemas).toEqual([renamed]);
    expect(await asked(session)).toEqual([renamed.schemaId]);
  });

  it("changes a session whose review queue somebody deleted", async () => {
    const session = await makeSession(bench());
    const queue_id = (await queueOf(bench(), session))["review_queue"]?.["queue_id"];
    await bench().other.send("POST", `${QUEUES}/delete`, { queue_id });
    const changes = { name: "Without a queue", assignedUsers: [], labelSchemas: [question] };
    expect(await store().updateSession(session.runId, changes)).toEqual({ ...session, ...changes });
  });

  it("sees options that were changed in MLflow, and still that they are in their order", async () => {
    const input = { kind: "categorical" as const, options: ["bad", "good"], ordered: true };
    const schema = LabelSchema.parse({ ...question, name: "ordered", input });
    const { schemaId } = await schemas().createLabelSchema(bench().experimentId, schema);
    await bench().other.send("PATCH", "/api/3.0/mlflow/label-schemas/update", {
      schema_id: schemaId,
      input: { categorical: { options: ["bad", "fair", "good"], multi_select: false } },
    });
    const found = await schemas().findLabelSchema(bench().experimentId, "ordered");
    expect(found?.input).toEqual({ ...input, options: ["bad", "fair", "good"] });
  });
});
