import { batches } from "../batches.js";
import { isLabelingError } from "../errors.js";
import type { TraceId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { TraceStore } from "../ports/trace-store.js";
import type { Candidate } from "./look-up-traces.js";

/** A copy is a few requests with a trace's spans in them: more at once would only queue on the server. */
const COPIES_AT_ONCE = 4;

/** A trace to add. `traceId` is the copy's where one was made of `original`. */
export interface ReadyTrace extends Candidate {
  readonly original: TraceId;
}

/** What came of making traces ready for a session. */
export interface ReadyTraces {
  readonly ready: readonly ReadyTrace[];
  /** They cannot be copied before they have ended. */
  readonly inProgress: readonly Candidate[];
  /** They were deleted meanwhile. */
  readonly gone: readonly TraceId[];
}

type Outcome =
  | { readonly kind: "ready"; readonly trace: ReadyTrace }
  | { readonly kind: "inProgress"; readonly trace: Candidate }
  | { readonly kind: "gone"; readonly traceId: TraceId };

/** Copies the traces of other experiments into the session's; the session's own are ready as they are. */
export async function copyForeignTraces(
  session: LabelingSession,
  candidates: readonly Candidate[],
  traces: TraceStore,
  options: CallOptions,
): Promise<ReadyTraces> {
  const outcomes: Outcome[] = [];
  for (const few of batches(candidates, COPIES_AT_ONCE)) {
    const done = few.map((candidate) => makeReady(session, candidate, traces, options));
    outcomes.push(...(await Promise.all(done)));
  }
  return {
    ready: outcomes.flatMap((outcome) => (outcome.kind === "ready" ? outcome.trace : [])),
    inProgress: outcomes.flatMap((outcome) => (outcome.kind === "inProgress" ? outcome.trace : [])),
    gone: outcomes.flatMap((outcome) => (outcome.kind === "gone" ? outcome.traceId : [])),
  };
}

async function makeReady(
  { experimentId }: LabelingSession,
  candidate: Candidate,
  traces: TraceStore,
  options: CallOptions,
): Promise<Outcome> {
  const { traceId: original } = candidate;
  if (candidate.experimentId === experimentId) {
    return { kind: "ready", trace: { ...candidate, original } };
  }
  try {
    const traceId = await traces.copyTrace(original, experimentId, options);
    return { kind: "ready", trace: { ...candidate, traceId, original } };
  } catch (error) {
    if (isLabelingError(error, "CONFLICT")) return { kind: "inProgress", trace: candidate };
    if (!isLabelingError(error, "NOT_FOUND")) throw error;
    // The session's experiment may be what is gone.
    const [stillThere] = await traces.getTraceInfos([original], options);
    if (stillThere !== undefined) throw error;
    return { kind: "gone", traceId: original };
  }
}
