import {
  type Clock,
  type JobHandlers,
  type JobRunner,
  retryPauseMs,
  type JobRetry,
} from "@labeldesk/core";
import type { Mutex } from "./mutex.js";
import type { JobRow, WorkData } from "./work-data.js";

/** Jobs of one kind that run at the same time. */
const CONCURRENCY = 8;
/** Timers hold at most 2^31 - 1 milliseconds; looking earlier is harmless. */
const MAX_WAIT_MS = 60_000;
const NEVER = Number.POSITIVE_INFINITY;

/** A runner that can be told that there may be something to do. */
export interface MemoryJobRunner extends JobRunner {
  wake(): void;
}

/** What the runner works with. `exclusive` is the store's own queue: no claim sees half a transaction. */
export interface JobRunnerParts {
  readonly data: WorkData;
  readonly clock: Clock;
  readonly exclusive: Mutex;
  readonly retry: JobRetry;
}

/** Runs due jobs with timers. */
export function createJobRunner(parts: JobRunnerParts): MemoryJobRunner {
  const { data, exclusive } = parts;
  const running = new Set<Promise<void>>();
  let handlers: JobHandlers | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  let lookAtMs = NEVER;
  let looking = Promise.resolve();
  const look = async (given: JobHandlers) => {
    if (handlers !== given) return;
    const claimed = await exclusive.run(() => claimDue(data, given));
    for (const job of claimed) {
      const done = runJob(parts, job, given).finally(() => {
        running.delete(done);
        runner.wake();
      });
      running.add(done);
    }
    sleep(nextDueAtMs(data, given) - Date.now());
  };
  const sleep = (waitMs: number) => {
    const given = handlers;
    const untilMs = Date.now() + Math.min(Math.max(waitMs, 0), MAX_WAIT_MS);
    // A look that is due sooner stays: under load every commit asks for one.
    if (!given || lookAtMs <= untilMs) return;
    clearTimeout(timer);
    lookAtMs = untilMs;
    timer = setTimeout(() => {
      lookAtMs = NEVER;
      looking = looking.then(() => look(given));
    }, untilMs - Date.now());
  };

  const runner: MemoryJobRunner = {
    start: async (given) => {
      handlers = given;
      lookAtMs = NEVER;
      runner.wake();
    },
    stop: async () => {
      handlers = undefined;
      clearTimeout(timer);
      lookAtMs = NEVER;
      await looking;
      await Promise.all(running);
    },
    listDead: async () => [...data.dead],
    wake: () => sleep(0),
  };
  return runner;
}

const isBusy = (data: WorkData, { kind, key }: JobRow) =>
  [...data.jobs.values()].some((job) => job.running && job.kind === kind && job.key === key);

const runningOfKind = (data: WorkData, kind: string) =>
  [...data.jobs.values()].filter((job) => job.running && job.kind === kind).length;

function claimDue(data: WorkData, handlers: JobHandlers): readonly JobRow[] {
  const due = [...data.jobs.values()]
    .filter((job) => !job.running && job.dueAtMs <= Date.now() && Object.hasOwn(handlers, job.kind))
    .toSorted((one, other) => one.dueAtMs - other.dueAtMs);
  const claimed = due.flatMap((job) => {
    if (isBusy(data, job) || runningOfKind(data, job.kind) >= CONCURRENCY) return [];
    const taken = { ...job, running: true, attempts: job.attempts + 1 };
    data.jobs.set(job.jobId, taken);
    return [taken];
  });
  data.journal.length = 0;
  return claimed;
}

/** Jobs that only wait for another one are looked at when that one ends. */
function nextDueAtMs(data: WorkData, handlers: JobHandlers): number {
  const waiting = [...data.jobs.values()].filter(
    (job) => !job.running && Object.hasOwn(handlers, job.kind) && job.dueAtMs > Date.now(),
  );
  return Math.min(Date.now() + MAX_WAIT_MS, ...waiting.map(({ dueAtMs }) => dueAtMs));
}

async function runJob(parts: JobRunnerParts, job: JobRow, handlers: JobHandlers): Promise<void> {
  const { kind, key, payload, attempts: attempt } = job;
  try {
    await handlers[kind]?.({ kind, key, payload, attempt });
    await parts.exclusive.run(() => settle(parts, job));
  } catch (error) {
    await parts.exclusive.run(() => settle(parts, job, error));
  }
}

function settle({ data, clock, retry }: JobRunnerParts, job: JobRow, ...failure: [unknown?]): void {
  const { jobId, kind, key, payload, attempts: attempt } = job;
  if (failure.length === 0) {
    data.jobs.delete(jobId);
  } else if (attempt < retry.attempts) {
    const dueAtMs = Date.now() + retryPauseMs(retry, attempt);
    data.jobs.set(jobId, { ...job, running: false, dueAtMs });
  } else {
    const [cause] = failure;
    const error = cause instanceof Error ? cause.message : String(cause);
    data.jobs.delete(jobId);
    data.dead.push({ kind, key, payload, attempt, error, diedAtMs: clock.nowMs() });
  }
  data.journal.length = 0;
}
