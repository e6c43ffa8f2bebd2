/** What an outlook rests on; instants in milliseconds. */
export interface Outlook {
  readonly nowMs: number;
  /** Answers that are wanted and that somebody here can still give. */
  readonly left: number;
  /** When first answers were given, in any order. */
  readonly answeredAtMs: readonly number[];
  /** When the first item was offered, or answered where that is not known. */
  readonly startedAtMs: number;
}

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * When the last wanted answer comes if answers go on at the rate of the last seven days, or since work began where that is
 * less: now + left ÷ rate. `undefined` when nothing is left, or nothing was answered in that time.
 */
export function expectedEndMs(outlook: Outlook): number | undefined {
  const { nowMs, left, answeredAtMs, startedAtMs } = outlook;
  const sinceMs = Math.max(nowMs - WEEK_MS, startedAtMs);
  const answered = answeredAtMs.filter((atMs) => atMs >= sinceMs).length;
  const spanMs = nowMs - sinceMs;
  if (left <= 0 || answered === 0 || spanMs <= 0) return undefined;
  return Math.ceil(nowMs + (left * spanMs) / answered);
}
