import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { DEMO_EXPERIMENT, ensureMlflow, loadDemo, startMlflow } from "../src/index.js";
import type { MlflowServer } from "../src/index.js";

const mlflow = await ensureMlflow();

/** The text of an answer; which traces it tells of is counted in it. */
async function answerOf(url: string, body?: unknown): Promise<string> {
  const response = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return await response.text();
}

async function answers(url: string): Promise<boolean> {
  return await fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function eventually(condition: () => Promise<boolean>): Promise<boolean> {
  for (let waited = 0; waited < 15_000; waited += 250) {
    if (await condition()) return true;
    await sleep(250);
  }
  return false;
}

const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";
describe.skipIf(mlflow.kind === "missing")(`a real server${why}`, () => {
  const program = mlflow.kind === "ready" ? mlflow.mlflow : "";
  let server: MlflowServer | undefined;
  afterAll(() => server?.stop());

  it("starts, takes MLflow's demo traces, and is gone after stop", async () => {
    server = await startMlflow({ mlflow: program, backend: { kind: "sqlite" } });
    await loadDemo(server);
    const api = `${server.url}/api`;
    const named = await answerOf(
      `${api}/2.0/mlflow/experiments/get-by-name?experiment_name=${encodeURIComponent(DEMO_EXPERIMENT)}`,
    );
    const [, experiment_id] = /"experiment_id":\s*"(\d+)"/.exec(named) ?? [];
    const found = await answerOf(`${api}/3.0/mlflow/traces/search`, {
      locations: [{ type: "MLFLOW_EXPERIMENT", mlflow_experiment: { experiment_id } }],
    });
    expect(found.match(/"trace_id":/g)?.length).toBeGreaterThan(5);
    await server.stop();
    expect(await answers(server.url)).toBe(false);
    // Making the demo data takes MLflow most of a minute on a slow machine.
  }, 300_000);

  it("asks for a login when told to", async () => {
    server = await startMlflow({
      mlflow: program,
      backend: { kind: "sqlite" },
      basicAuth: { adminPassword: "a long enough password" },
    });
    const response = await fetch(`${server.url}/version`);
    expect(response.status).toBe(401);
    await server.stop();
  });

  it("ends with its parent, even when that is killed", async () => {
    const parent = spawn(process.execPath, [
      join(import.meta.dirname, "start-and-wait.mjs"),
      program,
    ]);
    const url = await new Promise<string>((resolve) => {
      parent.stdout.once("data", (part: Buffer) => resolve(part.toString()));
    });
    expect(await answers(url)).toBe(true);
    parent.kill("SIGKILL");
    expect(await eventually(async () => !(await answers(url)))).toBe(true);
  });

  it("says what went wrong when it cannot start", async () => {
    await expect(
      startMlflow({ mlflow: "/nowhere/mlflow", backend: { kind: "sqlite" } }),
    ).rejects.toThrow(/did not start[^]*\/nowhere\/mlflow/);
  });
});
