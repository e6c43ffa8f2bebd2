import { RunId, type WorkStore, type WorkTransaction } from "@labeldesk/core";
import { adjudicationOf, ana, ben, itemId, keyOf, submissionOf } from "./work-bench.js";

/** Where a process is to die. Plain data, so that it can be handed to another process as JSON. */
export interface KillPlan {
  readonly runId: string;
  /** Dies after so many statements of the transaction; after one more, right after the commit. */
  readonly afterStatements: number;
}

/** What the process does in its one transaction. */
export const DOOMED_STATEMENTS: readonly ((
  parts: WorkTransaction,
  runId: RunId,
) => Promise<unknown>)[] = [
  ({ submissions }, runId) => submissions.accept(submissionOf(keyOf(runId, 1, ana), "doomed")),
  ({ assignments }, runId) => assignments.settle(keyOf(runId, 1, ana)),
  ({ assignments }, runId) => assignments.setItemState(runId, itemId(1), "complete"),
  ({ assignments }, runId) =>
    assignments.setReservations(runId, [{ itemId: itemId(2), reviewer: ben }]),
  ({ adjudications }, runId) => adjudications.decide(adjudicationOf(runId, 1, "doomed")),
  ({ jobs }, runId) => jobs.enqueue(doomedJob(runId)),
];

/** The job that the transaction enqueues. */
export function doomedJob(runId: RunId) {
  return { kind: `doomed.${runId}`, key: "k", payload: {} };
}

/**
 * What the process to be killed runs, on a store of its own on the data under test. `kill` must end the process at once,
 * as `() => process.kill(process.pid, "SIGKILL")` does: nothing after it may run.
 */
export async function runUntilKilled(
  store: WorkStore,
  plan: KillPlan,
  kill: () => void,
): Promise<void> {
  const runId = RunId.parse(plan.runId);
  await store.transaction(async (parts) => {
    for (const [count, statement] of DOOMED_STATEMENTS.entries()) {
      if (count === plan.afterStatements) kill();
      await statement(parts, runId);
    }
    if (DOOMED_STATEMENTS.length === plan.afterStatements) kill();
  });
  kill();
}
