import { randomUUID } from "node:crypto";
import { Client } from "pg";

/** A database of a test's own, or why there is none. */
export type TestDatabase =
  | { readonly kind: "ready"; readonly url: string; drop(): Promise<void> }
  | { readonly kind: "missing"; readonly reason: string };

const DEFAULT_SERVER = "postgresql://postgres@127.0.0.1:5432/postgres";

/**
 * Creates an empty database on the PostgreSQL server that `LABELDESK_TEST_POSTGRES` names (a URL), by default the
 * local one. `drop` removes it, whoever is still connected.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = process.env["LABELDESK_TEST_POSTGRES"] ?? DEFAULT_SERVER;
  const name = `labeldesk_test_${randomUUID().replaceAll("-", "")}`;
  try {
    await execute(server, `create database ${name}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    return { kind: "missing", reason: `no PostgreSQL for tests: ${reason}` };
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    kind: "ready",
    url: url.href,
    drop: () => execute(server, `drop database if exists ${name} with (force)`),
  };
}

async function execute(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
