import type { SqlDatabase } from "@labeldesk/adapter-sql";
import type { RunId, Tracking } from "@labeldesk/core";
import type { Given } from "./given.js";

/** Where the road leads through: a tracking store with an experiment of at least thirteen traces. */
export interface RoadGround {
  readonly tracking: Tracking;
  readonly experimentName: string;
  readonly database?: SqlDatabase;
  close(): Promise<void>;
}

/** What is checked besides what people see. */
export interface RoadChecks<Ground extends RoadGround> {
  /** All 12 traces are answered by both reviewers, one of them edited once. */
  answered(ground: Ground, runId: RunId, given: Given): Promise<void>;
  /** The dataset was synced, twice. */
  synced(ground: Ground, runId: RunId, given: Given, records: number): Promise<void>;
}
