/** What of a submission tells how long it took. */
export interface Timed {
  readonly offeredAtMs: number;
  readonly firstAcceptedAtMs: number;
  readonly isWithdrawn: boolean;
}

/** When a first answer was given, and how long it took where that is known. */
export interface AnswerTime {
  readonly atMs: number;
  readonly tookMs?: number;
}

/**
 * The times of one reviewer's first answers, oldest first. An answer took the time since the item was offered, or, when the
 * card was open all the while, since the reviewer's answer before. One that was taken back has no time of its own, but ends
 * what came before it; one without a known offer, as after a rebuild, has none either.
 */
export function answerTimes(submissions: readonly Timed[]): readonly AnswerTime[] {
  const inOrder = submissions.toSorted((a, b) => a.firstAcceptedAtMs - b.firstAcceptedAtMs);
  return inOrder.flatMap(({ offeredAtMs, firstAcceptedAtMs: atMs, isWithdrawn }, place) => {
    if (isWithdrawn) return [];
    const beforeMs = inOrder[place - 1]?.firstAcceptedAtMs ?? 0;
    const tookMs = Math.max(0, atMs - Math.max(offeredAtMs, beforeMs));
    return [offeredAtMs > 0 ? { atMs, tookMs } : { atMs }];
  });
}

/** The median of some durations in seconds; `undefined` of none. Of an even number the mean of the two in the middle. */
export function medianSeconds(times: readonly AnswerTime[]): number | undefined {
  const sorted = times
    .flatMap(({ tookMs }) => (tookMs === undefined ? [] : [tookMs]))
    .toSorted((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  return high === undefined || low === undefined ? undefined : (low + high) / 2_000;
}
