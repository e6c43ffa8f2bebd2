import { traceIdsOf, type SubmissionKey, type Trace } from "@labeldesk/core";
import type { Desk } from "./desk.js";

/** The trace under review in an item; `undefined` when it was deleted. */
export async function traceOf(
  desk: Pick<Desk, "work" | "tracking">,
  { runId, itemId }: Pick<SubmissionKey, "runId" | "itemId">,
): Promise<Trace | undefined> {
  const item = await desk.work.transaction(({ assignments }) =>
    assignments.findItem(runId, itemId),
  );
  const [traceId] = item === undefined ? [] : traceIdsOf(item.source);
  if (traceId === undefined) return undefined;
  const [trace] = await desk.tracking.traces.getTraces([traceId]);
  return trace;
}
