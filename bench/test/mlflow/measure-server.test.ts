import { join } from "node:path";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureServer } from "../../src/mlflow/measure-server.js";
import { startServer } from "../../src/mlflow/bench-server.js";
import type { BenchServer } from "../../src/mlflow/bench-server.js";
import { findFaults } from "../../src/mlflow/check.js";
import { compete, stepsOf } from "../../src/mlflow/compete.js";
import { CONTESTANTS, startContestant } from "../../src/mlflow/contestant-process.js";
import { reportOf } from "../../src/mlflow/report.js";
import { V3, openRest } from "../../src/mlflow/rest.js";
import { makeWorld } from "../../src/mlflow/world.js";

const mlflow = await ensureMlflow();
const SIZES = { traces: 20, reviewers: 1, datasets: [30] };
const ONE_WORKER = { database: "sqlite", workers: 1 } as const;

const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";
describe.skipIf(mlflow.kind === "missing")(`the bench on a real server${why}`, () => {
  const installed = mlflow.kind === "ready" ? mlflow : { mlflow: "", python: "" };
  const programs = {
    python: installed.python,
    argumentsOf: (name: string) => [
      "--import",
      join(import.meta.dirname, "sources.mjs"),
      join(import.meta.dirname, `../../src/mlflow/${name}.ts`),
    ],
  };
  let server: BenchServer;
  beforeAll(async () => {
    server = await startServer(ONE_WORKER, installed.mlflow);
  });
  afterAll(() => server.stop());

  it("lets every contestant do the work rightly, and counts its requests", async () => {
    const measured = await measureServer(server, SIZES, 1, programs);
    const steps = stepsOf({ datasets: [{ datasetId: "", records: 30 }] }).map(([name]) => name);
    for (const name of CONTESTANTS) {
      const [run] = measured.runs.get(name) ?? [];
      expect([...(run?.keys() ?? [])]).toEqual(steps);
      // A label a question, and one state.
      expect(run?.get("label")?.requests.length).toBeGreaterThanOrEqual(20 * (3 + 1));
    }
    expect(measured.runs.get("floor")?.[0]?.get("label")?.requests.length).toBe(20 * (3 + 1));
    expect(reportOf(ONE_WORKER, SIZES, measured)).toContain("sync 30 again");
  });

  it("names what is wrong with a step that was not done", async () => {
    const world = await makeWorld(server.url, SIZES);
    const floor = await startContestant("floor", world.task, programs);
    const created = await floor.take({ kind: "create" });
    const runId = String(created.outcome["runId"]);
    await floor.stop();
    const faults = async (kind: "label" | "sync") => {
      const datasetId = world.datasets[0]?.datasetId ?? "";
      const told =
        kind === "sync" ? { records: 20 } : { complete: 20, submissions: 20, unpublished: 0 };
      return await findFaults(world, { kind, datasetId }, told, runId);
    };
    expect(await faults("label")).toEqual([
      "20 traces do not bear the labels they should",
      "of 20 items 0 are COMPLETE, not all 20",
    ]);
    expect(await faults("sync")).toEqual([
      "the dataset has 30 records, not 40",
      "20 records are not as they were labeled",
    ]);
  });

  it("refuses the figures of a contestant whose work is wrong", async () => {
    const world = await makeWorld(server.url, SIZES);
    const { experimentId, traces } = world.task;
    const request_ids = traces.slice(0, 1).map(({ traceId }) => traceId);
    await openRest(server.url).send(`${V3}/traces/delete-traces`, {
      experiment_id: experimentId,
      request_ids,
    });
    await expect(compete("ours", world, server, programs)).rejects.toThrow(
      /ours, create: it says that added is 19, not 20; .*1 are missing/,
    );
  });
});
