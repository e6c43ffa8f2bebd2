import { exportAnswers } from "../export/export-answers.js";
import type { DecisionEntry } from "../export/export-entry.js";
import type { ExportOptions } from "../export/export-options.js";
import { withDecisions } from "../export/with-decisions.js";
import type { RunId } from "../ids.js";
import type { WorkTransaction } from "../ports/work-store.js";
import { getSession } from "./get-session.js";
import type { ReviewParts } from "./parts.js";
import { readWork } from "./read-work.js";

/** The session's answers and decisions as lines of text. @throws {LabelingError} NOT_FOUND */
export async function* exportSession(
  parts: ReviewParts,
  runId: RunId,
  options: ExportOptions,
): AsyncGenerator<string, void> {
  const { session, decisions } = await parts.work.transaction(async (tx) => ({
    session: await getSession(tx, runId),
    decisions: await readDecisions(tx, runId),
  }));
  yield* exportAnswers(session, withDecisions(readWork(parts, runId), decisions), options);
}

/** In the order of the items' addition. There are few: where people disagreed, and somebody decided. */
async function readDecisions(
  { adjudications, assignments }: WorkTransaction,
  runId: RunId,
): Promise<readonly DecisionEntry[]> {
  const decisions = await adjudications.list(runId);
  if (decisions.length === 0) return [];
  const byItem = new Map(decisions.map((adjudication) => [adjudication.itemId, adjudication]));
  return (await assignments.listItems(runId)).flatMap((item) => {
    const adjudication = byItem.get(item.itemId);
    return adjudication === undefined ? [] : [{ kind: "decision", item, adjudication } as const];
  });
}
