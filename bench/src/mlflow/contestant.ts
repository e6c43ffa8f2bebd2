import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { peakMiB } from "../peak-memory.ts";
import type { Outcome, Step, StepAnswer, Task } from "./protocol.ts";

/** Does the work, step by step. */
export type Contestant = (step: Step) => Promise<Outcome>;

/** Runs a contestant in this process: a step a line on standard input, its answer a line on standard output. */
export async function serve(open: (task: Task) => Contestant): Promise<void> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the bench wrote it
  const task = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Task;
  const contestant = open(task);
  for await (const line of createInterface({ input: process.stdin })) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the bench wrote it
    const step = JSON.parse(line) as Step;
    process.stdout.write(`${JSON.stringify(await measured(contestant, step))}\n`);
  }
}

async function measured(contestant: Contestant, step: Step): Promise<StepAnswer> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const outcome = await contestant(step);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1e6, peakMiB: peakMiB(), outcome };
}
