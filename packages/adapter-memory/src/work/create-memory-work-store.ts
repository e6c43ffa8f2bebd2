import {
  LabelingError,
  systemClock,
  type Clock,
  type WorkStore,
  type WorkTransaction,
  DEFAULT_JOB_RETRY,
  type JobRetry,
} from "@labeldesk/core";
import { createAdjudications } from "./adjudications.js";
import { createAssignments } from "./assignments.js";
import { createJobRunner } from "./job-runner.js";
import { createJobs } from "./jobs.js";
import { rollBack } from "./journal.js";
import { createMemoryLocks } from "./locks.js";
import { createMutex } from "./mutex.js";
import { createSessions } from "./sessions.js";
import { createSubmissions } from "./submissions.js";
import { createWorkData } from "./work-data.js";

/** What {@link createMemoryWorkStore} may be given. */
export interface MemoryWorkStoreOptions {
  /** Default: the machine's clock. Jobs wait in real time, counted from the clock's now. */
  readonly clock?: Clock;
  readonly retry?: Partial<JobRetry>;
}

/**
 * A work store in memory, for tests and for one process that may forget. Transactions run one after the other; a
 * transaction must not start another one inside.
 */
export function createMemoryWorkStore(options: MemoryWorkStoreOptions = {}): WorkStore {
  const { clock = systemClock } = options;
  const data = createWorkData();
  const exclusive = createMutex();
  const retry = { ...DEFAULT_JOB_RETRY, ...options.retry };
  const runner = createJobRunner({ data, clock, exclusive, retry });
  const parts = createParts(data, clock);
  let closed = false;
  return {
    transaction: async (fn) => {
      const result = await exclusive.run(async () => {
        if (closed) throw new LabelingError("UNAVAILABLE", "The work store is closed.");
        return inTransaction(data.journal, () => fn(parts));
      });
      runner.wake();
      return result;
    },
    locks: createMemoryLocks(),
    runner,
    close: async () => {
      await runner.stop();
      closed = true;
    },
  };
}

function createParts(data: ReturnType<typeof createWorkData>, clock: Clock): WorkTransaction {
  let jobCount = 0;
  return {
    sessions: createSessions(data),
    assignments: createAssignments(data, clock),
    submissions: createSubmissions(data),
    adjudications: createAdjudications(data),
    jobs: createJobs(data, clock, () => ++jobCount),
  };
}

async function inTransaction<T>(journal: (() => void)[], fn: () => Promise<T>): Promise<T> {
  try {
    const result = await fn();
    journal.length = 0;
    return result;
  } catch (error) {
    rollBack(journal);
    throw error;
  }
}
