import { parseArgs } from "node:util";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { fail, say } from "../say.ts";
import { startServer } from "./bench-server.ts";
import type { ServerKind } from "./bench-server.ts";
import { bestOf } from "./best.ts";
import { measureServer } from "./measure-server.ts";
import { EXPLANATION, reportOf, requestsOf } from "./report.ts";
import type { Sizes } from "./world.ts";

/** The servers by the names that `--servers` takes. */
const SERVERS: Readonly<Record<string, ServerKind>> = {
  "sqlite-1": { database: "sqlite", workers: 1 },
  "sqlite-4": { database: "sqlite", workers: 4 },
  "postgres-1": { database: "postgres", workers: 1 },
  "postgres-4": { database: "postgres", workers: 4 },
};

/** Measures the work with MLflow on real servers, and prints a table for each as soon as it is done. */
export async function benchMlflow(args: readonly string[]): Promise<void> {
  const { sizes, rounds, servers, withRequests } = readOptions(args);
  const mlflow = await ensureMlflow({ log: say });
  if (mlflow.kind === "missing") fail(`There is no MLflow: ${mlflow.reason}`);
  process.stdout.write(EXPLANATION);
  for (const name of servers) {
    const kind = SERVERS[name];
    if (kind === undefined)
      fail(`There is no server "${name}": ${Object.keys(SERVERS).join(", ")}.`);
    say(`${name}: starting …`);
    const server = await startServer(kind, mlflow.mlflow);
    const leave = () => void server.stop().finally(() => process.exit(130));
    process.once("SIGINT", leave).once("SIGTERM", leave);
    try {
      const runs = await measureServer(server, sizes, rounds, mlflow);
      process.stdout.write(reportOf(kind, sizes, runs));
      if (withRequests) process.stdout.write(requestsOf(bestOf(runs.runs).ours));
    } finally {
      process.off("SIGINT", leave).off("SIGTERM", leave);
      await server.stop();
    }
  }
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      traces: { type: "string", default: "500" },
      reviewers: { type: "string", default: "3" },
      datasets: { type: "string", default: "2000,10000" },
      rounds: { type: "string", default: "2" },
      /** Lists what we asked each server for. */
      requests: { type: "boolean", default: false },
      servers: { type: "string", default: Object.keys(SERVERS).join(",") },
    },
  });
  const sizes: Sizes = {
    traces: countOf("traces", values.traces),
    reviewers: countOf("reviewers", values.reviewers),
    datasets: values.datasets.split(",").map((text) => countOf("datasets", text)),
  };
  return {
    sizes,
    rounds: countOf("rounds", values.rounds),
    servers: values.servers.split(","),
    withRequests: values.requests,
  };
}

function countOf(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) fail(`--${name} takes numbers of 1 or more.`);
  return count;
}
