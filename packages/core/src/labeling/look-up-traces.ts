import { batches } from "../batches.js";
import type { ExperimentId, TraceId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { TraceStore } from "../ports/trace-store.js";
import type { TraceInfo } from "../trace.js";
import { TRACES_PER_CALL } from "./read-labels.js";

/** A trace that exists, as far as adding it needs it. */
export interface Candidate {
  readonly traceId: TraceId;
  readonly experimentId: ExperimentId;
  /** Whom its tag names, in a session that is dealt by a tag. */
  readonly named: readonly string[];
}

/** The traces that exist, in the order asked, and the ids that no trace has. */
export async function lookUpTraces(
  { dealing }: Pick<LabelingSession, "dealing">,
  traceIds: readonly TraceId[],
  traces: TraceStore,
  options: CallOptions,
): Promise<{ readonly found: readonly Candidate[]; readonly missing: readonly TraceId[] }> {
  const known = new Map<TraceId, Candidate>();
  for (const batch of batches(traceIds, TRACES_PER_CALL)) {
    for (const info of await traces.getTraceInfos(batch, options)) {
      const { traceId, experimentId } = info;
      known.set(traceId, { traceId, experimentId, named: namesIn(info, dealing) });
    }
  }
  return {
    found: traceIds.flatMap((traceId) => known.get(traceId) ?? []),
    missing: traceIds.filter((traceId) => !known.has(traceId)),
  };
}

function namesIn(
  { tags }: TraceInfo,
  { strategy, reviewerTag }: LabelingSession["dealing"],
): readonly string[] {
  if (strategy !== "manual" || reviewerTag === undefined) return [];
  const names = (tags[reviewerTag] ?? "").split(",").map((name) => name.trim());
  return names.filter((name) => name !== "");
}
