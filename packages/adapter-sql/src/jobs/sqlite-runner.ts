import { type JobHandlers, type JobRunner, retryPauseMs } from "@labeldesk/core";
import { LabelingError } from "@labeldesk/core";
import { toLabelingError } from "../sql-error.js";
import {
  buryJob,
  claimJobs,
  finishJob,
  renewLeases,
  retryJob,
  type ClaimedJob,
} from "./sqlite-claims.js";
import { CONCURRENCY, errorText } from "./sql-jobs.js";
import type { SqliteJobsOptions } from "./sqlite-jobs-options.js";

/** How soon a job is seen that came due or that another process enqueued. */
const LOOK_EVERY_MS = 250;
const NEVER = Number.POSITIVE_INFINITY;

/** A runner that can be told to look now. */
export interface SqliteRunner extends JobRunner {
  wake(): void;
}

/** Claims due jobs with leases and runs them. */
export function createSqliteRunner(
  options: SqliteJobsOptions,
  listDead: JobRunner["listDead"],
): SqliteRunner {
  const { db, leaseMs } = options;
  const running = new Map<ClaimedJob, Promise<void>>();
  let handlers: JobHandlers | undefined;
  let timer: NodeJS.Timeout | undefined;
  let renewal: NodeJS.Timeout | undefined;
  let lookAtMs = NEVER;
  let looking = Promise.resolve();

  const look = async (given: JobHandlers) => {
    if (handlers !== given) return;
    const claimed = await claimJobs(options, freePlaces(given, [...running.keys()]));
    for (const job of claimed) running.set(job, run(job, given));
    lookIn(LOOK_EVERY_MS);
  };
  const run = async (job: ClaimedJob, given: JobHandlers) => {
    await runJob(options, job, given).catch(report);
    running.delete(job);
    runner.wake();
  };
  const report = (error: unknown) => {
    options.onError(asLabelingError(error));
    lookIn(LOOK_EVERY_MS);
  };
  const lookIn = (waitMs: number) => {
    const given = handlers;
    // A look that is due sooner stays: under load every commit asks for one.
    if (!given || lookAtMs <= Date.now() + waitMs) return;
    clearTimeout(timer);
    lookAtMs = Date.now() + waitMs;
    timer = setTimeout(() => {
      lookAtMs = NEVER;
      looking = looking.then(() => look(given)).catch(report);
    }, waitMs);
  };

  const runner: SqliteRunner = {
    start: async (given) => {
      handlers = given;
      lookAtMs = NEVER;
      clearInterval(renewal);
      renewal = setInterval(() => {
        renewLeases(db, [...running.keys()], leaseMs).catch(report);
      }, leaseMs / 3);
      runner.wake();
    },
    stop: async () => {
      handlers = undefined;
      clearTimeout(timer);
      lookAtMs = NEVER;
      await looking;
      await Promise.all(running.values());
      clearInterval(renewal);
    },
    listDead,
    wake: () => lookIn(0),
  };
  return runner;
}

/** How many more jobs of each kind may start. */
function freePlaces(
  handlers: JobHandlers,
  running: readonly ClaimedJob[],
): ReadonlyMap<string, number> {
  const free = (kind: string) => CONCURRENCY - running.filter((job) => job.kind === kind).length;
  return new Map(Object.keys(handlers).map((kind) => [kind, free(kind)]));
}

async function runJob(
  { db, retry }: SqliteJobsOptions,
  job: ClaimedJob,
  handlers: JobHandlers,
): Promise<void> {
  const { kind, key, payload, attempt } = job;
  try {
    await handlers[kind]?.({ kind, key, payload, attempt });
  } catch (error) {
    if (attempt >= retry.attempts) await buryJob(db, job, errorText(error));
    else await retryJob(db, job, Date.now() + retryPauseMs(retry, attempt, Math.random()));
    return;
  }
  await finishJob(db, job);
}

function asLabelingError(error: unknown): LabelingError {
  const known = toLabelingError(error);
  return known instanceof LabelingError
    ? known
    : new LabelingError("BACKEND", "The work store could not look after its jobs.", {
        cause: error,
      });
}
