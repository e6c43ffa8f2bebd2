import { describe, expect, it } from "vitest";
import { watchHealth } from "../../src/http/health.js";

const STARTED = Date.UTC(2026, 10, 24, 10, 0, 0);

/** A health whose probes wait until the test answers them. */
function watch() {
  let nowMs = STARTED;
  const asked: ((isAlive: boolean) => void)[] = [];
  const probe = () =>
    new Promise<boolean>((resolve) => {
      asked.push(resolve);
    });
  const health = watchHealth(probe, () => nowMs);
  return {
    health,
    asked,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

async function dead() {
  const watched = watch();
  watched.health.failed();
  const call = watched.health.admit("read it", undefined);
  watched.asked[0]?.(false);
  await expect(call).rejects.toMatchObject({ code: "UNAVAILABLE" });
  return watched;
}

describe("watchHealth", () => {
  it("asks the server once for all who come after a failure", async () => {
    const { health, asked } = watch();
    health.failed();
    const calls = [health.admit("a", undefined), health.admit("b", undefined)];
    expect(asked).toHaveLength(1);
    asked[0]?.(true);
    await Promise.all(calls);
    await health.admit("c", undefined);
    expect(asked).toHaveLength(1);
    expect(health.deaths()).toBe(0);
  });

  it("says since when a dead server does not answer, and when it is asked again", async () => {
    const { health, asked, pass } = await dead();
    pass(100);
    await expect(health.admit("read it", undefined)).rejects.toThrow(
      "Could not read it: MLflow has not answered since 2026-11-24T10:00:00Z. Check that the server runs; it is tried again in 1 s.",
    );
    expect(asked).toHaveLength(1);
    expect(health.deaths()).toBe(1);
  });

  it("asks again after the pause, and lets calls pass when the server is back", async () => {
    const { health, asked, pass } = await dead();
    pass(500);
    const call = health.admit("read it", undefined);
    asked[1]?.(true);
    await call;
    await health.admit("read it", undefined);
    expect(asked).toHaveLength(2);
  });

  it("takes any answer for life", async () => {
    const { health } = await dead();
    health.answered();
    await health.admit("read it", undefined);
    expect(health.deaths()).toBe(1);
  });

  it("counts a server once that stays dead", async () => {
    const { health, asked, pass } = await dead();
    pass(500);
    const call = health.admit("read it", undefined);
    asked[1]?.(false);
    await expect(call).rejects.toThrow(/has not answered/);
    expect(health.deaths()).toBe(1);
  });

  it("lets a caller leave who waits for a probe", async () => {
    const { health, asked } = watch();
    health.failed();
    const controller = new AbortController();
    const leaving = health.admit("a", controller.signal);
    const staying = health.admit("b", undefined);
    const reason = new Error("not wanted");
    controller.abort(reason);
    await expect(leaving).rejects.toBe(reason);
    asked[0]?.(true);
    await staying;
  });
});
