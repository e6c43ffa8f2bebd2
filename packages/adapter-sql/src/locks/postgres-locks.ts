import type { LockStore } from "@labeldesk/core";
import { Client, DatabaseError } from "pg";
import { toLabelingError } from "../sql-error.js";
import { lockIsBusy } from "./lock-is-busy.js";

/** SQLSTATE "lock_not_available": `lock_timeout` struck. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const LOCK_NOT_AVAILABLE = "55P03";

/** Where the locks are held. `space` keeps those of two schemas of one database apart. */
export interface PostgresLocksOptions {
  readonly url: string;
  readonly space: string;
}

/**
 * Advisory locks of the server, each on a connection of its own: the server frees the lock of a process that died as
 * soon as it notices the lost connection.
 *
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export function createPostgresLocks({ url, space }: PostgresLocksOptions): LockStore {
  return {
    withLock: async (name, waitMs, fn) => {
      const client = new Client({ connectionString: url, application_name: "labeldesk-lock" });
      // A connection lost while `fn` works must not end the process; the lock is gone then, and `fn` finishes what it began.
      client.on("error", () => undefined);
      await take(client, `${space}/${name}`, waitMs).catch((error: unknown) => {
        void client.end();
        throw isTimeOut(error) ? lockIsBusy(name, error) : toLabelingError(error);
      });
      try {
        return await fn();
      } finally {
        // Closing the session frees the lock.
        await client.end();
      }
    },
  };
}

async function take(client: Client, name: string, waitMs: number): Promise<void> {
  await client.connect();
  // 0 would mean to wait for ever.
  const timeOutMs = Math.max(1, Math.ceil(waitMs));
  await client.query("select set_config('lock_timeout', $1, false)", [`${timeOutMs}ms`]);
  await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [name]);
}

function isTimeOut(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE;
}
