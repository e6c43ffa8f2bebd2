import type { NewJob, WorkTransaction } from "../ports/work-store.js";

/** Enqueues jobs in order. */
export async function enqueueAll(
  { jobs: store }: Pick<WorkTransaction, "jobs">,
  jobs: readonly NewJob[],
): Promise<void> {
  for (const job of jobs) await store.enqueue(job);
}
