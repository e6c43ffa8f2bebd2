import type { TrackingHarness } from "@labeldesk/conformance";
import type { ExperimentId, TraceId, TraceInfo } from "@labeldesk/core";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { beforeAll, describe, expect, it } from "vitest";
import { sendTraces } from "../support/bulk-traces.js";
import { sessionBench } from "../support/session-bench.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

/** Two full pages of what MLflow gives at most, and a part of one. */
const COUNT = 1100;
const START_MS = 1_795_470_000_000;

describe.skipIf(mlflow.kind === "missing")(`a search while traces come and go${why}`, () => {
  const bench = sessionBench(mlflow);
  let harness: TrackingHarness;
  let experimentId: ExperimentId;
  /** Oldest first, three in each millisecond. */
  let made: readonly TraceId[];

  const send = (times: readonly number[]) =>
    sendTraces(
      bench().url,
      experimentId,
      times.map((startMs) => ({ startMs, inputs: `{"n": ${startMs}}` })),
    );
  const timesOf = (count: number, msOf: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => msOf(index));

  beforeAll(() => {
    ({ harness } = bench());
  });

  async function prepare(msOf = (index: number) => START_MS + Math.floor(index / 3)) {
    experimentId = await harness.createExperiment();
    made = await send(timesOf(COUNT, msOf));
  }

  /** Reads everything; `meanwhile` happens after the first trace of each 300, with what was found so far. */
  async function search(
    meanwhile: (found: readonly TraceInfo[]) => Promise<unknown>,
    limit?: number,
  ): Promise<readonly TraceInfo[]> {
    const found: TraceInfo[] = [];
    const wanted = { experimentId, ...(limit === undefined ? {} : { limit }) };
    for await (const trace of harness.tracking.traces.searchTraces(wanted)) {
      found.push(trace);
      if (found.length % 300 === 1) await meanwhile(found);
    }
    const times = found.map(({ requestTimeMs }) => requestTimeMs);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    return found;
  }

  const idsOf = (found: readonly TraceInfo[]) => found.map(({ traceId }) => traceId).toSorted();

  it("shows none of those that come in, and neither skips nor repeats another", async () => {
    await prepare();
    const found = await search(() => send(timesOf(7, (index) => START_MS + 10_000 + index)));
    expect(idsOf(found)).toEqual(made.toSorted());
  });

  it("neither skips nor repeats when traces come in late, with times of before", async () => {
    await prepare();
    const late = new Set<TraceId>();
    const found = await search(async () => {
      const times = [START_MS, START_MS + 100, START_MS + 250, START_MS + 366, START_MS + 366];
      for (const traceId of await send(times)) late.add(traceId);
    });
    const first = found.filter(({ traceId }) => !late.has(traceId));
    expect(idsOf(first)).toEqual(made.toSorted());
    expect(new Set(idsOf(found)).size).toBe(found.length);
  });

  it("skips none because others are deleted", async () => {
    await prepare();
    const gone = new Set<TraceId>();
    const found = await search(async (soFar) => {
      for (const { traceId } of soFar.slice(-9)) {
        await harness.deleteTrace(experimentId, traceId);
        gone.add(traceId);
      }
    });
    expect(gone.size).toBeGreaterThan(20);
    expect(idsOf(found)).toEqual(made.toSorted());
  });

  it("finds more traces of one millisecond than a page holds, each once", async () => {
    await prepare((index) => START_MS + (index < 700 ? 5 : index));
    expect(idsOf(await search(() => Promise.resolve()))).toEqual(made.toSorted());
  });

  it.each([1, 499, 500, 501, 600, 1000, 1001])("finds the newest %d", async (limit) => {
    const found = await search(() => Promise.resolve(), limit);
    expect(found).toHaveLength(limit);
    expect(new Set(idsOf(found)).size).toBe(limit);
  });
});
