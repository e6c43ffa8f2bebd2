import { randomUUID } from "node:crypto";
import { stringifyJson, type DeadJob, type JobStore, type NewJob } from "@labeldesk/core";
import type { Kysely } from "kysely";
import type { WorkTables } from "../database/tables.js";
import type { SqlParts } from "../work/sql-parts.js";
import { readPayload } from "./payload.js";
import type { SqlJobs } from "./sql-jobs.js";
import type { SqliteJobsOptions } from "./sqlite-jobs-options.js";
import { createSqliteRunner } from "./sqlite-runner.js";

/** Jobs in a table, polled by each process that runs them. */
export function createSqliteJobs(options: SqliteJobsOptions): SqlJobs {
  const runner = createSqliteRunner(options, () => listDead(options.db));
  return {
    storeOf: (parts): JobStore => ({ enqueue: (job) => enqueue(parts, job) }),
    runner,
    wake: () => runner.wake(),
    close: () => runner.stop(),
  };
}

/** Transactions have the database to themselves, so that no one can enqueue or claim between the look and the insert. */
async function enqueue(
  { db, clock }: SqlParts,
  { kind, key, payload, runAtMs }: NewJob,
): Promise<"enqueued" | "waiting"> {
  const waiting = await db
    .selectFrom("labeldesk_jobs")
    .select("job_id")
    .where("kind", "=", kind)
    .where("job_key", "=", key)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  if (waiting) return "waiting";
  const nowMs = Date.now();
  const delayMs = runAtMs === undefined ? 0 : Math.max(0, runAtMs - clock.nowMs());
  await db
    .insertInto("labeldesk_jobs")
    .values({
      job_id: randomUUID(),
      kind,
      job_key: key,
      payload: stringifyJson(payload),
      state: "waiting",
      attempts: 0,
      enqueued_at_ms: nowMs,
      due_at_ms: nowMs + delayMs,
      lease_until_ms: 0,
    })
    .execute();
  return "enqueued";
}

async function listDead(db: Kysely<WorkTables>): Promise<readonly DeadJob[]> {
  const rows = await db
    .selectFrom("labeldesk_dead_jobs")
    .selectAll()
    .orderBy("died_at_ms")
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    key: row.job_key,
    payload: readPayload(row.payload),
    attempt: row.attempts,
    error: row.error,
    diedAtMs: row.died_at_ms,
  }));
}
