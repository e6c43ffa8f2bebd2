import type { Clock, JobStore } from "@labeldesk/core";
import type { WorkData } from "./work-data.js";

/** The jobs part of the store: takes them in, within the transaction. */
export function createJobs(data: WorkData, clock: Clock, nextId: () => number): JobStore {
  return {
    enqueue: async ({ kind, key, payload, runAtMs }) => {
      const waits = [...data.jobs.values()].some(
        (job) => job.kind === kind && job.key === key && !job.running,
      );
      if (waits) return "waiting";
      const delayMs = runAtMs === undefined ? 0 : Math.max(0, runAtMs - clock.nowMs());
      const jobId = nextId();
      data.jobs.set(jobId, {
        jobId,
        kind,
        key,
        attempts: 0,
        running: false,
        payload: structuredClone(payload),
        dueAtMs: Date.now() + delayMs,
      });
      return "enqueued";
    },
  };
}
