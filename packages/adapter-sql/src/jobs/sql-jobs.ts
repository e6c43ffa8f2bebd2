import type { JobRunner, JobStore } from "@labeldesk/core";
import type { SqlParts } from "../work/sql-parts.js";

/** Jobs of one database: taken in within a transaction, run by this process. */
export interface SqlJobs {
  storeOf(parts: SqlParts): JobStore;
  readonly runner: JobRunner;
  /** Tells the runner that there may be something to do. */
  wake(): void;
  close(): Promise<void>;
}

/** Jobs of one kind that one process runs at the same time. */
export const CONCURRENCY = 8;

/** What a failure left to say, for the list of dead jobs. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
