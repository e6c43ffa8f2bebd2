import { describe, expect, it } from "vitest";
import { missedAims } from "../../src/mlflow/aims.js";
import type { Measured } from "../../src/mlflow/compete.js";

const FOUR = { database: "sqlite", workers: 4 } as const;
const ONE = { database: "sqlite", workers: 1 } as const;

function run(seconds: Readonly<Record<string, number>>, others: Partial<Measured> = {}) {
  const steps = Object.entries(seconds).map(
    ([step, took]) =>
      [
        step,
        { seconds: took, requests: ["GET /version"], cpuSeconds: 1, peakMiB: 100, ...others },
      ] as const,
  );
  return new Map(steps);
}

function best(
  ours: ReturnType<typeof run>,
  others: { floor: number; python: number; python8: number },
) {
  const all = (took: number) =>
    run(Object.fromEntries([...ours.keys()].map((step) => [step, took])));
  return {
    ours,
    floor: all(others.floor),
    python: all(others.python),
    python8: all(others.python8),
  };
}

describe("missedAims", () => {
  it("finds nothing to say about a run that meets them", () => {
    const ours = run({ ready: 0.2, create: 1, label: 1, "sync 2,000 again": 1 });
    expect(missedAims(best(ours, { floor: 1, python: 9, python8: 2 }), FOUR)).toEqual([]);
  });

  it("compares with the floor, and with Python in both its ways", () => {
    const ours = run({ create: 1.3 });
    expect(missedAims(best(ours, { floor: 1, python: 1.2, python8: 1.1 }), ONE)).toEqual([
      "create: 1.30 times the floor, not 1.2",
      "create: slower than Python with eight threads",
      "create: slower than Python",
    ]);
  });

  it("asks for more on the server as MLflow starts it", () => {
    const ours = run({ label: 1, "sync 2,000 again": 1, "sync 2,000": 1 });
    const figures = best(ours, { floor: 1, python: 4, python8: 2 });
    expect(missedAims(figures, ONE)).toEqual([]);
    expect(missedAims(figures, FOUR)).toEqual([
      "label: 4.0 times as fast as Python, not 8",
      "sync 2,000 again: 4.0 times as fast as Python, not 5",
    ]);
  });

  it("limits requests, memory and the start", () => {
    const steps = { ready: 0.4, read: 1, progress: 1, "sync 2,000": 1, "sync 2,000 again": 1 };
    const ours = run(steps, { requests: Array(13).fill("GET /version"), peakMiB: 151 });
    expect(missedAims(best(ours, { floor: 1, python: 9, python8: 2 }), ONE)).toEqual([
      "ready after 0.40 s, not 0.3 s",
      "read: 13 requests, not 12",
      "progress: 13 requests, not 2",
      "sync 2,000: 13 requests, not 12",
      "sync 2,000 again: 13 requests, not 3",
      'a peak of 151 MiB, beyond 150 since "ready"',
    ]);
  });
});
