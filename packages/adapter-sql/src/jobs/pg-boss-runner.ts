import type { DeadJob, JobHandlers, JobRunner, RunningJob } from "@labeldesk/core";
import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { BossData } from "./pg-boss-data.js";
import { readPayload } from "./payload.js";
import { ensureQueue } from "./pg-boss-queues.js";
import { CONCURRENCY } from "./sql-jobs.js";

/** How soon a job is seen that came due; new ones are announced at once. */
const LOOK_EVERY_SECONDS = 0.5;
const WORK_OPTIONS = {
  includeMetadata: true,
  batchSize: 1,
  pollingIntervalSeconds: LOOK_EVERY_SECONDS,
  notifyPollingIntervalSeconds: LOOK_EVERY_SECONDS,
} as const;

/** Runs jobs with pg-boss's workers, several for each kind. */
export function createPgBossRunner(
  boss: PgBoss,
  listDead: () => Promise<readonly DeadJob[]>,
): JobRunner {
  let kinds: readonly string[] = [];
  return {
    start: async (handlers) => {
      kinds = Object.keys(handlers);
      for (const kind of kinds) {
        // oxlint-disable-next-line no-await-in-loop -- few kinds, once
        await ensureQueue(boss, kind);
        // oxlint-disable-next-line no-await-in-loop -- see above
        await Promise.all(
          Array.from({ length: CONCURRENCY }, () => addWorker(boss, kind, handlers)),
        );
      }
    },
    stop: async () => {
      const stopping = kinds;
      kinds = [];
      await Promise.all(stopping.map((kind) => boss.offWork(kind, { wait: true })));
    },
    listDead,
  };
}

/** A worker looks again at once after each job: the next of the same key, or of a backlog, has waited for that. */
async function addWorker(boss: PgBoss, kind: string, handlers: JobHandlers): Promise<void> {
  const worker: { id?: string } = {};
  worker.id = await boss.work(
    kind,
    WORK_OPTIONS,
    async (jobs: readonly JobWithMetadata<BossData>[]) => {
      try {
        for (const job of jobs)
          // oxlint-disable-next-line no-await-in-loop -- a batch is one job
          await handlers[kind]?.(toRunning(kind, job));
      } finally {
        if (worker.id !== undefined) boss.notifyWorker(worker.id);
      }
    },
  );
}

function toRunning(kind: string, job: JobWithMetadata<BossData>): RunningJob {
  return {
    kind,
    key: job.singletonKey ?? "",
    payload: readPayload(job.data.payload),
    attempt: job.retryCount + 1,
  };
}
