import { say } from "../say.ts";
import type { BenchServer } from "./bench-server.ts";
import { calibrate } from "./calibrate.ts";
import { compete } from "./compete.ts";
import type { Run, Sendings } from "./compete.ts";
import { CONTESTANTS } from "./contestant-process.ts";
import type { ContestantName, Programs } from "./contestant-process.ts";
import { makeWorld } from "./world.ts";
import type { Sizes } from "./world.ts";

/** What is measured on a server. */
export interface ServerRuns {
  /** Each contestant's runs, one a round. */
  readonly runs: ReadonlyMap<ContestantName, readonly Run[]>;
  /** Ours with a tenth of the traces. */
  readonly tenth: Run;
  readonly sendings: Sendings;
}

/** The contestants take turns, each time in another order, so that a busy moment of the machine hits all. */
export async function measureServer(
  server: BenchServer,
  sizes: Sizes,
  rounds: number,
  programs: Programs,
): Promise<ServerRuns> {
  say("finding how the floor is reached …");
  const sendings = await calibrate(server.url, sizes, programs);
  const runs = new Map<ContestantName, Run[]>();
  for (let round = 0; round < rounds; round += 1) {
    const order = [...CONTESTANTS.slice(round % 4), ...CONTESTANTS.slice(0, round % 4)];
    for (const name of order) {
      const world = await makeWorld(server.url, sizes);
      say(`round ${round + 1} of ${rounds}: ${name} …`);
      const known = name === "floor" ? sendings : undefined;
      const run = await compete(name, world, server, programs, known);
      runs.set(name, [...(runs.get(name) ?? []), run]);
    }
  }
  const small = { ...sizes, traces: Math.max(1, Math.round(sizes.traces / 10)) };
  const tenth = await compete("ours", await makeWorld(server.url, small), server, programs);
  return { runs, tenth, sendings };
}
