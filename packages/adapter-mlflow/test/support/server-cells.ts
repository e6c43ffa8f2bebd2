import type { MlflowOptions } from "../../src/index.js";
import {
  ensureMlflow,
  NEWEST_MLFLOW,
  OLDEST_MLFLOW,
  startMlflow,
  type MlflowServer,
  type MlflowVersion,
} from "@labeldesk/mlflow-server";
import { openTestDatabase } from "@labeldesk/test-postgres";

const ADMIN_PASSWORD = "a password of the tests";

/** One way to run an MLflow server. */
export interface ServerCell {
  readonly version: MlflowVersion;
  readonly backend: "SQLite" | "PostgreSQL";
  readonly workers: 1 | 4;
  readonly login: "no login" | "basic auth";
}

/** What the servers of most teams, and of a developer's machine, have in common. */
export const PLAIN_CELL: ServerCell = {
  version: NEWEST_MLFLOW,
  backend: "SQLite",
  workers: 1,
  login: "no login",
};

/** Every way, 16 in all. */
export const ALL_CELLS: readonly ServerCell[] = [NEWEST_MLFLOW, OLDEST_MLFLOW].flatMap((version) =>
  (["SQLite", "PostgreSQL"] as const).flatMap((backend) =>
    ([1, 4] as const).flatMap((workers) =>
      (["no login", "basic auth"] as const).map((login) => ({ version, backend, workers, login })),
    ),
  ),
);

/** A server that runs as a cell says, and what a client needs to reach it. */
export interface CellServer {
  readonly server: MlflowServer;
  readonly options: MlflowOptions & { readonly headers: Readonly<Record<string, string>> };
  stop(): Promise<void>;
}

/** What tests call a cell. */
export function cellName({ version, backend, workers, login }: ServerCell): string {
  return `MLflow ${version} on ${backend}, ${workers === 1 ? "one worker" : `${workers} workers`}, ${login}`;
}

/** Why there can be no server of this kind here; `undefined`: there can. */
export async function whyNot({ version, backend }: ServerCell): Promise<string | undefined> {
  const mlflow = await ensureMlflow({ version });
  if (mlflow.kind === "missing") return mlflow.reason;
  if (backend === "SQLite") return undefined;
  const database = await openTestDatabase();
  if (database.kind === "missing") return database.reason;
  await database.drop();
  return undefined;
}

/** Starts a server, with a database of its own. */
export async function startCell(cell: ServerCell): Promise<CellServer> {
  const { version, workers } = cell;
  const mlflow = await ensureMlflow({ version });
  if (mlflow.kind === "missing") throw new Error(mlflow.reason);
  const { backend, drop } = await openBackend(cell);
  const server = await startMlflow({
    mlflow: mlflow.mlflow,
    backend,
    workers,
    ...(cell.login === "no login" ? {} : { basicAuth: { adminPassword: ADMIN_PASSWORD } }),
  });
  const login = `${server.login?.username}:${server.login?.password}`;
  const authorization = `Basic ${Buffer.from(login).toString("base64")}`;
  const headers = server.login === undefined ? {} : { authorization };
  return {
    server,
    options: { url: server.url, headers },
    stop: async () => {
      await server.stop();
      await drop();
    },
  };
}

async function openBackend({ backend }: ServerCell) {
  if (backend === "SQLite") {
    return { backend: { kind: "sqlite" }, drop: () => Promise.resolve() } as const;
  }
  const database = await openTestDatabase();
  if (database.kind === "missing") throw new Error(database.reason);
  return { backend: { kind: "postgres", url: database.url }, drop: database.drop } as const;
}
