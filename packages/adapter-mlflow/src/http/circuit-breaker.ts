/** The first pause after the server was found dead; each further one is twice as long. */
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;

/** What is known of the server's health. Instants are milliseconds since the Unix epoch. */
export type Breaker =
  /** Nothing speaks against it. */
  | { readonly kind: "closed" }
  /** A call failed: it may have been that call alone. */
  | { readonly kind: "doubtful"; readonly sinceMs: number }
  /** A probe failed too: no call is worth its time-out until the next probe is due. */
  | {
      readonly kind: "open";
      readonly sinceMs: number;
      readonly retryAtMs: number;
      /** Failed probes in a row. */
      readonly failures: number;
    };

/** What a call may do: go ahead, go ahead if a probe succeeds, or nothing. */
export type Admission =
  | { readonly kind: "pass" }
  | { readonly kind: "probe" }
  | { readonly kind: "refused"; readonly sinceMs: number; readonly retryAtMs: number };

export const CLOSED: Breaker = { kind: "closed" };

/** What the next call may do. */
export function admit(breaker: Breaker, nowMs: number): Admission {
  switch (breaker.kind) {
    case "closed":
      return { kind: "pass" };
    case "doubtful":
      return { kind: "probe" };
    case "open": {
      const { sinceMs, retryAtMs } = breaker;
      return nowMs >= retryAtMs ? { kind: "probe" } : { kind: "refused", sinceMs, retryAtMs };
    }
  }
}

/**
 * After a call got no answer. One such call never opens the breaker: the next one asks by a probe first, so that a slow
 * call costs nobody else anything, and a dead server costs one time-out.
 */
export function afterFailure(breaker: Breaker, nowMs: number): Breaker {
  return breaker.kind === "closed" ? { kind: "doubtful", sinceMs: nowMs } : breaker;
}

/** After a probe got no answer. */
export function afterFailedProbe(breaker: Breaker, nowMs: number): Breaker {
  const sinceMs = breaker.kind === "closed" ? nowMs : breaker.sinceMs;
  const failures = breaker.kind === "open" ? breaker.failures + 1 : 1;
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), MAX_PAUSE_MS);
  return { kind: "open", sinceMs, retryAtMs: nowMs + pauseMs, failures };
}
