import { ItemId, TraceId } from "@labeldesk/core";
import type { ReviewerEmail, RunId } from "@labeldesk/core";
import { startFaultProxy } from "@labeldesk/fault-proxy";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { describe, expect, it } from "vitest";
import { createMlflowTracking } from "../../src/index.js";
import {
  ANA,
  QUEUES,
  itemOf,
  listItems,
  makeSession,
  makeTraces,
  person,
  queueOf,
  runTags,
  sessionBench,
} from "../support/session-bench.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";
const BEN = person("ben");

describe.skipIf(mlflow.kind === "missing")(`items on a real server${why}`, () => {
  const bench = sessionBench(mlflow);
  const store = () => bench().harness.tracking.items;

  /** A session with one item. */
  async function begin(assignees: readonly ReviewerEmail[] = []) {
    const session = await makeSession(bench());
    const [traceId = TraceId.parse("none")] = await makeTraces(bench(), 1);
    const [item] = await store().addItems(session.runId, [{ ...itemOf(traceId), assignees }]);
    if (item === undefined) throw new Error("Nothing was added.");
    const queue_id = (await queueOf(bench(), session))["review_queue"]?.["queue_id"];
    const setStatus = (status: string, by?: string) =>
      bench().other.send("POST", `${QUEUES}/items/set-status`, {
        queue_id,
        item_id: item.itemId,
        status,
        ...(by === undefined ? {} : { completed_by: by }),
      });
    return { runId: session.runId, traceId, itemId: item.itemId, setStatus };
  }

  const exclusionOf = async (runId: RunId) => (await listItems(bench(), runId))[0]?.exclusion;
  const excluded = (by: ReviewerEmail, reason: string) =>
    ({ state: "excluded", by, reason }) as const;

  async function tagOf(traceId: TraceId, key: string): Promise<string | undefined> {
    const [info] = await bench().harness.tracking.traces.getTraceInfos([traceId]);
    return info?.tags[key];
  }

  it.each([
    ["ben@example.com", { by: BEN, reason: "Declined in MLflow" }],
    ["ben", { reason: "Declined in MLflow" }],
  ])(
    "tells who declined an item in MLflow's Review tab, where that is an e-mail: %s",
    async (by, told) => {
      const { runId, setStatus } = await begin();
      await setStatus("DECLINED", by);
      expect(await listItems(bench(), runId)).toMatchObject([{ state: "excluded" }]);
      expect(await exclusionOf(runId)).toEqual(told);
    },
  );

  it("keeps the first exclusion; after the item was taken up again in MLflow a new one counts", async () => {
    const { runId, itemId, setStatus } = await begin();
    await store().setItemState(runId, itemId, excluded(ANA, "first"));
    await store().setItemState(runId, itemId, excluded(BEN, "second"));
    expect(await exclusionOf(runId)).toEqual({ by: ANA, reason: "first" });
    await setStatus("PENDING");
    expect(await exclusionOf(runId)).toBeUndefined();
    await store().setItemState(runId, itemId, excluded(BEN, "second"));
    expect(await exclusionOf(runId)).toEqual({ by: BEN, reason: "second" });
  });

  it("completes an exclusion that was interrupted before its reason was written", async () => {
    const { runId, itemId, setStatus } = await begin();
    await setStatus("DECLINED", ANA);
    await store().setItemState(runId, itemId, excluded(ANA, "the reason"));
    expect(await exclusionOf(runId)).toEqual({ by: ANA, reason: "the reason" });
  });

  it("takes an exclusion whose tag somebody damaged for one of MLflow", async () => {
    const { runId, itemId, traceId } = await begin();
    await store().setItemState(runId, itemId, excluded(ANA, "the reason"));
    const tag = { key: `labeldesk.excluded.${runId}`, value: "not ours" };
    await bench().other.send("PATCH", `/api/3.0/mlflow/traces/${traceId}/tags`, tag);
    expect(await exclusionOf(runId)).toEqual({ by: ANA, reason: "Declined in MLflow" });
  });

  it("keeps people and exclusions while a session is deleted, and when it is restored", async () => {
    const { runId, itemId } = await begin([BEN, ANA]);
    await store().setItemState(runId, itemId, excluded(BEN, "the reason"));
    const before = await listItems(bench(), runId);
    expect(before).toMatchObject([{ assignees: [BEN, ANA], exclusion: { by: BEN } }]);
    const { sessions } = bench().harness.tracking;
    await sessions.deleteSession(runId);
    expect(await listItems(bench(), runId)).toEqual(before);
    await sessions.restoreSession(runId);
    expect(await listItems(bench(), runId)).toEqual(before);
  });

  it("asks for the session only once while the states of its items are set", async () => {
    const { runId, itemId } = await begin();
    const proxy = await startFaultProxy(bench().url);
    const { items, close } = createMlflowTracking({ url: proxy.url });
    const set = (state: "complete" | "pending") =>
      items.setItemState(runId, itemId, state === "pending" ? { state } : { state, by: ANA });
    await set("complete");
    const asked = proxy.seen.length;
    await set("pending");
    await set("complete");
    expect(proxy.seen.slice(asked).map(({ path }) => path.replace(/.*\//, ""))).toEqual([
      "set-status",
      "tags",
      "set-status",
      "tags",
    ]);
    expect(await listItems(bench(), runId)).toMatchObject([{ state: "complete" }]);
    await close();
    await proxy.close();
  });

  it("sets a state also after somebody else deleted the review queue, and none in a deleted session", async () => {
    const { runId, itemId } = await begin();
    const queue_id = (await queueOf(bench(), { runId }))["review_queue"]?.["queue_id"];
    await store().setItemState(runId, itemId, { state: "complete", by: ANA });
    await bench().other.send("POST", `${QUEUES}/delete`, { queue_id });
    await store().setItemState(runId, itemId, { state: "complete", by: BEN });
    expect(await listItems(bench(), runId)).toMatchObject([{ state: "complete" }]);
    await bench().harness.tracking.sessions.deleteSession(runId);
    await expect(store().setItemState(runId, itemId, { state: "pending" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("names people in a tag of the trace, by session, and takes the tag back when there is nobody", async () => {
    const { runId, itemId, traceId } = await begin();
    const key = `labeldesk.assignees.${runId}`;
    expect((await runTags(bench(), runId)).has("labeldesk.hasAssignees")).toBe(false);
    await store().setAssignees(runId, itemId, [BEN, ANA]);
    expect(await tagOf(traceId, key)).toBe(`["ben@example.com","ana@example.com"]`);
    await store().setAssignees(runId, itemId, []);
    expect(await tagOf(traceId, key)).toBeUndefined();
  });

  it("finds the item to give away also after somebody deleted the review queue", async () => {
    const { runId, itemId } = await begin();
    const queue_id = (await queueOf(bench(), { runId }))["review_queue"]?.["queue_id"];
    await bench().other.send("POST", `${QUEUES}/delete`, { queue_id });
    await store().setAssignees(runId, itemId, [BEN]);
    expect(await listItems(bench(), runId)).toMatchObject([{ itemId, assignees: [BEN] }]);
  });

  it("refuses more people than a tag holds, saying how many, and writes nothing", async () => {
    const many = Array.from({ length: 200 }, (_, n) => person(`a.long.name.of.reviewer.${n}`));
    const { runId, itemId } = await begin([ANA]);
    const setting = store().setAssignees(runId, itemId, many);
    await expect(setting).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("200 people"),
    });
    const [first, second] = await makeTraces(bench(), 2);
    if (first === undefined || second === undefined) throw new Error("There are no traces.");
    const added = [itemOf(first), { ...itemOf(second), assignees: many }];
    await expect(store().addItems(runId, added)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
    expect(await listItems(bench(), runId)).toMatchObject([{ itemId, assignees: [ANA] }]);
  });

  it("leaves no names on traces that were not added after all", async () => {
    const { runId } = await begin();
    const [kept = TraceId.parse("none")] = await makeTraces(bench(), 1);
    for (const gone of [TraceId.parse("tr-00"), await foreignTrace()]) {
      const both = [kept, gone].map((traceId) => ({ ...itemOf(traceId), assignees: [BEN] }));
      await expect(store().addItems(runId, both)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await tagOf(kept, `labeldesk.assignees.${runId}`)).toBeUndefined();
    }
    await store().addItems(runId, [itemOf(kept)]);
    expect((await listItems(bench(), runId)).map(({ assignees }) => assignees)).toEqual([
      undefined,
      undefined,
    ]);
  });

  async function foreignTrace(): Promise<TraceId> {
    const { createExperiment, createTrace } = bench().harness;
    return await createTrace(await createExperiment(), {});
  }

  it("gives more items than connections to people in one call", async () => {
    const { runId } = await makeSession(bench());
    const traces = await makeTraces(bench(), 60);
    const given = traces.map((traceId, n) => ({
      ...itemOf(traceId),
      assignees: [person(`p${n}`)],
    }));
    await store().addItems(runId, given);
    const found = await listItems(bench(), runId);
    expect(found.map(({ assignees }) => assignees)).toEqual(
      given.map(({ assignees }) => assignees),
    );
  });

  it("refuses to give away an item of a deleted session", async () => {
    const { runId, itemId } = await begin();
    await bench().harness.tracking.sessions.deleteSession(runId);
    await expect(store().setAssignees(runId, itemId, [BEN])).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await expect(store().setAssignees(runId, ItemId.parse("none"), [BEN])).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });
});
