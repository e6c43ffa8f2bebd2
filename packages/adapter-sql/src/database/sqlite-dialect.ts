import { setTimeout as pause } from "node:timers/promises";
import { DatabaseSync } from "node:sqlite";
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
} from "kysely";
import { isSqliteBusy } from "../sql-error.js";

/** How long to wait for another process that is writing. */
const BUSY_DEADLINE_MS = 15_000;

/**
 * Kysely on Node's own SQLite. Transactions begin by taking the write lock, so that no other process can come between
 * a look and the write that follows from it.
 *
 * @see https://sqlite.org/lang_transaction.html#deferred_immediate_and_exclusive_transactions
 */
export function sqliteDialect(file: string): Dialect {
  return {
    createDriver: () => new ImmediateDriver({ database: async () => openFile(file) }),
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** `FULL`: a commit is on the disk before it is reported, also in write-ahead mode. https://sqlite.org/pragma.html#pragma_synchronous */
function openFile(file: string): SqliteDatabase {
  const database = new DatabaseSync(file, { timeout: BUSY_DEADLINE_MS });
  database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;");
  // From here on waiting must not block the event loop: see `onceFree`.
  database.exec("pragma busy_timeout = 0");
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      const given = (parameters: readonly unknown[]) => parameters.map(toSqlite);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...given(parameters)),
        run: (parameters) => statement.run(...given(parameters)),
        iterate: (parameters) => statement.iterate(...given(parameters)),
      };
    },
  };
}

type SqliteValue = string | number | bigint | null | Uint8Array;

function toSqlite(value: unknown): SqliteValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint")
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite cannot store a value of type ${typeof value}`);
}

class ImmediateDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: (query) => onceFree(() => connection.executeQuery(query)),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

/** Tries again while another connection writes. SQLite's own waiting would stop this whole process, also when the writer is in it. */
async function onceFree<T>(execute: () => Promise<T>): Promise<T> {
  const deadlineMs = Date.now() + BUSY_DEADLINE_MS;
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, 50)) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- each attempt waits for the one before
      return await execute();
    } catch (error) {
      if (!isSqliteBusy(error) || Date.now() > deadlineMs) throw error;
      // oxlint-disable-next-line no-await-in-loop -- see above
      await pause(pauseMs);
    }
  }
}
