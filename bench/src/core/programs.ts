import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BenchCase, CaseRun } from "./bench-case.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Runs a case in a process of its own, on what is built. */
export function runOurs({ name }: BenchCase, size: number): Promise<CaseRun> {
  return runProgram(process.execPath, [here("run-case.ts"), name, `${size}`]);
}

/** Runs a case's peer with the given Python. */
export function runPeer({ peer }: BenchCase, size: number, python: string): Promise<CaseRun> {
  return runProgram(python, [here(`../../peers/${peer.script}`), `${size}`]);
}

async function runProgram(program: string, args: readonly string[]): Promise<CaseRun> {
  const { stdout } = await promisify(execFile)(program, args);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own programs print it
  return JSON.parse(stdout) as CaseRun;
}
