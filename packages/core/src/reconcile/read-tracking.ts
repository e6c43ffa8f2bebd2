import { batches } from "../batches.js";
import type { TraceId } from "../ids.js";
import { traceIdsOf, type Item, type WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import { TRACES_PER_CALL } from "../labeling/read-labels.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Tracking } from "../ports/tracking.js";
import type { SeenTrace } from "./reconcile-plan.js";

/** All that the tracking store knows of a session's labels. */
export interface TrackingSeen {
  readonly tracked: readonly Item[];
  readonly traces: ReadonlyMap<TraceId, SeenTrace>;
  readonly goneTraces: ReadonlySet<TraceId>;
}

/**
 * Reads items and traces, by the page. Only traces that are wanted and not among those found are asked for by their
 * ids: a page may leave one out while others are being deleted, and one that is not linked to the run is not found.
 *
 * @param here the items of the work store; the trace of one that is excluded is not missed
 */
export async function readTracking(
  { items, traces }: Tracking,
  { runId, experimentId }: LabelingSession,
  here: readonly WorkItem[],
  options?: CallOptions,
): Promise<TrackingSeen> {
  const tracked: Item[] = [];
  for await (const item of items.listItems(runId, options)) tracked.push(item);
  const all = [...here, ...tracked];
  const missing = new Set(all.flatMap(({ source }) => traceIdsOf(source)));
  const found = new Map<TraceId, SeenTrace>();
  if (missing.size > 0) {
    const search = traces.searchTraces({ experimentId, runId }, options);
    for await (const { traceId, assessments } of search) {
      found.set(traceId, { traceId, assessments });
      // A last page that is full would ask for one more.
      if (missing.delete(traceId) && missing.size === 0) break;
    }
  }
  const excluded = here.filter(({ state }) => state === "excluded");
  for (const traceId of excluded.flatMap(({ source }) => traceIdsOf(source)))
    missing.delete(traceId);
  for (const batch of batches([...missing], TRACES_PER_CALL)) {
    for (const { traceId, assessments } of await traces.getTraceInfos(batch, options)) {
      found.set(traceId, { traceId, assessments });
      missing.delete(traceId);
    }
  }
  return { tracked, traces: found, goneTraces: missing };
}
