import type { RunningJob } from "@labeldesk/core";
import type { Kysely, Selectable, Transaction } from "kysely";
import type { JobsTable, WorkTables } from "../database/tables.js";
import { readPayload } from "./payload.js";
import type { SqliteJobsOptions } from "./sqlite-jobs-options.js";

/** A job that this process runs; its number of attempts tells this claim from a later one. */
export interface ClaimedJob extends RunningJob {
  readonly jobId: string;
}

type JobRow = Selectable<JobsTable>;

/** Candidates that are read for one free place: several may wait for one key. */
const CANDIDATES_PER_PLACE = 4;

/** Takes due jobs, for each kind at most as many as there are places, and hands back those whose process fell silent. */
export async function claimJobs(
  options: SqliteJobsOptions,
  places: ReadonlyMap<string, number>,
): Promise<readonly ClaimedJob[]> {
  const { db, leaseMs } = options;
  if (!(await isAnythingDue(db))) return [];
  return db.transaction().execute(async (trx) => {
    await takeBackSilent(trx, options);
    const claimed: ClaimedJob[] = [];
    for (const [kind, free] of places)
      // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
      for (const row of await findRunnable(trx, kind, free))
        // oxlint-disable-next-line no-await-in-loop -- see above
        claimed.push(await claim(trx, row, leaseMs));
    return claimed;
  });
}

/** A look without the write lock, so that idle processes do not hold each other up. */
async function isAnythingDue(db: Kysely<WorkTables>): Promise<boolean> {
  const nowMs = Date.now();
  const due = await db
    .selectFrom("labeldesk_jobs")
    .select("job_id")
    .where(({ eb, or, and }) =>
      or([
        and([eb("state", "=", "waiting"), eb("due_at_ms", "<=", nowMs)]),
        and([eb("state", "=", "running"), eb("lease_until_ms", "<=", nowMs)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return due !== undefined;
}

async function takeBackSilent(
  trx: Transaction<WorkTables>,
  { retry }: SqliteJobsOptions,
): Promise<void> {
  const nowMs = Date.now();
  const silent = await trx
    .selectFrom("labeldesk_jobs")
    .selectAll()
    .where("state", "=", "running")
    .where("lease_until_ms", "<=", nowMs)
    .execute();
  for (const row of silent) {
    const job = toClaimed(row);
    // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
    if (row.attempts < retry.attempts) await retryJob(trx, job, nowMs);
    // oxlint-disable-next-line no-await-in-loop -- see above
    else await moveToDead(trx, job, "The process ended while the job ran.");
  }
}

async function findRunnable(
  trx: Transaction<WorkTables>,
  kind: string,
  free: number,
): Promise<readonly JobRow[]> {
  if (free <= 0) return [];
  const rows = await trx
    .selectFrom("labeldesk_jobs as job")
    .selectAll()
    .where("job.state", "=", "waiting")
    .where("job.kind", "=", kind)
    .where("job.due_at_ms", "<=", Date.now())
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("labeldesk_jobs as busy")
            .select("busy.job_id")
            .whereRef("busy.kind", "=", "job.kind")
            .whereRef("busy.job_key", "=", "job.job_key")
            .where("busy.state", "=", "running"),
        ),
      ),
    )
    .orderBy("job.due_at_ms")
    .orderBy("job.enqueued_at_ms")
    .limit(free * CANDIDATES_PER_PLACE)
    .execute();
  const firstOfKey = new Map(rows.toReversed().map((row) => [row.job_key, row]));
  return rows.filter((row) => firstOfKey.get(row.job_key) === row).slice(0, free);
}

async function claim(
  trx: Transaction<WorkTables>,
  row: JobRow,
  leaseMs: number,
): Promise<ClaimedJob> {
  const attempts = row.attempts + 1;
  await trx
    .updateTable("labeldesk_jobs")
    .set({ state: "running", attempts, lease_until_ms: Date.now() + leaseMs })
    .where("job_id", "=", row.job_id)
    .execute();
  return toClaimed({ ...row, attempts });
}

function toClaimed(row: JobRow): ClaimedJob {
  return {
    jobId: row.job_id,
    kind: row.kind,
    key: row.job_key,
    payload: readPayload(row.payload),
    attempt: row.attempts,
  };
}

/** Keeps the claims of this process. */
export async function renewLeases(
  db: Kysely<WorkTables>,
  jobs: readonly ClaimedJob[],
  leaseMs: number,
): Promise<void> {
  for (const job of jobs)
    // oxlint-disable-next-line no-await-in-loop -- a handful of rows, at rest
    await db
      .updateTable("labeldesk_jobs")
      .set({ lease_until_ms: Date.now() + leaseMs })
      .where("job_id", "=", job.jobId)
      .where("attempts", "=", job.attempt)
      .where("state", "=", "running")
      .execute();
}

/** The job is done. A claim that was lost meanwhile changes nothing. */
export async function finishJob(db: Kysely<WorkTables>, job: ClaimedJob): Promise<void> {
  await db
    .deleteFrom("labeldesk_jobs")
    .where("job_id", "=", job.jobId)
    .where("attempts", "=", job.attempt)
    .where("state", "=", "running")
    .execute();
}

/** The job waits for its next attempt. */
export async function retryJob(
  db: Kysely<WorkTables>,
  job: ClaimedJob,
  dueAtMs: number,
): Promise<void> {
  await db
    .updateTable("labeldesk_jobs")
    .set({ state: "waiting", due_at_ms: Math.ceil(dueAtMs), lease_until_ms: 0 })
    .where("job_id", "=", job.jobId)
    .where("attempts", "=", job.attempt)
    .where("state", "=", "running")
    .execute();
}

/** The job is given up and listed. */
export function buryJob(db: Kysely<WorkTables>, job: ClaimedJob, error: string): Promise<void> {
  return db.transaction().execute((trx) => moveToDead(trx, job, error));
}

async function moveToDead(
  trx: Transaction<WorkTables>,
  job: ClaimedJob,
  error: string,
): Promise<void> {
  const row = await trx
    .deleteFrom("labeldesk_jobs")
    .where("job_id", "=", job.jobId)
    .where("attempts", "=", job.attempt)
    .where("state", "=", "running")
    .returningAll()
    .executeTakeFirst();
  if (!row) return;
  const { job_id, kind, job_key, payload, attempts } = row;
  await trx
    .insertInto("labeldesk_dead_jobs")
    .values({ job_id, kind, job_key, payload, attempts, error, died_at_ms: Date.now() })
    .execute();
}
