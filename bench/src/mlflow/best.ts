import type { Measured, Run } from "./compete.ts";
import type { ContestantName } from "./contestant-process.ts";

/** The best of each contestant's runs, step by step. */
export type Best = Readonly<Record<ContestantName, Run>>;

/** Of each contestant's runs the fastest of each step: the one that was disturbed least. */
export function bestOf(runs: ReadonlyMap<ContestantName, readonly Run[]>): Best {
  return {
    ours: fastest(runs.get("ours")),
    floor: fastest(runs.get("floor")),
    python: fastest(runs.get("python")),
    python8: fastest(runs.get("python8")),
  };
}

function fastest(runs: readonly Run[] = []): Run {
  const best = new Map<string, Measured>();
  for (const [step, measured] of runs.flatMap((run) => [...run])) {
    const before = best.get(step);
    if (before === undefined || measured.seconds < before.seconds) best.set(step, measured);
  }
  return best;
}

/** The most memory that was held in any of the steps, in MiB. */
export function peakOf(run: Run): number {
  return Math.max(...[...run.values()].map(({ peakMiB }) => peakMiB));
}
