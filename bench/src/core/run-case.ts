// Runs one case in this process and prints what came of it as a line of JSON: `node run-case.ts <case> <size>`.
import { findCase } from "./cases/cases.ts";
import type { CaseRun } from "./bench-case.ts";
import { peakMiB } from "../peak-memory.ts";

const [name = "", size = ""] = process.argv.slice(2);
const work = findCase(name).prepare(Number(size));
const start = performance.now();
const outcome = await work();
const seconds = (performance.now() - start) / 1000;
const run: CaseRun = { seconds, peakMiB: peakMiB(), outcome };
process.stdout.write(`${JSON.stringify(run)}\n`);
