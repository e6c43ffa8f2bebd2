import type { Clock, LabelingError, JobRetry } from "@labeldesk/core";
import type { Migration } from "./database/migrate.js";

/** Where the data lives. */
export type SqlDatabase =
  /** Embedded, in one file. Other processes of the same machine may open it too. */
  | { readonly kind: "sqlite"; readonly file: string }
  /**
   * A PostgreSQL server, for many replicas. `schema` (default: the connection's own) holds the tables; jobs live
   * beside it in `<schema>_jobs`, or in `pgboss`. `poolSize` (default 10) bounds the connections of transactions;
   * jobs take up to four more and every lock that is held or waited for one.
   */
  | {
      readonly kind: "postgres";
      readonly url: string;
      readonly schema?: string;
      readonly poolSize?: number;
    };

/** What `openSqlWorkStore` is given. */
export interface SqlWorkStoreOptions {
  readonly database: SqlDatabase;
  /** Default: the machine's clock. Jobs and locks wait in real time; `runAtMs` of a job is counted from the clock's now. */
  readonly clock?: Clock;
  /** The app's own tables, in the same database; they run after the store's. */
  readonly migrations?: readonly Migration[];
  readonly retry?: Partial<JobRetry>;
  /** How long a running job is left alone after its process fell silent, before it runs again; default 60 seconds, on PostgreSQL at least 10. */
  readonly jobLeaseMs?: number;
  /** Hears of failures that no caller waits for, such as a lost connection while looking for jobs. Default: a process warning. */
  readonly onError?: (error: LabelingError) => void;
}
