import { createHash } from "node:crypto";
import type { TrackingHarness } from "@labeldesk/conformance";
import { LabelSchema, TraceId } from "@labeldesk/core";
import type { ExperimentId, NewLabelingSession } from "@labeldesk/core";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { beforeAll, describe, expect, it } from "vitest";
import type { Rest } from "./support/rest.js";
import {
  ANA,
  QUEUES,
  itemOf,
  listItems,
  makeSession as makeSessionOn,
  makeTraces,
  newSession,
  person,
  question,
  queueOf,
  sessionBench,
} from "./support/session-bench.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

describe.skipIf(mlflow.kind === "missing")(`the adapter on a real server${why}`, () => {
  const bench = sessionBench(mlflow);
  let harness: TrackingHarness;
  let other: Rest;
  let experimentId: ExperimentId;
  beforeAll(() => {
    ({ harness, other, experimentId } = bench());
  });
  const makeSession = (changes?: Partial<NewLabelingSession>) => makeSessionOn(bench(), changes);

  it("shows a session as a review queue of its name, with its questions and its first ten people", async () => {
    const stored = await harness.tracking.labelSchemas.createLabelSchema(experimentId, question);
    const people = Array.from({ length: 12 }, (_, index) => person(`person${index + 10}`));
    const session = await makeSession({ assignedUsers: people.toReversed() });
    expect(await queueOf(bench(), session)).toMatchObject({
      review_queue: {
        name: session.name,
        users: people.slice(0, 10),
        schema_ids: [stored.schemaId],
      },
    });
    await harness.tracking.sessions.updateSession(session.runId, { assignedUsers: [ANA] });
    expect(await queueOf(bench(), session)).toMatchObject({ review_queue: { users: [ANA] } });
  });

  it("gives two sessions of one name two queues", async () => {
    const [first, second] = [
      await makeSession({ name: "Twin" }),
      await makeSession({ name: "Twin" }),
    ];
    expect(await queueOf(bench(), first)).toMatchObject({ review_queue: { name: "Twin" } });
    expect(await queueOf(bench(), second)).toMatchObject({
      review_queue: { name: `Twin (${second.runId.slice(0, 8)})` },
    });
  });

  it("keeps the order of the traces of one call, which the queue does not know", async () => {
    const { runId } = await makeSession();
    const traces = (await makeTraces(bench(), 8)).toSorted().toReversed();
    await harness.tracking.items.addItems(runId, traces.slice(0, 5).map(itemOf));
    await harness.tracking.items.addItems(runId, traces.slice(3).map(itemOf));
    expect((await listItems(bench(), runId)).map(({ itemId }) => itemId)).toEqual(traces);
  });

  it("takes in what people do in MLflow's Review tab", async () => {
    const session = await makeSession();
    const [first, second] = await makeTraces(bench(), 2);
    await harness.tracking.items.addItems(
      session.runId,
      [first, second].flatMap((id) => (id ? [itemOf(id)] : [])),
    );
    const queue_id = (await queueOf(bench(), session))["review_queue"]?.["queue_id"];
    const status = { queue_id, item_id: second, status: "DECLINED", completed_by: "ben" };
    await other.send("POST", `${QUEUES}/items/set-status`, status);
    expect(await listItems(bench(), session.runId)).toMatchObject([
      { itemId: first, state: "pending" },
      { itemId: second, state: "excluded" },
    ]);
  });

  it("writes on the trace why it was excluded, and takes it back", async () => {
    const { runId } = await makeSession();
    const [traceId = TraceId.parse("none")] = await makeTraces(bench(), 1);
    const [item] = await harness.tracking.items.addItems(runId, [itemOf(traceId)]);
    if (item === undefined) throw new Error("nothing was added");
    const tagOf = async () => {
      const [info] = await harness.tracking.traces.getTraceInfos([traceId]);
      return info?.tags[`labeldesk.excluded.${runId}`];
    };
    const exclusion = { state: "excluded", by: ANA, reason: "A test" } as const;
    await harness.tracking.items.setItemState(runId, item.itemId, exclusion);
    expect(await tagOf()).toBe(`{"by":"ana@example.com","reason":"A test"}`);
    await harness.tracking.items.setItemState(runId, item.itemId, { state: "pending" });
    expect(await tagOf()).toBeUndefined();
    const tooLong = { ...exclusion, reason: "x".repeat(5000) };
    await expect(
      harness.tracking.items.setItemState(runId, item.itemId, tooLong),
    ).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    expect(await listItems(bench(), runId)).toMatchObject([{ state: "pending" }]);
  });

  it("keeps items and their states while a session is deleted, and when it is restored", async () => {
    const session = await makeSession();
    const { runId } = session;
    const traces = await makeTraces(bench(), 3);
    const items = await harness.tracking.items.addItems(runId, traces.map(itemOf));
    const [first, second] = items;
    if (first === undefined || second === undefined) throw new Error("nothing was added");
    await harness.tracking.items.setItemState(runId, first.itemId, { state: "complete", by: ANA });
    const exclusion = { state: "excluded", by: ANA, reason: "A test" } as const;
    await harness.tracking.items.setItemState(runId, second.itemId, exclusion);
    const before = await listItems(bench(), runId);
    expect(before.map(({ state }) => state)).toEqual(["complete", "excluded", "pending"]);
    await harness.tracking.sessions.deleteSession(runId);
    expect(await listItems(bench(), runId)).toEqual(before);
    await harness.tracking.sessions.restoreSession(runId);
    expect(await listItems(bench(), runId)).toEqual(before);
    expect(await queueOf(bench(), session)).toMatchObject({ review_queue: { name: session.name } });
  });

  it("makes a review queue again that somebody deleted, with its items", async () => {
    const session = await makeSession();
    const [first, second] = await makeTraces(bench(), 2);
    if (first === undefined || second === undefined) throw new Error("nothing was made");
    await harness.tracking.items.addItems(session.runId, [itemOf(first)]);
    const queue_id = (await queueOf(bench(), session))["review_queue"]?.["queue_id"];
    await other.send("POST", `${QUEUES}/delete`, { queue_id });
    expect(await listItems(bench(), session.runId)).toHaveLength(1);
    await harness.tracking.items.addItems(session.runId, [itemOf(second)]);
    expect((await listItems(bench(), session.runId)).map(({ itemId }) => itemId)).toEqual([
      first,
      second,
    ]);
    expect(await queueOf(bench(), session)).toMatchObject({ review_queue: { name: session.name } });
  });

  it("reads traces whose spans are kept as an artifact together with all the others", async () => {
    const [kept = TraceId.parse("none")] = await makeTraces(bench(), 1, { inputs: `{"n": 1.0}` });
    const traceId = TraceId.parse(`tr-${crypto.randomUUID().replaceAll("-", "")}`);
    await other.send("POST", "/api/3.0/mlflow/traces", {
      trace: {
        trace_info: {
          trace_id: traceId,
          trace_location: {
            type: "MLFLOW_EXPERIMENT",
            mlflow_experiment: { experiment_id: experimentId },
          },
          request_time: "2026-11-20T10:00:00.123Z",
          state: "OK",
        },
      },
    });
    const span = {
      span_id: "AAAAAAAAAAE=",
      parent_span_id: null,
      name: "root",
      start_time_unix_nano: 1,
      end_time_unix_nano: 2,
      attributes: { "mlflow.spanInputs": `{"big": 1180591620717411303424, "n": 2.0}` },
    };
    await other.send(
      "PUT",
      `/api/2.0/mlflow-artifacts/artifacts/${experimentId}/traces/${traceId}/artifacts/traces.json`,
      { spans: [span] },
    );
    const read = await harness.tracking.traces.getTraces([traceId, kept]);
    expect(read.map((trace) => trace.inputs?.text)).toEqual([
      `{"big": 1180591620717411303424, "n": 2.0}`,
      `{"n": 1.0}`,
    ]);
  });

  it("reads more than one page of a search while traces arrive", async () => {
    const searched = await harness.createExperiment();
    const before = new Set<TraceId>();
    for (let batch = 0; batch < 53; batch += 1) {
      const made = await Promise.all(
        Array.from({ length: 10 }, () => harness.createTrace(searched, {})),
      );
      for (const traceId of made) before.add(traceId);
    }
    const found: TraceId[] = [];
    for await (const trace of harness.tracking.traces.searchTraces({ experimentId: searched })) {
      if (found.length === 0) await harness.createTrace(searched, {});
      found.push(trace.traceId);
    }
    expect(found).toHaveLength(530);
    expect(new Set(found)).toEqual(before);
  });

  /** The name that a queue has until its session is complete. */
  const claimName = (creationKey: string) =>
    `labeldesk ${createHash("sha256").update(creationKey).digest("hex").slice(0, 32)}`;

  it("completes a session whose creator died before the last step", async () => {
    const given = newSession(bench(), { creationKey: crypto.randomUUID() });
    const session = await makeSession(given);
    const queue_id = (await queueOf(bench(), session))["review_queue"]?.["queue_id"];
    const name = claimName(given.creationKey ?? "");
    await other.send("POST", `${QUEUES}/update`, { queue_id, name });
    expect(await harness.tracking.sessions.createSession(given)).toEqual(session);
    expect(await queueOf(bench(), session)).toMatchObject({
      review_queue: { queue_id, name: given.name },
    });
  });

  it("takes over from a creator who died after the first step", async () => {
    const given = newSession(bench(), { creationKey: crypto.randomUUID() });
    const name = claimName(given.creationKey ?? "");
    const queue = { experiment_id: experimentId, name, queue_type: "CUSTOM" };
    const { review_queue: claimed } = await other.send("POST", `${QUEUES}/create`, queue);
    const session = await makeSession(given);
    expect(await queueOf(bench(), session)).toMatchObject({
      review_queue: { queue_id: claimed?.["queue_id"], name: given.name },
    });
  });

  it("refuses a question that does not fit into MLflow, and leaves none behind", async () => {
    const options = Array.from({ length: 100 }, (_, n) => `${n} ${"long ".repeat(50)}`.trim());
    const schema = LabelSchema.parse({
      ...question,
      name: "too long",
      input: { kind: "categorical", options },
    });
    const { labelSchemas } = harness.tracking;
    await expect(labelSchemas.createLabelSchema(experimentId, schema)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
    expect(await labelSchemas.findLabelSchema(experimentId, "too long")).toBeUndefined();
  });

  it("says that MLflow keeps the name of its own default question", async () => {
    const schema = { ...question, name: "feedback" };
    const creating = harness.tracking.labelSchemas.createLabelSchema(experimentId, schema);
    await expect(creating).rejects.toThrow(/default question/);
  });

  it("has no permissions to give", async () => {
    expect(await harness.tracking.access.grantEdit(experimentId, [ANA])).toEqual({
      kind: "noPermissions",
    });
  });
});
