import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { LockStore } from "@labeldesk/core";
import type { Kysely } from "kysely";
import type { WorkTables } from "../database/tables.js";
import { lockIsBusy } from "./lock-is-busy.js";

/** A holder that fell silent for this long is taken for dead. */
const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 50;

/** Locks in a table: the holder renews its lease for as long as it works. Leases go by the machine's clock. */
export function createSqliteLocks(db: Kysely<WorkTables>): LockStore {
  return {
    withLock: async (name, waitMs, fn) => {
      const holder = randomUUID();
      await waitFor(db, { name, holder }, waitMs);
      const renewal = setInterval(
        () => void take(db, { name, holder }).catch(() => undefined),
        LEASE_MS / 3,
      );
      try {
        return await fn();
      } finally {
        clearInterval(renewal);
        await release(db, { name, holder });
      }
    },
  };
}

interface Claim {
  readonly name: string;
  readonly holder: string;
}

async function waitFor(db: Kysely<WorkTables>, claim: Claim, waitMs: number): Promise<void> {
  const deadlineMs = Date.now() + waitMs;
  // oxlint-disable-next-line no-await-in-loop -- the lock is free when it is free
  while (!(await take(db, claim))) {
    if (Date.now() >= deadlineMs) throw lockIsBusy(claim.name);
    // oxlint-disable-next-line no-await-in-loop -- see above
    await pause(Math.min(LOOK_AGAIN_MS, Math.max(1, deadlineMs - Date.now())));
  }
}

/** Takes the lock when it is free, its lease ran out or it is ours already. One statement: nobody comes between. */
async function take(db: Kysely<WorkTables>, { name, holder }: Claim): Promise<boolean> {
  const lease_until_ms = Date.now() + LEASE_MS;
  const taken = await db
    .insertInto("labeldesk_locks")
    .values({ name, holder, lease_until_ms })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet({ holder, lease_until_ms })
        .where(({ eb, or }) =>
          or([
            eb("labeldesk_locks.holder", "=", holder),
            eb("labeldesk_locks.lease_until_ms", "<=", Date.now()),
          ]),
        ),
    )
    .returning("name")
    .executeTakeFirst();
  return taken !== undefined;
}

async function release(db: Kysely<WorkTables>, { name, holder }: Claim): Promise<void> {
  await db
    .deleteFrom("labeldesk_locks")
    .where("name", "=", name)
    .where("holder", "=", holder)
    .execute();
}
