import { describe, expect, it } from "vitest";
import { CLOSED, admit, afterFailedProbe, afterFailure } from "../../src/http/circuit-breaker.js";
import type { Breaker } from "../../src/http/circuit-breaker.js";

const T = 1_000_000;

function openedAt(nowMs: number): Breaker {
  return afterFailedProbe(afterFailure(CLOSED, nowMs), nowMs);
}

describe("the circuit breaker", () => {
  it("lets calls pass while nothing failed", () => {
    expect(admit(CLOSED, T)).toEqual({ kind: "pass" });
  });

  it("asks by a probe after one failure, which alone refuses nobody", () => {
    expect(admit(afterFailure(CLOSED, T), T)).toEqual({ kind: "probe" });
  });

  it("remembers the first of several failures at once", () => {
    const doubtful = afterFailure(afterFailure(CLOSED, T), T + 5);
    expect(doubtful).toEqual({ kind: "doubtful", sinceMs: T });
  });

  it("refuses calls after a failed probe, and says since when and until when", () => {
    const open = openedAt(T);
    expect(admit(open, T + 499)).toEqual({ kind: "refused", sinceMs: T, retryAtMs: T + 500 });
    expect(admit(open, T + 500)).toEqual({ kind: "probe" });
  });

  it("waits twice as long after each further failed probe, at most 30 seconds", () => {
    let breaker = openedAt(T);
    const pauses: number[] = [];
    for (let nowMs = T; pauses.length < 9;) {
      const pauseMs = breaker.kind === "open" ? breaker.retryAtMs - nowMs : Number.NaN;
      pauses.push(pauseMs);
      nowMs += pauseMs;
      breaker = afterFailedProbe(breaker, nowMs);
    }
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(breaker).toMatchObject({ kind: "open", sinceMs: T });
  });

  it("is not opened, nor its pause prolonged, by calls that fail late", () => {
    const open = openedAt(T);
    expect(afterFailure(open, T + 100)).toEqual(open);
  });
});
