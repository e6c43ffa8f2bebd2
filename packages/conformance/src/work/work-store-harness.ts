import type { Clock, JobRetry, WorkStore } from "@labeldesk/core";
import type { KillPlan } from "./killed-transaction.js";

/** What a store under test is opened with. */
export interface OpenWorkStoreOptions {
  readonly clock: Clock;
  readonly retry: JobRetry;
}

/** An open, empty work store and the ways to reach its data again. */
export interface WorkStoreHarness {
  readonly store: WorkStore;
  /** Opens a further store on the same data, as another replica or the next process does; only in a suite with `isShared`. */
  openAnother?(): Promise<WorkStore>;
  /**
   * Starts another process that opens the same data and calls `runUntilKilled` with the plan; fulfilled once that process
   * is dead. Only in a suite with `isKillable`.
   */
  killAt?(plan: KillPlan): Promise<void>;
  /** Closes the store and removes its data. */
  close(): Promise<void>;
}

/** A work store to put through the suite. */
export interface WorkStoreSuite {
  readonly name: string;
  /** Why the suite cannot run here; absent when it can. */
  readonly skip?: string;
  /** Whether several stores can be opened on the same data: the cases about that are then part of the suite. Default: no. */
  readonly isShared?: boolean;
  /** Whether the data outlives its process: the cases about processes that are killed are then part of the suite. Default: no. */
  readonly isKillable?: boolean;
  /** Opens an empty store of its own for one test. */
  open(options: OpenWorkStoreOptions): Promise<WorkStoreHarness>;
}
