import {
  LabelingError,
  stringifyJson,
  type DeadJob,
  type JobStore,
  type NewJob,
  type JobRetry,
} from "@labeldesk/core";
import { sql } from "kysely";
import { fromKysely, PgBoss, type JobWithMetadata } from "pg-boss";
import type { SqlParts } from "../work/sql-parts.js";
import { readPayload } from "./payload.js";
import type { BossData } from "./pg-boss-data.js";
import { createPgBossRunner } from "./pg-boss-runner.js";
import { DEAD_QUEUE, ensureDeadQueue, ensureQueue } from "./pg-boss-queues.js";
import type { SqlJobs } from "./sql-jobs.js";

/** Connections that pg-boss keeps for itself, so that jobs and transactions never wait for each other's. */
const POOL_SIZE = 4;
/** pg-boss takes no shorter heartbeat. */
const MIN_LEASE_SECONDS = 10;

/** What jobs on PostgreSQL need. */
export interface PgBossJobsOptions {
  readonly url: string;
  /** Where pg-boss keeps its tables. */
  readonly schema: string;
  readonly retry: JobRetry;
  readonly leaseMs: number;
  readonly onError: (error: LabelingError) => void;
}

/** Starts pg-boss; its tables are made or brought up to date under a lock of its own. */
export async function openPgBossJobs(options: PgBossJobsOptions): Promise<SqlJobs> {
  const leaseSeconds = Math.max(MIN_LEASE_SECONDS, Math.ceil(options.leaseMs / 1_000));
  const superviseIntervalSeconds = Math.ceil(leaseSeconds / 3);
  const boss = new PgBoss({
    connectionString: options.url,
    schema: options.schema,
    max: POOL_SIZE,
    application_name: "labeldesk-jobs",
    schedule: false,
    useListenNotify: true,
    registerInstance: false,
    monitorVacuum: false,
    superviseIntervalSeconds,
    monitorIntervalSeconds: superviseIntervalSeconds,
  });
  boss.on("error", (cause) => options.onError(jobsAreAway(cause)));
  await startOrStop(boss);
  const settings = jobSettings(options.retry, leaseSeconds);
  const runner = createPgBossRunner(boss, () => listDead(boss));
  return {
    storeOf: (parts): JobStore => ({ enqueue: (job) => enqueue(boss, parts, job, settings) }),
    runner,
    wake: () => undefined,
    close: async () => {
      await runner.stop();
      await boss.stop({ graceful: true, close: true });
    },
  };
}

async function startOrStop(boss: PgBoss): Promise<void> {
  try {
    await boss.start();
    await ensureDeadQueue(boss);
  } catch (error) {
    // Its connections must not outlive the failure.
    await boss.stop({ graceful: false, close: true });
    throw error;
  }
}

type JobSettings = ReturnType<typeof jobSettings>;

function jobSettings(retry: JobRetry, leaseSeconds: number) {
  return {
    retryLimit: retry.attempts - 1,
    retryDelay: Math.ceil(retry.firstPauseMs / 1_000),
    retryBackoff: true,
    retryDelayMax: Math.ceil(retry.maxPauseMs / 1_000),
    heartbeatSeconds: leaseSeconds,
    deadLetter: DEAD_QUEUE,
  };
}

/**
 * One waiting job for each key. The empty update locks the waiting one until the commit, so that it cannot run, and
 * end, before what this transaction writes can be seen; the advisory lock keeps a second new one out.
 */
async function enqueue(
  boss: PgBoss,
  { db, clock }: SqlParts,
  { kind, key, payload, runAtMs }: NewJob,
  settings: JobSettings,
): Promise<"enqueued" | "waiting"> {
  await ensureQueue(boss, kind);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`labeldesk-job/${kind}/${key}`}, 0))`.execute(
    db,
  );
  const waiting = { singletonKey: key, db: fromKysely(db) };
  const { updated } = await boss.update(kind, undefined, waiting);
  if (updated > 0) return "waiting";
  const delayMs = runAtMs === undefined ? 0 : Math.max(0, runAtMs - clock.nowMs());
  const data: BossData = { payload: stringifyJson(payload) };
  await boss.send(kind, data, {
    ...settings,
    ...waiting,
    ...(delayMs > 0 && { startAfter: new Date(Date.now() + delayMs) }),
  });
  return "enqueued";
}

async function listDead(boss: PgBoss): Promise<readonly DeadJob[]> {
  const jobs = await boss.findJobs<BossData>(DEAD_QUEUE, { limit: 100_000 });
  return jobs.map(toDeadJob);
}

function toDeadJob(job: JobWithMetadata<BossData>): DeadJob {
  return {
    kind: job.sourceName ?? job.name,
    key: job.singletonKey ?? "",
    payload: readPayload(job.data.payload),
    attempt: (job.sourceRetryCount ?? 0) + 1,
    error: messageOf(job.sourceOutput),
    diedAtMs: job.createdOn.getTime(),
  };
}

function messageOf(output: object | null): string {
  const message: unknown = output === null ? undefined : Reflect.get(output, "message");
  return typeof message === "string" ? message : "The process ended while the job ran.";
}

function jobsAreAway(cause: unknown): LabelingError {
  return new LabelingError("UNAVAILABLE", "The work store could not look after its jobs.", {
    cause,
  });
}
