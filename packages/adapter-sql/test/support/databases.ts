import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTestDatabase } from "@labeldesk/test-postgres";
import type { SqlDatabase } from "../../src/index.js";

/** A database of a test's own. */
export interface OwnDatabase {
  readonly database: SqlDatabase;
  drop(): Promise<void>;
}

/** A kind of database to test on; `skip` says why it cannot be. */
export interface DatabaseKind {
  readonly kind: SqlDatabase["kind"];
  readonly skip?: string;
  create(): Promise<OwnDatabase>;
}

const sqlite: DatabaseKind = {
  kind: "sqlite",
  create: async () => {
    const folder = await mkdtemp(join(tmpdir(), "labeldesk-sql-"));
    return {
      database: { kind: "sqlite", file: join(folder, "work.db") },
      drop: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

/** SQLite always; PostgreSQL where a server is. */
export async function databaseKinds(): Promise<readonly DatabaseKind[]> {
  const probe = await openTestDatabase();
  if (probe.kind === "missing") {
    const create = () => Promise.reject(new Error(probe.reason));
    return [sqlite, { kind: "postgres", skip: probe.reason, create }];
  }
  await probe.drop();
  return [sqlite, { kind: "postgres", create: createPostgres }];
}

async function createPostgres(): Promise<OwnDatabase> {
  const opened = await openTestDatabase();
  if (opened.kind === "missing") throw new Error(opened.reason);
  return { database: { kind: "postgres", url: opened.url }, drop: () => opened.drop() };
}
