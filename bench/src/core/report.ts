import type { BenchCase, CaseRun } from "./bench-case.ts";
import { aligned } from "../table.ts";

const HEADINGS = [
  "case",
  "size",
  "time",
  "growth",
  "memory",
  "peer",
  "its time",
  "ratio",
  "its memory",
];

/** Ours and the peer's may round differently. */
const TOLERANCE = 1e-9;

/** The run that was disturbed least. */
export function bestOf(runs: readonly CaseRun[]): CaseRun {
  const best = runs.toSorted((one, other) => one.seconds - other.seconds)[0];
  if (best === undefined) throw new Error("Nothing was run.");
  return best;
}

/** Where the figures of the two are not the same, in words. */
export function disagreements(ours: CaseRun["outcome"], peer: CaseRun["outcome"]): string[] {
  const names = [...new Set([...Object.keys(ours), ...Object.keys(peer)])];
  return names.flatMap((name) => {
    const [own, other] = [ours[name], peer[name]];
    const isSame = own !== undefined && other !== undefined && Math.abs(own - other) <= TOLERANCE;
    return isSame ? [] : [`${name} is ${own} here and ${other} with the peer`];
  });
}

/** One line of the table. `growth`: how much longer the full size takes than a tenth of it; 10 is linear. */
export function rowOf(
  { name, unit, size, peer }: BenchCase,
  runs: { readonly tenth: CaseRun; readonly full: CaseRun; readonly peer: CaseRun },
): readonly string[] {
  return [
    name,
    `${size.toLocaleString("en-US")} ${unit}`,
    seconds(runs.full),
    `${(runs.full.seconds / runs.tenth.seconds).toFixed(1)}×`,
    memory(runs.full),
    peer.name,
    seconds(runs.peer),
    (runs.full.seconds / runs.peer.seconds).toFixed(2),
    memory(runs.peer),
  ];
}

/** The table as text. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  return `${aligned([HEADINGS, ...rows])}\ntime: the fastest of three runs · growth: against a tenth of the size, 10× is linear · ratio: time against the peer's\n`;
}

function seconds(run: CaseRun): string {
  return `${run.seconds.toFixed(2)} s`;
}

function memory(run: CaseRun): string {
  return `${Math.round(run.peakMiB)} MiB`;
}
