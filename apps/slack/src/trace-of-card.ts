import { traceIdsOf, type SubmissionKey, type Trace } from "@labeldesk/core";
import type { Desk } from "./desk.js";

/** The trace under review in an item; `undefined` when it was deleted. */
export async function traceOf(
  desk: Pick<Desk, "review" | "tracking">,
  { runId, itemId }: Pick<SubmissionKey, "runId" | "itemId">,
): Promise<Trace | undefined> {
  const items = await desk.review.listItems(runId);
  const item = items.find((entry) => entry.itemId === itemId);
  const [traceId] = item === undefined ? [] : traceIdsOf(item.source);
  if (traceId === undefined) return undefined;
  const [trace] = await desk.tracking.traces.getTraces([traceId]);
  return trace;
}
