import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMlflow } from "@labeldesk/mlflow-server";
import { openTestDatabase } from "@labeldesk/test-postgres";

/** A server to measure on. MLflow starts four workers unless it is told otherwise. */
export interface ServerKind {
  readonly database: "sqlite" | "postgres";
  readonly workers: number;
}

/** A running server. */
export interface BenchServer {
  readonly url: string;
  /** The requests that it has answered, by its own log: method and path, ids replaced by `…`. */
  readRequests(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** As uvicorn logs a request, when its answer begins. */
const REQUEST = / - "(GET|POST|PUT|PATCH|DELETE) ([^" ]*)[^"]*" \d{3}\b/g;

function plain(path: string): string {
  return path
    .replace(/\?.*/, "")
    .replace(/^\/api\/[\d.]+\/mlflow/, "")
    .replaceAll(/\/(?:tr|d|a)-[0-9a-f]{32}/g, "/…");
}

/** Starts a server with an empty database. @throws {Error} when it cannot be started */
export async function startServer(
  { database, workers }: ServerKind,
  mlflow: string,
): Promise<BenchServer> {
  const directory = await mkdtemp(join(tmpdir(), "labeldesk-bench-"));
  const postgres = database === "postgres" ? await openTestDatabase() : undefined;
  if (postgres?.kind === "missing") throw new Error(`PostgreSQL: ${postgres.reason}`);
  const server = await startMlflow({
    mlflow,
    workers,
    directory,
    backend: postgres === undefined ? { kind: "sqlite" } : { kind: "postgres", url: postgres.url },
  });
  return {
    url: server.url,
    readRequests: async () => {
      const log = await readFile(server.logPath, "utf8");
      return [...log.matchAll(REQUEST)].map(([, method, path = ""]) => `${method} ${plain(path)}`);
    },
    stop: async () => {
      await server.stop();
      await postgres?.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
