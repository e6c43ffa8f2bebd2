/** How often a job is tried and how long it rests in between; a store that counts in seconds rounds up. */
export interface JobRetry {
  /** Runs before a job is given up. Default 100: with the pauses below about a day. */
  readonly attempts: number;
  /** The first pause; each further one is twice as long. Default one second. */
  readonly firstPauseMs: number;
  /** No pause is longer. Default a quarter of an hour. */
  readonly maxPauseMs: number;
}

/** A day of trying, in growing pauses. */
export const DEFAULT_JOB_RETRY: JobRetry = {
  attempts: 100,
  firstPauseMs: 1_000,
  maxPauseMs: 15 * 60_000,
};

/**
 * The pause after the failure of the given attempt, which counts from 1; with `chance` (0 to 1) up to half as much again,
 * so that failures spread.
 */
export function retryPauseMs(retry: JobRetry, attempt: number, chance = 0): number {
  const pauseMs = retry.firstPauseMs * 2 ** (attempt - 1);
  return Math.min(pauseMs * (1 + chance / 2), retry.maxPauseMs);
}
