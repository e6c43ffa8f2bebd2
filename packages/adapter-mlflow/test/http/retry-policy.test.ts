import { describe, expect, it } from "vitest";
import { mayBeDone, nextPauseMs } from "../../src/http/retry-policy.js";
import type { Attempt, Outcome } from "../../src/http/retry-policy.js";

const busy = { kind: "busy", isUndone: false } as const;
const first = { number: 1, isRepeatable: true, leftMs: 30_000 } as const;

const pauseOf = (attempt: Partial<Attempt> & Pick<Attempt, "outcome">, chance = 1) =>
  nextPauseMs({ ...first, ...attempt }, chance);

describe("nextPauseMs", () => {
  it.each<[outcome: Outcome, repeatable: boolean, unrepeatable: boolean, done: boolean]>([
    [{ kind: "notSent" }, true, true, false],
    [{ kind: "dead" }, false, false, false],
    [{ kind: "misconfigured" }, false, false, false],
    [{ kind: "lost" }, true, false, true],
    [{ kind: "timedOut" }, false, false, true],
    [{ kind: "closed" }, false, false, true],
    [busy, true, false, true],
    [{ kind: "busy", isUndone: true }, true, true, false],
  ])("after %j repeats what may be: %s, other: %s", (outcome, repeatable, unrepeatable, done) => {
    expect(pauseOf({ outcome }) !== undefined).toBe(repeatable);
    expect(pauseOf({ outcome, isRepeatable: false }) !== undefined).toBe(unrepeatable);
    expect(mayBeDone(outcome)).toBe(done);
  });

  it("tells at once that the server is dead, but to those whom it left hope on", () => {
    const outcome: Outcome = { kind: "dead" };
    expect([1, 2, 3].map((number) => pauseOf({ outcome, number }))).toEqual([
      undefined,
      800,
      undefined,
    ]);
  });

  it("waits longer before the third attempt, and makes no fourth", () => {
    const outcome: Outcome = { kind: "lost" };
    const pauses = [1, 2, 3].map((number) => pauseOf({ outcome, number }));
    expect(pauses).toEqual([200, 800, undefined]);
  });

  it("spreads the attempts of many over half the pause", () => {
    expect([0, 0.5, 1].map((chance) => pauseOf({ outcome: busy }, chance))).toEqual([
      100, 150, 200,
    ]);
  });

  it("waits as long as the server asks, if there is time for that", () => {
    const outcome: Outcome = { ...busy, retryAfterMs: 5000 };
    expect(pauseOf({ outcome })).toBe(5000);
    expect(pauseOf({ outcome, leftMs: 5000 })).toBeUndefined();
    expect(pauseOf({ outcome: { ...busy, retryAfterMs: 0 } })).toBe(200);
  });
});
