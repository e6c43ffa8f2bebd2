import { TraceId, exactJson } from "@labeldesk/core";
import { startFaultProxy } from "@labeldesk/fault-proxy";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { describe, expect, it } from "vitest";
import { createMlflowTracking } from "../../src/index.js";
import { sessionBench } from "../support/session-bench.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

describe.skipIf(mlflow.kind === "missing")(`datasets on a real server${why}`, () => {
  const bench = sessionBench(mlflow);

  it("writes records, and reads them, with nothing but the call for it", async () => {
    const proxy = await startFaultProxy(bench().url);
    const { datasets, close } = createMlflowTracking({ url: proxy.url });
    const { datasetId } = await datasets.createDataset("golden", [bench().experimentId]);
    const before = proxy.seen.length;
    const inputs = exactJson(`{"q": 1}`);
    const sourceTraceId = TraceId.parse("tr-1");
    await datasets.upsertRecords(datasetId, [{ inputs, expectations: {}, sourceTraceId }]);
    for await (const record of datasets.listRecords(datasetId))
      expect(record.inputs.key).toBe(inputs.key);
    expect(proxy.seen.slice(before).map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /api/3.0/mlflow/datasets/${datasetId}/records`,
      `GET /api/3.0/mlflow/datasets/${datasetId}/records`,
    ]);
    await close();
    await proxy.close();
  });
});
