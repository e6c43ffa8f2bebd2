import { batches } from "../batches.js";
import { isLabelingError, LabelingError } from "../errors.js";
import type { ExperimentId, TraceId } from "../ids.js";
import { traceIdsOf, type Item } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Tracking } from "../ports/tracking.js";
import type { AddTracesProgress, AddTracesReport, TraceSelection } from "./labeling.js";
import { TRACES_PER_CALL } from "./read-labels.js";

/** MLflow's review queue reads every trace it is given, one after the other. */
const ITEMS_PER_CALL = 50;

type AddTracesOptions = CallOptions & {
  readonly onProgress?: (progress: AddTracesProgress) => void | Promise<void>;
};

/** Adds the traces that the session lacks. Safe to repeat: what was added before an interruption counts as present. */
export async function addTraces(
  session: LabelingSession,
  selection: TraceSelection,
  tracking: Tracking,
  options: AddTracesOptions = {},
): Promise<AddTracesReport> {
  const chosen = await chooseTraces(session, selection, tracking, options);
  const present = await presentTraces(session, tracking, options);
  const lookedUp = await lookUp(
    session.experimentId,
    chosen.filter((traceId) => !present.has(traceId)),
    tracking,
    options,
  );
  const added: Item[] = [];
  const vanished: TraceId[] = [];
  let done = chosen.length - lookedUp.usable.length;
  await options.onProgress?.({ done, found: chosen.length });
  for (const batch of batches(lookedUp.usable, ITEMS_PER_CALL)) {
    // One batch after the other, so that items keep the order of the selection.
    // oxlint-disable-next-line no-await-in-loop
    const outcome = await addBatch(session, batch, tracking, options);
    added.push(...outcome.added);
    vanished.push(...outcome.vanished);
    done += batch.length;
    // oxlint-disable-next-line no-await-in-loop
    await options.onProgress?.({ done, found: chosen.length });
  }
  const missing = [...lookedUp.missing, ...vanished];
  return {
    added,
    missing,
    foreign: lookedUp.foreign,
    // Also what somebody else added meanwhile.
    present: chosen.length - added.length - missing.length - lookedUp.foreign.length,
  };
}

/** The ids to add, each once. A search is finished before anything is added: adding would change what it finds. */
async function chooseTraces(
  { experimentId }: LabelingSession,
  selection: TraceSelection,
  { traces }: Tracking,
  options: CallOptions,
): Promise<readonly TraceId[]> {
  switch (selection.kind) {
    case "ids":
      return [...new Set(selection.traceIds)];
    case "search": {
      const { filter, newest } = selection;
      if (!Number.isSafeInteger(newest) || newest < 1) {
        throw new LabelingError(
          "INVALID_ARGUMENT",
          "The number of traces to add must be 1 or more.",
        );
      }
      const search = { experimentId, limit: newest, ...(filter === undefined ? {} : { filter }) };
      const found = new Set<TraceId>();
      for await (const { traceId } of traces.searchTraces(search, options)) found.add(traceId);
      return [...found];
    }
  }
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

interface LookedUp {
  readonly usable: TraceId[];
  readonly missing: TraceId[];
  readonly foreign: TraceId[];
}

async function lookUp(
  experimentId: ExperimentId,
  traceIds: readonly TraceId[],
  { traces }: Tracking,
  options: CallOptions,
): Promise<LookedUp> {
  const result: LookedUp = { usable: [], missing: [], foreign: [] };
  for (const batch of batches(traceIds, TRACES_PER_CALL)) {
    // oxlint-disable-next-line no-await-in-loop
    const infos = await traces.getTraceInfos(batch, options);
    const homes = new Map(infos.map((info) => [info.traceId, info.experimentId]));
    for (const traceId of batch) {
      const home = homes.get(traceId);
      if (home === undefined) result.missing.push(traceId);
      else (home === experimentId ? result.usable : result.foreign).push(traceId);
    }
  }
  return result;
}

/** Adds a batch; when a trace of it was deleted since the look-up, the rest is added without it. */
async function addBatch(
  session: LabelingSession,
  batch: readonly TraceId[],
  tracking: Tracking,
  options: CallOptions,
): Promise<{ readonly added: readonly Item[]; readonly vanished: readonly TraceId[] }> {
  const add = (traceIds: readonly TraceId[]) =>
    tracking.items.addItems(
      session.runId,
      traceIds.map((traceId) => ({ source: { kind: "trace", traceId } })),
      options,
    );
  try {
    return { added: await add(batch), vanished: [] };
  } catch (error) {
    if (!isLabelingError(error, "NOT_FOUND")) throw error;
    const { usable, missing } = await lookUp(session.experimentId, batch, tracking, options);
    if (missing.length === 0) throw error;
    return { added: usable.length === 0 ? [] : await add(usable), vanished: missing };
  }
}
