import { LabelingError } from "@labeldesk/core";
import { CLOSED, admit, afterFailedProbe, afterFailure } from "./circuit-breaker.js";
import type { Breaker } from "./circuit-breaker.js";
import { untilAborted } from "./until-aborted.js";

/** Watches whether a server lives, and refuses calls while it does not. */
export interface Health {
  /**
   * Lets a call go ahead, after a probe where there is doubt.
   *
   * @throws {LabelingError} UNAVAILABLE saying since when the server does not answer, and when it is asked again
   */
  admit(what: string, signal: AbortSignal | undefined): Promise<void>;
  /** An answer came, of whatever kind. */
  answered(): void;
  /** No answer came. What the caller itself ended is none of this. */
  failed(): void;
  /** How often the server was found dead: what was learnt of it before may hold no longer. */
  deaths(): number;
}

/** @param probe whether the server answers a request that costs it nothing; must end by itself */
export function watchHealth(probe: () => Promise<boolean>, nowMs: () => number): Health {
  let breaker: Breaker = CLOSED;
  let deaths = 0;
  let probing: Promise<void> | undefined;

  async function runProbe(): Promise<void> {
    if (await probe()) {
      breaker = CLOSED;
      return;
    }
    if (breaker.kind !== "open") deaths += 1;
    breaker = afterFailedProbe(breaker, nowMs());
  }

  /** One probe for all who wait. */
  function probeOnce(): Promise<void> {
    probing ??= runProbe().finally(() => {
      probing = undefined;
    });
    return probing;
  }

  return {
    admit: async (what, signal) => {
      const first = admit(breaker, nowMs());
      if (first.kind === "pass") return;
      if (first.kind === "probe") await untilAborted(probeOnce(), signal);
      if (breaker.kind === "open") throw refusal(what, breaker, nowMs());
    },
    answered: () => {
      breaker = CLOSED;
    },
    failed: () => {
      breaker = afterFailure(breaker, nowMs());
    },
    deaths: () => deaths,
  };
}

function refusal(
  what: string,
  { sinceMs, retryAtMs }: Extract<Breaker, { kind: "open" }>,
  nowMs: number,
): LabelingError {
  const since = new Date(sinceMs).toISOString().replace(/\.\d+Z$/, "Z");
  const inSeconds = Math.max(1, Math.ceil((retryAtMs - nowMs) / 1000));
  return new LabelingError(
    "UNAVAILABLE",
    `Could not ${what}: MLflow has not answered since ${since}. ` +
      `Check that the server runs; it is tried again in ${inSeconds} s.`,
  );
}
