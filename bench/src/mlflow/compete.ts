import type { BenchServer } from "./bench-server.ts";
import { findFaults } from "./check.ts";
import { startContestant } from "./contestant-process.ts";
import type { ContestantName, Programs } from "./contestant-process.ts";
import type { Sending, Step, StepAnswer } from "./protocol.ts";
import type { World } from "./world.ts";

/** A step as it was measured. */
export interface Measured extends Pick<StepAnswer, "seconds" | "cpuSeconds" | "peakMiB"> {
  /** What the server was asked. */
  readonly requests: readonly string[];
}

/** Measurements by the step's name, such as `sync 2,000 again`, in the order of the steps. */
export type Run = ReadonlyMap<string, Measured>;

/** How the floor sends, by {@link workOf} a step; empty for the others. */
export type Sendings = ReadonlyMap<string, Sending>;

/** Steps of the same work are sent the same way. */
export function workOf({ kind, isWarm = false }: Step): string {
  return isWarm ? `${kind} again` : kind;
}

/** The steps of the whole work on a world, by name. */
export function stepsOf({
  datasets,
}: Pick<World, "datasets">): readonly (readonly [string, Step])[] {
  return [
    ["ready", { kind: "connect" }],
    ["create", { kind: "create" }],
    ["read", { kind: "read" }],
    ["label", { kind: "label" }],
    ["progress", { kind: "progress" }],
    ...datasets.flatMap(({ datasetId, records }): (readonly [string, Step])[] => {
      const name = `sync ${records.toLocaleString("en-US")}`;
      return [
        [name, { kind: "sync", datasetId }],
        [`${name} again`, { kind: "sync", datasetId, isWarm: true }],
      ];
    }),
  ];
}

/**
 * Lets a contestant do the whole work in a world of its own, reading back after each step what it left.
 *
 * @throws {Error} when a contestant fails, or what it left is wrong: a figure of wrong work is none
 */
export async function compete(
  name: ContestantName,
  world: World,
  server: BenchServer,
  programs: Programs,
  sendings: Sendings = new Map(),
): Promise<Run> {
  const run = new Map<string, Measured>();
  let runId = "";
  const startedAt = performance.now();
  const contestant = await startContestant(name, world.task, programs);
  try {
    for (const [title, plain] of stepsOf(world)) {
      const sending = sendings.get(workOf(plain));
      const step = { ...plain, ...(sending === undefined ? {} : { sending }) };
      const before = (await server.readRequests()).length;
      const { outcome, ...answer } = await contestant.take(step);
      const requests = (await server.readRequests()).slice(before);
      // From the start of the process: importing is what a user waits for, too.
      const seconds =
        step.kind === "connect" ? (performance.now() - startedAt) / 1000 : answer.seconds;
      if (step.kind === "create") runId = String(outcome["runId"]);
      const faults = await findFaults(world, step, outcome, runId);
      if (faults.length > 0) throw new Error(`${name}, ${title}: ${faults.join("; ")}.`);
      run.set(title, { ...answer, seconds, requests });
    }
  } finally {
    await contestant.stop();
  }
  return run;
}
