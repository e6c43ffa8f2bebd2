import type { ServerKind } from "./bench-server.ts";
import { peakOf } from "./best.ts";
import type { Best } from "./best.ts";

/** Of the floor's time. */
const FLOOR = 1.2;
const READY_SECONDS = 0.3;
const PEAK_MIB = 150;
/** On the server as MLflow starts it, against documented Python. */
const LABELS_FASTER = 8;
const SYNC_AGAIN_FASTER = 5;
const DEFAULT_WORKERS = 4;
/** Requests at most, for 500 traces; a step that is not named has no limit of its own. After a full page MLflow has an empty one. */
const MOST_REQUESTS = [
  [/^read$/, 12],
  [/^progress$/, 2],
  [/^sync [\d,]+$/, 12],
  [/^sync .*again$/, 3],
] as const;

/** The aims that were missed, in words. */
export function missedAims(best: Best, { workers }: ServerKind): readonly string[] {
  const { ours, floor, python, python8 } = best;
  const missed: string[] = [];
  for (const [step, { seconds, requests }] of ours) {
    const of = (run: typeof ours) => run.get(step)?.seconds ?? Number.NaN;
    if (step === "ready") {
      if (seconds > READY_SECONDS)
        missed.push(`ready after ${seconds.toFixed(2)} s, not ${READY_SECONDS} s`);
      continue;
    }
    const ratio = seconds / of(floor);
    if (ratio > FLOOR) missed.push(`${step}: ${ratio.toFixed(2)} times the floor, not ${FLOOR}`);
    if (seconds > of(python8)) missed.push(`${step}: slower than Python with eight threads`);
    if (seconds > of(python)) missed.push(`${step}: slower than Python`);
    const faster = fasterThanPython(step);
    if (workers === DEFAULT_WORKERS && faster !== undefined && of(python) < faster * seconds) {
      missed.push(
        `${step}: ${(of(python) / seconds).toFixed(1)} times as fast as Python, not ${faster}`,
      );
    }
    const [, most] = MOST_REQUESTS.find(([pattern]) => pattern.test(step)) ?? [];
    if (most !== undefined && requests.length > most) {
      missed.push(`${step}: ${requests.length} requests, not ${most}`);
    }
  }
  const fat = [...ours].find(([, { peakMiB }]) => peakMiB > PEAK_MIB);
  if (fat !== undefined) {
    missed.push(`a peak of ${Math.round(peakOf(ours))} MiB, beyond ${PEAK_MIB} since "${fat[0]}"`);
  }
  return missed;
}

function fasterThanPython(step: string): number | undefined {
  if (step === "label") return LABELS_FASTER;
  return /^sync .*again$/.test(step) ? SYNC_AGAIN_FASTER : undefined;
}
