import { batches } from "../batches.js";
import { isLabelingError } from "../errors.js";
import { ReviewerEmail, type TraceId } from "../ids.js";
import { traceIdsOf, type Item, type NewItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Tracking } from "../ports/tracking.js";
import { chooseTraces } from "./choose-traces.js";
import { copyForeignTraces, type ReadyTrace, type ReadyTraces } from "./copy-traces.js";
import { describeForeign } from "./foreign-traces.js";
import type {
  AddTracesOptions,
  AddTracesReport,
  ForeignTrace,
  TraceSelection,
} from "./labeling.js";
import { lookUpTraces, type Candidate } from "./look-up-traces.js";

/** Each call also reads what the session has, so that many small ones would cost the square of the items. On MLflow some seconds. */
const ITEMS_PER_CALL = 250;
/** A copy takes the time of ten items: whoever waits wants to see it go on. */
const COPIES_PER_CALL = 50;

/** Adds the traces that the session lacks. Safe to repeat: what was added before an interruption counts as present. */
export async function addTraces(
  session: LabelingSession,
  selection: TraceSelection,
  tracking: Tracking,
  options: AddTracesOptions = {},
): Promise<AddTracesReport> {
  const chosen = await chooseTraces(session, selection, tracking.traces, options);
  const present = await presentTraces(session, tracking, options);
  const absent = chosen.filter((traceId) => !present.has(traceId));
  const { found, missing } = await lookUpTraces(session, absent, tracking.traces, options);
  const welcome = found.filter((trace) => isWelcome(session, trace, options));
  const outcomes: BatchOutcome[] = [];
  let done = chosen.length - welcome.length;
  await options.onProgress?.({ done, found: chosen.length });
  // One batch after the other, so that items keep the order of the selection.
  for (const batch of batches(welcome, perCall(session, welcome))) {
    outcomes.push(await addBatch(session, batch, tracking, options));
    done += batch.length;
    await options.onProgress?.({ done, found: chosen.length });
  }
  const added = outcomes.flatMap((outcome) => outcome.added);
  const gone = [...missing, ...outcomes.flatMap((outcome) => outcome.gone)];
  const foreign = [
    ...found.filter((trace) => !isWelcome(session, trace, options)).map(because("refused")),
    ...outcomes.flatMap(({ inProgress }) => inProgress.map(because("in-progress"))),
  ];
  const ready = outcomes.flatMap((outcome) => outcome.ready);
  return {
    added,
    missing: gone,
    foreign: await describeForeign(foreign, tracking.experiments, options),
    // Also what somebody else added meanwhile.
    present: chosen.length - added.length - gone.length - foreign.length,
    copied: copiesIn(ready),
    unknownReviewers: unknownReviewers(session, ready),
  };
}

function isWelcome(
  session: LabelingSession,
  { experimentId }: Candidate,
  { copyForeign = false }: AddTracesOptions,
): boolean {
  return copyForeign || experimentId === session.experimentId;
}

function perCall({ experimentId }: LabelingSession, welcome: readonly Candidate[]): number {
  const isOwn = welcome.every((trace) => trace.experimentId === experimentId);
  return isOwn ? ITEMS_PER_CALL : COPIES_PER_CALL;
}

function because(reason: ForeignTrace["reason"]) {
  return (trace: Candidate) => ({ trace, reason });
}

function copiesIn(ready: readonly ReadyTrace[]): AddTracesReport["copied"] {
  return ready
    .filter(({ traceId, original }) => traceId !== original)
    .map(({ traceId, original }) => ({ from: original, to: traceId }));
}

async function presentTraces(
  { runId }: LabelingSession,
  { items }: Tracking,
  options: CallOptions,
): Promise<ReadonlySet<TraceId>> {
  const present = new Set<TraceId>();
  for await (const { source } of items.listItems(runId, options)) {
    for (const traceId of traceIdsOf(source)) present.add(traceId);
  }
  return present;
}

interface BatchOutcome extends ReadyTraces {
  readonly added: readonly Item[];
}

/** Adds a batch; when a trace of it was deleted since the look-up, the rest is added without it. */
async function addBatch(
  session: LabelingSession,
  batch: readonly Candidate[],
  { traces, items }: Tracking,
  options: CallOptions,
): Promise<BatchOutcome> {
  const outcome = await copyForeignTraces(session, batch, traces, options);
  const add = async (ready: readonly ReadyTrace[]) =>
    ready.length === 0 ? [] : items.addItems(session.runId, ready.map(newItem), options);
  try {
    return { ...outcome, added: await add(outcome.ready) };
  } catch (error) {
    if (!isLabelingError(error, "NOT_FOUND")) throw error;
    const traceIds = outcome.ready.map(({ traceId }) => traceId);
    const { missing } = await lookUpTraces(session, traceIds, traces, options);
    if (missing.length === 0) throw error;
    const ready = outcome.ready.filter(({ traceId }) => !missing.includes(traceId));
    const gone = outcome.ready.filter(({ traceId }) => missing.includes(traceId));
    return {
      ...outcome,
      added: await add(ready),
      ready,
      gone: [...outcome.gone, ...gone.map(({ original }) => original)],
    };
  }
}

/** The people whom the trace's tag names have the item, assigned or not yet. */
function newItem({ traceId, named }: ReadyTrace): NewItem {
  const assignees = [...new Set(named.flatMap((name) => ReviewerEmail.safeParse(name).data ?? []))];
  const source = { kind: "trace", traceId } as const;
  return assignees.length === 0 ? { source } : { source, assignees };
}

function unknownReviewers(
  { assignedUsers }: LabelingSession,
  ready: readonly ReadyTrace[],
): readonly string[] {
  const known = new Set<string | undefined>(assignedUsers);
  const unknown = ready
    .flatMap(({ named }) => named)
    .filter((name) => !known.has(ReviewerEmail.safeParse(name).data));
  return [...new Set(unknown)];
}
