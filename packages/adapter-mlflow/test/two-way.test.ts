import type { TrackingHarness } from "@labeldesk/conformance";
import type { ExperimentId } from "@labeldesk/core";
import { startFaultProxy } from "@labeldesk/fault-proxy";
import { ensureMlflow, startMlflow } from "@labeldesk/mlflow-server";
import type { MlflowServer } from "@labeldesk/mlflow-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMlflowTracking } from "../src/index.js";
import { sendTraces } from "./support/bulk-traces.js";
import { openHarness } from "./support/mlflow-harness.js";
import { listAnswers, reviewTab } from "./support/review-tab.js";
import { person } from "./support/session-bench.js";
import { FACT, GOOD, openTwoWayBench } from "./support/two-way-bench.js";
import type { TwoWayBench } from "./support/two-way-bench.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

const ANA = person("ana");
const BEN = person("ben");
const good = { name: "good", value: true };
const fact = { name: "fact", value: "x" };

describe.skipIf(mlflow.kind === "missing")(`the Review tab of a server without login${why}`, () => {
  let server: MlflowServer | undefined;
  let harness: TrackingHarness;
  let bench: TwoWayBench;
  let experimentId: ExperimentId;
  const url = () => server?.url ?? "";

  beforeAll(async () => {
    if (mlflow.kind === "missing") return;
    server = await startMlflow({ mlflow: mlflow.mlflow, backend: { kind: "sqlite" } });
    harness = openHarness({ url: server.url });
    experimentId = await harness.createExperiment();
    bench = await openTwoWayBench(harness.tracking);
  });
  afterAll(async () => {
    await bench?.close();
    await harness?.close();
    await server?.stop();
  });

  async function opened() {
    const traceId = await harness.createTrace(experimentId, { inputs: `{"q": 1}` });
    const { session, items } = await bench.open(experimentId, [traceId]);
    const [item] = items;
    if (item === undefined) throw new Error("The session has no item.");
    const find = (reviewer = ANA) => bench.review.findSubmission({ ...item, reviewer });
    const stateHere = async () => (await bench.review.listItems(session.runId))[0]?.state;
    return { traceId, session, item, find, stateHere };
  }

  it("gives answers as one default user: they are nobody's, and its states count", async () => {
    const { traceId, session, find, stateHere } = await opened();
    const tab = reviewTab(url(), "default");
    await tab.answer(traceId, GOOD, true, "why not");
    await tab.answer(traceId, FACT, "Paris");
    await tab.mark(session, traceId, "COMPLETE");
    const report = await bench.settle(session);
    expect(report.unattributed).toEqual([{ sourceId: "default", reason: "no-reviewer", count: 2 }]);
    expect(await find()).toBeUndefined();
    expect(await stateHere()).toBe("pending");
    await tab.mark(session, traceId, "DECLINED");
    expect((await bench.settle(session)).states).toEqual([
      { kind: "excluded", itemId: traceId, reason: "Declined in MLflow" },
    ]);
    await tab.mark(session, traceId, "PENDING");
    expect((await bench.settle(session)).states).toEqual([{ kind: "reopened", itemId: traceId }]);
    expect(await stateHere()).toBe("pending");
    expect(await bench.settle(session)).toMatchObject({ states: [], answers: [] });
  });

  it("takes in what is given under the reviewers' addresses, and completes the item", async () => {
    const { traceId, session, find, stateHere } = await opened();
    for (const reviewer of [ANA, BEN]) {
      const tab = reviewTab(url(), reviewer);
      await tab.answer(traceId, GOOD, reviewer === ANA, "because");
      await tab.answer(traceId, FACT, "one\ntwo");
      await tab.mark(session, traceId, "COMPLETE");
    }
    const report = await bench.settle(session);
    expect(report.answers.map(({ reviewer, how }) => `${reviewer} ${how}`).toSorted()).toEqual([
      `${ANA} given`,
      `${BEN} given`,
    ]);
    expect(await find()).toMatchObject({
      publishedRevision: 1,
      answers: [
        { name: "good", value: true, comment: "because" },
        { name: "fact", value: "one\ntwo" },
      ],
    });
    expect(await stateHere()).toBe("complete");
    expect(await listAnswers(url(), traceId)).toHaveLength(4);
    expect(await bench.settle(session)).toMatchObject({ states: [], answers: [], differences: [] });
  });

  it("shows what is given here as that reviewer's own, and takes in what replaces it", async () => {
    const { traceId, session, item, find } = await opened();
    await bench.give(item, ANA, [good, fact]);
    const tab = reviewTab(url(), ANA);
    expect(await tab.shown(traceId, GOOD)).toMatchObject({ feedback: { value: true } });
    expect(await tab.shown(traceId, FACT)).toMatchObject({ expectation: { value: "x" } });
    await tab.answer(traceId, GOOD, false);
    await tab.answer(traceId, FACT, "second");
    await bench.settle(session);
    expect((await find())?.answers).toEqual([
      { name: "good", value: false },
      { name: "fact", value: "second" },
    ]);
    const expectations = (await listAnswers(url(), traceId)).filter((one) => "expectation" in one);
    expect(expectations).toMatchObject([{ expectation: { value: "second" } }]);

    await bench.give(item, ANA, [{ ...good, comment: "sure" }, fact]);
    expect(await tab.shown(traceId, GOOD)).toMatchObject({
      feedback: { value: true },
      rationale: "sure",
    });
    expect(await tab.shown(traceId, FACT)).toMatchObject({ expectation: { value: "x" } });
    expect(await bench.settle(session)).toMatchObject({ answers: [], differences: [] });
  });

  it("takes in what was deleted there, and deletes there what was cleared here", async () => {
    const { traceId, session, item, find } = await opened();
    const tab = reviewTab(url(), ANA);
    await tab.answer(traceId, GOOD, false);
    await bench.give(item, ANA, [good, fact]);
    await tab.remove(traceId, FACT);
    await bench.settle(session);
    expect((await find())?.answers).toEqual([good]);
    await bench.give(item, ANA, [fact]);
    expect(await tab.shown(traceId, GOOD)).toBeUndefined();
    await tab.remove(traceId, FACT);
    expect((await bench.settle(session)).answers).toMatchObject([{ isWithdrawn: true }]);
    expect(await listAnswers(url(), traceId)).toEqual([]);
  });

  it("has an answer of ours valid that is written anew under an id that an answer there had overridden", async () => {
    const { traceId, session, item, find } = await opened();
    const tab = reviewTab(url(), ANA);
    await bench.give(item, ANA, [good]);
    const key = { ...item, reviewer: ANA };
    await bench.review.undo(key, { gesture: "undo" });
    await tab.answer(traceId, GOOD, false);
    await bench.review.publish(key);
    expect(await listAnswers(url(), traceId)).toMatchObject([{ feedback: { value: false } }]);
    await bench.give(item, ANA, [good]);
    expect(await tab.shown(traceId, GOOD)).toMatchObject({ feedback: { value: true } });
    expect(await bench.settle(session)).toMatchObject({ answers: [], differences: [] });
    expect((await find())?.answers).toEqual([good]);
  });

  it("says that an item's trace was deleted there", async () => {
    const { traceId, session, item, stateHere } = await opened();
    await bench.give(item, ANA, [good]);
    await harness.deleteTrace(experimentId, traceId);
    expect((await bench.settle(session)).states).toEqual([{ kind: "trace-gone", itemId: traceId }]);
    expect(await stateHere()).toBe("excluded");
    expect(await bench.settle(session)).toMatchObject({ states: [], answers: [] });
  });

  it("rebuilds a work store that was lost", async () => {
    const { traceId, session, item } = await opened();
    await bench.give(item, ANA, [good, fact]);
    await bench.give(item, ANA, [{ name: "good", value: false }, fact]);
    await reviewTab(url(), BEN).answer(traceId, GOOD, true);
    const other = await openTwoWayBench(harness.tracking);
    const report = await other.settle(session);
    expect(report.newItems).toEqual([traceId]);
    expect(report.notRebuilt).toContain("open-offers");
    const before = await bench.review.findSubmission({ ...item, reviewer: ANA });
    const after = await other.review.findSubmission({ ...item, reviewer: ANA });
    expect(after).toMatchObject({ revision: 2, publishedRevision: 2, answers: before?.answers });
    expect(await other.review.findSubmission({ ...item, reviewer: BEN })).toMatchObject({
      answers: [good],
    });
    await other.close();
  });

  it("costs one search and one list of items for 500 traces", async () => {
    const home = await harness.createExperiment();
    const startMs = Date.now();
    const many = Array.from({ length: 500 }, () => ({ startMs, inputs: "{}" }));
    const traceIds = await sendTraces(url(), home, many);
    const proxy = await startFaultProxy(url());
    const tracking = createMlflowTracking({ url: proxy.url });
    const direct = await openTwoWayBench(tracking);
    const { session } = await direct.open(home, traceIds);
    for (const traceId of traceIds.slice(7, 8))
      await reviewTab(url(), ANA).answer(traceId, GOOD, true);
    const before = proxy.seen.length;
    const report = await direct.review.reconcile(session.runId);
    const paths = proxy.seen.slice(before).map(({ path }) => path);
    expect(report.answers).toHaveLength(1);
    expect(paths.toSorted()).toEqual([
      "/api/2.0/mlflow/runs/get",
      "/api/2.0/mlflow/runs/get",
      "/api/3.0/mlflow/review-queues/items/list",
      "/api/3.0/mlflow/traces/search",
    ]);
    await direct.close();
    await tracking.close();
    await proxy.close();
  });
});
