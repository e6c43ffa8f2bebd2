import { PostgresDialect, Kysely, type Dialect } from "kysely";
import { Pool, types } from "pg";
import type { SqlDatabase } from "../options.js";
import { POSTGRES_FACTS, SQLITE_FACTS, type DialectFacts } from "./dialect-facts.js";
import { sqliteDialect } from "./sqlite-dialect.js";
import type { WorkTables } from "./tables.js";

const DEFAULT_POOL_SIZE = 10;
const CONNECT_WITHIN_MS = 10_000;

/** An open database and what is particular about it. */
export interface OpenDatabase {
  readonly db: Kysely<WorkTables>;
  readonly facts: DialectFacts;
}

/** Opens the database; nothing is read or written yet. `onLost` hears of connections that break while nobody uses them. */
export function openDatabase(database: SqlDatabase, onLost: (error: Error) => void): OpenDatabase {
  switch (database.kind) {
    case "sqlite":
      return { db: new Kysely({ dialect: sqliteDialect(database.file) }), facts: SQLITE_FACTS };
    case "postgres": {
      const { url, schema, poolSize = DEFAULT_POOL_SIZE } = database;
      const db = new Kysely<WorkTables>({ dialect: postgresDialect(url, poolSize, onLost) });
      return { db: schema === undefined ? db : db.withSchema(schema), facts: POSTGRES_FACTS };
    }
  }
}

function postgresDialect(url: string, poolSize: number, onLost: (error: Error) => void): Dialect {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    application_name: "labeldesk",
    types: { getTypeParser },
  });
  pool.on("error", onLost);
  return new PostgresDialect({ pool });
}

/** Counts and times arrive as numbers, as they do from SQLite: both are far below 2^53. */
const getTypeParser: typeof types.getTypeParser = (typeId, format) =>
  typeId === types.builtins.INT8 ? Number : types.getTypeParser(typeId, format);
