import { ensureStatistics } from "@labeldesk/python-environment";
import { fail, say } from "../say.ts";
import type { BenchCase, CaseRun } from "./bench-case.ts";
import { CASES } from "./cases/cases.ts";
import { runOurs, runPeer } from "./programs.ts";
import { bestOf, disagreements, rowOf, tableOf } from "./report.ts";

/** Other programs take turns with ours on the machine: the fastest of these runs was disturbed least. */
const RUNS = 3;

/** Measures every case at a tenth of its size and at its full size, its peer in the same run. */
export async function benchCore(): Promise<void> {
  const python = await ensureStatistics({ log: say });
  if (python.kind === "missing") fail(`The peers cannot run: ${python.reason}`);
  const rows: (readonly string[])[] = [];
  for (const bench of CASES) {
    say(`${bench.name} …`);
    const tenth: CaseRun[] = [];
    for (let count = 0; count < RUNS; count += 1) tenth.push(await runOurs(bench, bench.size / 10));
    const { ours, peer } = await runSideBySide(bench, python.python);
    for (const line of disagreements(ours.outcome, peer.outcome)) {
      say(`${bench.name}: ${line}`);
      process.exitCode = 1;
    }
    rows.push(rowOf(bench, { tenth: bestOf(tenth), full: ours, peer }));
  }
  process.stdout.write(tableOf(rows));
}

/** Ours and the peer take turns, so that a busy moment of the machine hits both. */
async function runSideBySide(bench: BenchCase, program: string) {
  const ours: CaseRun[] = [];
  const peer: CaseRun[] = [];
  for (let count = 0; count < RUNS; count += 1) {
    ours.push(await runOurs(bench, bench.size));
    peer.push(await runPeer(bench, bench.size, program));
  }
  return { ours: bestOf(ours), peer: bestOf(peer) };
}
