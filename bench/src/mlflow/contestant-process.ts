import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { StepAnswer } from "./protocol.ts";
import type { Step, Task } from "./protocol.ts";

/** Who does the work. */
export const CONTESTANTS = ["ours", "floor", "python", "python8"] as const;
export type ContestantName = (typeof CONTESTANTS)[number];

/** What the programs of the contestants are. */
export interface Programs {
  readonly python: string;
  /** Node's arguments for a contestant. Default: what was built, since stripping types would cost it time and memory. */
  readonly argumentsOf?: (name: "ours" | "floor") => readonly string[];
}

/** A contestant in a process of its own. */
export interface ContestantProcess {
  /** @throws {Error} when it fails; it has said why on standard error */
  take(step: Step): Promise<StepAnswer>;
  stop(): Promise<void>;
}

/** Starts a contestant; it has not said anything yet. */
export async function startContestant(
  name: ContestantName,
  task: Task,
  programs: Programs,
): Promise<ContestantProcess> {
  const directory = await mkdtemp(join(tmpdir(), "labeldesk-bench-"));
  const file = join(directory, "task.json");
  await writeFile(file, JSON.stringify(task));
  const [program = "", ...args] = commandOf(name, programs);
  const child = spawn(program, [...args, file, ...threadsOf(name)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => {
    child.on("exit", () => resolve());
    child.on("error", () => resolve());
  });
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    take: async (step) => {
      child.stdin.write(`${JSON.stringify(step)}\n`);
      const { value } = await lines.next();
      if (value === undefined) throw new Error(`The contestant "${name}" ended in "${step.kind}".`);
      return StepAnswer.parse(JSON.parse(value));
    },
    stop: async () => {
      child.stdin.end();
      await ended;
      await rm(directory, { recursive: true });
    },
  };
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

function commandOf(
  name: ContestantName,
  { python, argumentsOf = (built) => [here(`../../dist/${built}.js`)] }: Programs,
): string[] {
  switch (name) {
    case "ours":
    case "floor":
      return [process.execPath, ...argumentsOf(name)];
    case "python":
    case "python8":
      return [python, here("../../peers/mlflow_client.py")];
  }
}

function threadsOf(name: ContestantName): string[] {
  switch (name) {
    case "ours":
    case "floor":
      return [];
    case "python":
      return ["1"];
    case "python8":
      return ["8"];
  }
}
