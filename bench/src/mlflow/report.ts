import { aligned } from "../table.ts";
import type { ServerKind } from "./bench-server.ts";
import { bestOf, peakOf } from "./best.ts";
import type { Best } from "./best.ts";
import type { Measured, Run } from "./compete.ts";
import { CONTESTANTS } from "./contestant-process.ts";
import type { ContestantName } from "./contestant-process.ts";
import type { ServerRuns } from "./measure-server.ts";
import { missedAims } from "./aims.ts";
import type { Sizes } from "./world.ts";

/** What the tables say, and what was compared. */
export const EXPLANATION = `The same work, each time in a new experiment of the same server; after every step the stored result is read back, and a wrong one ends the run.
  ready     from the start of the process to the server's first answer, an experiment's name
  create    a run, a review queue with its questions and people, every trace in both
  read      the session's traces with their spans
  label     every reviewer's answer to two feedback questions and one expectation on each trace, and each item set complete
  progress  how many answers each reviewer gave, read from the server
  sync n    the expectations into a dataset of n records, half of the traces having one already; again: nothing changed since
ours: the core's façades on the adapter for MLflow, answers through a review with a work store in memory.
floor: only the requests that the work needs, written by hand over Node's http, connections and concurrency as were found best for each step.
Python: MLflow's public client as its documentation shows it (create_run, link_traces_to_run, review_queues, search_traces, log_feedback,
log_expectation, merge_records), one call after the other; Python 8: the same with eight threads.
Each cell: the fastest run's seconds, its requests by the server's log, its client's CPU seconds. The server runs without its job runner.

`;

const TITLES: Readonly<Record<ContestantName, string>> = {
  ours: "ours",
  floor: "floor",
  python: "Python",
  python8: "Python 8",
};

/** A server's table, and which aims were missed on it. */
export function reportOf(kind: ServerKind, sizes: Sizes, measured: ServerRuns): string {
  const best = bestOf(measured.runs);
  const headings = [
    "",
    ...CONTESTANTS.map((name) => TITLES[name]),
    "ours:floor",
    "Python:ours",
    "Python 8:ours",
    "growth",
  ];
  const rows = [...best.ours.keys()].map((step) => rowOf(step, best, measured.tenth));
  const peaks = CONTESTANTS.map((name) => `${Math.round(peakOf(best[name]))} MiB`);
  const missed = missedAims(best, kind);
  return [
    `${titleOf(kind)}, ${sizes.traces} traces, ${sizes.reviewers} reviewers\n`,
    aligned([headings, ...rows, ["peak memory", ...peaks]]),
    `floor: ${[...measured.sendings].map(([work, { connections, concurrency }]) => `${work} ${connections} ×${concurrency}`).join(", ")}\n`,
    `growth: ours against a tenth of the traces; 10× is linear\n`,
    missed.length === 0
      ? "All aims are met.\n"
      : `Missed:\n${missed.map((line) => `  ${line}\n`).join("")}`,
    "\n",
  ].join("");
}

function titleOf({ database, workers }: ServerKind): string {
  const title = database === "sqlite" ? "SQLite" : "PostgreSQL";
  return `${title}, ${workers === 1 ? "one worker" : `${workers} workers`}`;
}

function rowOf(step: string, best: Best, tenth: Run): readonly string[] {
  const { ours, floor, python, python8 } = best;
  const seconds = (run: Run) => run.get(step)?.seconds ?? Number.NaN;
  const own = seconds(ours);
  return [
    step,
    ...[ours, floor, python, python8].map((run) => cellOf(run.get(step))),
    (own / seconds(floor)).toFixed(2),
    (seconds(python) / own).toFixed(1),
    (seconds(python8) / own).toFixed(1),
    step === "ready" ? "" : `${(own / seconds(tenth)).toFixed(1)}×`,
  ];
}

function cellOf(measured: Measured | undefined): string {
  if (measured === undefined) return "";
  const { seconds, requests, cpuSeconds } = measured;
  return `${seconds.toFixed(2)} s ${requests.length} rq ${cpuSeconds.toFixed(2)} cpu`;
}

/** What a run asked the server for, step by step. */
export function requestsOf(run: Run): string {
  return [...run]
    .map(([step, { requests }]) => {
      const counts = new Map<string, number>();
      for (const request of requests) counts.set(request, (counts.get(request) ?? 0) + 1);
      const lines = [...counts].map(([request, count]) => `    ${count} ${request}\n`);
      return `  ${step}\n${lines.join("")}`;
    })
    .join("");
}
