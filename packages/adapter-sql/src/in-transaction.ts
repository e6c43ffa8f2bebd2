import { setTimeout as pause } from "node:timers/promises";
import type { Kysely, Transaction } from "kysely";
import { isTransient, toLabelingError } from "./sql-error.js";

/** Deadlocks are rare; five in a row are no chance any more. */
const ATTEMPTS = 5;

/** Runs `fn` in a transaction, again after a deadlock or a serialisation failure. */
export async function inTransaction<Tables, T>(
  db: Kysely<Tables>,
  fn: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- each attempt follows a failure
      return await db.transaction().execute(fn);
    } catch (error) {
      if (!isTransient(error) || attempt >= ATTEMPTS) throw toLabelingError(error);
      // oxlint-disable-next-line no-await-in-loop -- see above
      await pause(Math.random() * 20 * attempt);
    }
  }
}
