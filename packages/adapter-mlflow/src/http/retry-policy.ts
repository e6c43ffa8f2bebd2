/** What an attempt came to when it brought no answer that can be used. */
export type Outcome =
  /** Nothing reached the server. */
  | { readonly kind: "notSent" }
  /** Nothing was sent, since the server is known to be dead. */
  | { readonly kind: "dead" }
  /** The same, and it will be no different next time: a certificate, a proxy's login. */
  | { readonly kind: "misconfigured" }
  /** The connection broke before the answer was there. */
  | { readonly kind: "lost" }
  | { readonly kind: "timedOut" }
  /** The client itself was closed. */
  | { readonly kind: "closed" }
  /** An answer that says: later. `isUndone` when it is certain that nothing was done. */
  | { readonly kind: "busy"; readonly isUndone: boolean; readonly retryAfterMs?: number };

/** Pauses before the second and the third attempt, when the server names none. */
const PAUSES_MS = [200, 800] as const;

/** One attempt, and what is left for others. */
export interface Attempt {
  /** Counts from 1. */
  readonly number: number;
  readonly outcome: Outcome;
  readonly isRepeatable: boolean;
  /** What is left of the time that the whole call may take. */
  readonly leftMs: number;
}

/**
 * How long to wait before the next attempt; `undefined` when there is to be none. What was certainly not done may always
 * be tried again, what may have been done only when a repeat changes nothing. A time-out is not repeated: whoever waits
 * has waited long enough, and the server has enough to do.
 *
 * @param chance 0 to 1, so that the attempts of many do not come at once
 */
export function nextPauseMs(attempt: Attempt, chance: number): number | undefined {
  const { number, outcome, leftMs } = attempt;
  const plainMs = PAUSES_MS[number - 1];
  if (plainMs === undefined || !mayRepeat(attempt)) return undefined;
  const askedMs = outcome.kind === "busy" ? (outcome.retryAfterMs ?? 0) : 0;
  const pauseMs = Math.round(Math.max(plainMs * (0.5 + chance / 2), askedMs));
  return pauseMs < leftMs ? pauseMs : undefined;
}

function mayRepeat({ number, outcome, isRepeatable }: Attempt): boolean {
  switch (outcome.kind) {
    case "dead":
      // Who was there when it died hopes on for a moment; who comes later is told at once.
      return number > 1;
    case "notSent":
      return true;
    case "misconfigured":
    case "timedOut":
    case "closed":
      return false;
    case "lost":
      return isRepeatable;
    case "busy":
      return isRepeatable || outcome.isUndone;
  }
}

/** Whether what was asked may have been done all the same. */
export function mayBeDone(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case "notSent":
    case "dead":
    case "misconfigured":
      return false;
    case "lost":
    case "timedOut":
    case "closed":
      return true;
    case "busy":
      return !outcome.isUndone;
  }
}
