import type { BenchCase } from "../bench-case.ts";
import { alpha } from "./alpha.ts";
import { dealing } from "./dealing.ts";
import { syncPlan } from "./sync-plan.ts";

/** What `npm run bench -- core` measures. */
export const CASES: readonly BenchCase[] = [dealing, alpha, syncPlan];

/** @throws {Error} for a name that no case has */
export function findCase(name: string): BenchCase {
  const found = CASES.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no case "${name}".`);
  return found;
}
