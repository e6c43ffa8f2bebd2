import type { LabelingError, JobRetry } from "@labeldesk/core";
import type { Kysely } from "kysely";
import type { WorkTables } from "../database/tables.js";

/** What jobs on SQLite need. */
export interface SqliteJobsOptions {
  readonly db: Kysely<WorkTables>;
  readonly retry: JobRetry;
  readonly leaseMs: number;
  readonly onError: (error: LabelingError) => void;
}
