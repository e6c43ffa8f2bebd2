import {
  LabelingError,
  systemClock,
  type Clock,
  type LockStore,
  type WorkStore,
  type WorkTransaction,
  DEFAULT_JOB_RETRY,
} from "@labeldesk/core";
import type { Kysely, Transaction } from "kysely";
import { migrate } from "./database/migrate.js";
import { openDatabase, type OpenDatabase } from "./database/open-database.js";
import { retyped, retypedTransaction } from "./database/retyped.js";
import type { WorkTables } from "./database/tables.js";
import { WORK_MIGRATIONS } from "./database/work-migrations.js";
import { inTransaction } from "./in-transaction.js";
import { openPgBossJobs } from "./jobs/pg-boss-jobs.js";
import type { SqlJobs } from "./jobs/sql-jobs.js";
import { createSqliteJobs } from "./jobs/sqlite-jobs.js";
import { createPostgresLocks } from "./locks/postgres-locks.js";
import { createSqliteLocks } from "./locks/sqlite-locks.js";
import type { SqlWorkStoreOptions } from "./options.js";
import { toLabelingError } from "./sql-error.js";
import { createAdjudications } from "./work/adjudications.js";
import { createAssignments } from "./work/assignments.js";
import { createSessions } from "./work/sessions.js";
import type { SqlParts } from "./work/sql-parts.js";
import { createSubmissions } from "./work/submissions.js";

const DEFAULT_JOB_LEASE_MS = 60_000;

/** The parts of the store and the app's own tables, bound to one transaction. */
export interface SqlWorkTransaction<Tables = unknown> extends WorkTransaction {
  readonly db: Transaction<WorkTables & Tables>;
}

/** A work store that shares its database with the app. `Tables` are the app's own, as Kysely types. */
export interface SqlWorkStore<Tables = unknown> extends WorkStore {
  /** Inside `fn` use the parts only: on SQLite, `db` and `locks` would wait for the transaction's own end. */
  transaction<T>(fn: (parts: SqlWorkTransaction<Tables>) => Promise<T>): Promise<T>;
  /** Outside of transactions. */
  readonly db: Kysely<WorkTables & Tables>;
}

/**
 * Opens the work store on SQLite or PostgreSQL and brings its tables up to date; several processes may do so at once.
 *
 * @throws {LabelingError} UNAVAILABLE when the database cannot be reached; CONFLICT when a newer version shaped it; BACKEND when a migration fails
 */
export async function openSqlWorkStore<Tables = unknown>(
  options: SqlWorkStoreOptions,
): Promise<SqlWorkStore<Tables>> {
  const { database, clock = systemClock, migrations = [] } = options;
  const report = untilClosed(options.onError ?? warn);
  const opened = openDatabase(database, (error) => report.onError(connectionLost(error)));
  const { db, facts } = opened;
  try {
    const schema = database.kind === "postgres" ? database.schema : undefined;
    await migrate(retyped<unknown>(db), facts, schema, [...WORK_MIGRATIONS, ...migrations]);
    const jobs = await openJobs(options, opened, report.onError);
    const store = assemble<Tables>(opened, clock, jobs, openLocks(options, db));
    return { ...store, close: () => report.closing(store.close) };
  } catch (error) {
    await report.closing(() => db.destroy());
    throw toLabelingError(error);
  }
}

function assemble<Tables>(
  { db, facts }: OpenDatabase,
  clock: Clock,
  jobs: SqlJobs,
  locks: LockStore,
): SqlWorkStore<Tables> {
  return {
    db: retyped<WorkTables & Tables>(db),
    transaction: async (fn) => {
      const result = await inTransaction(db, (trx) => {
        const parts: SqlParts = { db: trx, facts, clock };
        return fn({
          sessions: createSessions(parts),
          assignments: createAssignments(parts),
          submissions: createSubmissions(parts),
          adjudications: createAdjudications(parts),
          jobs: jobs.storeOf(parts),
          db: retypedTransaction<WorkTables & Tables>(trx),
        });
      });
      jobs.wake();
      return result;
    },
    locks,
    runner: jobs.runner,
    close: async () => {
      await jobs.close();
      await db.destroy();
    },
  };
}

function openJobs(
  { database, ...options }: SqlWorkStoreOptions,
  { db }: OpenDatabase,
  onError: (error: LabelingError) => void,
): Promise<SqlJobs> | SqlJobs {
  const retry = { ...DEFAULT_JOB_RETRY, ...options.retry };
  const leaseMs = options.jobLeaseMs ?? DEFAULT_JOB_LEASE_MS;
  switch (database.kind) {
    case "sqlite":
      return createSqliteJobs({ db, retry, leaseMs, onError });
    case "postgres": {
      const schema = database.schema === undefined ? "pgboss" : `${database.schema}_jobs`;
      return openPgBossJobs({ url: database.url, schema, retry, leaseMs, onError });
    }
  }
}

function openLocks({ database }: SqlWorkStoreOptions, db: Kysely<WorkTables>): LockStore {
  switch (database.kind) {
    case "sqlite":
      return createSqliteLocks(db);
    case "postgres":
      return createPostgresLocks({ url: database.url, space: database.schema ?? "labeldesk" });
  }
}

/** Passes failures on until the store closes: a server that drops the last connections then is no news. */
function untilClosed(listener: (error: LabelingError) => void) {
  let closed = false;
  return {
    onError: (error: LabelingError) => {
      if (!closed) listener(error);
    },
    closing: (close: () => Promise<void>) => {
      closed = true;
      return close();
    },
  };
}

function connectionLost(cause: Error): LabelingError {
  return new LabelingError("UNAVAILABLE", "A connection to the work store's database was lost.", {
    cause,
  });
}

function warn(error: LabelingError): void {
  process.emitWarning(error.message, { type: "LabeldeskWorkStore", code: error.code });
}
