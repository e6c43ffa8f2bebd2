import type { Tracking } from "@labeldesk/core";
import type { SessionBench } from "../support/session-bench.js";

/** A write with everything it needs in place. */
export interface PreparedWrite {
  /** The call, repeated as it is after an error. */
  write(tracking: Tracking): Promise<unknown>;
  /** What is in MLflow afterwards, read past the fault. */
  effect(): Promise<unknown>;
  /** The effect of exactly one success. */
  readonly expected: unknown;
}

/** Prepares a write in an experiment of its own. */
export type PrepareWrite = (bench: SessionBench) => Promise<PreparedWrite>;
