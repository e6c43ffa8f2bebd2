import {
  CONVERSATION_METADATA,
  COPY_ORIGIN_METADATA,
  type ExperimentId,
  LabelingError,
  type Trace,
  TraceId,
  type TraceInfo,
  type TraceSearch,
  type TraceStore,
  traceIdsOf,
} from "@labeldesk/core";
import { assessmentsOf } from "./assessments.js";
import { call, stream } from "./call.js";
import { frozen } from "./frozen.js";
import { experimentOf } from "./lookups.js";
import type { MemoryState } from "./state.js";
import { parseTraceFilter } from "./trace-filter.js";

/** The traces of a memory. */
export function memoryTraces(state: MemoryState): TraceStore {
  return {
    getTraces: (traceIds, options) => call(options, () => found(state, traceIds)),
    getTraceInfos: (traceIds, options) => call(options, () => found(state, traceIds).map(infoOf)),
    searchTraces: (search, options) => stream(options, () => searched(state, search)),
    readConversation: (experimentId, conversationId, options) =>
      call(options, () => conversation(state, experimentId, conversationId)),
    copyTrace: (traceId, experimentId, options) =>
      call(options, () => copied(state, traceId, experimentId)),
  };
}

function copied(state: MemoryState, traceId: TraceId, experimentId: ExperimentId): TraceId {
  const trace = state.traces.get(traceId);
  if (trace === undefined) {
    throw new LabelingError("NOT_FOUND", `There is no trace with the id "${traceId}".`);
  }
  const { name } = experimentOf(state, experimentId);
  checkCopy(trace, experimentId, name);
  const copyId = TraceId.parse(`${traceId}-copy-${experimentId}`);
  if (state.traces.has(copyId)) return copyId;
  const origin = { [COPY_ORIGIN_METADATA]: `${trace.experimentId}/${traceId}` };
  const metadata = { ...trace.metadata, ...origin };
  state.traces.set(copyId, frozen({ ...trace, traceId: copyId, experimentId, metadata }));
  state.assessments.set(copyId, new Map());
  return copyId;
}

function checkCopy(
  { traceId, experimentId, state }: Pick<Trace, "traceId" | "experimentId" | "state">,
  target: ExperimentId,
  targetName: string,
): void {
  if (experimentId === target) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `The trace "${traceId}" is in the experiment "${targetName}" already.`,
    );
  }
  if (state === "inProgress") {
    throw new LabelingError(
      "CONFLICT",
      `The trace "${traceId}" is still in progress. Copy it when it has ended.`,
    );
  }
}

function searched(state: MemoryState, search: TraceSearch): readonly TraceInfo[] {
  experimentOf(state, search.experimentId);
  const matches = parseTraceFilter(search.filter ?? "");
  const linked = search.runId === undefined ? undefined : linkedTo(state, search.runId);
  return [...state.traces.values()]
    .filter((trace) => trace.experimentId === search.experimentId)
    .filter((trace) => linked === undefined || linked.has(trace.traceId))
    .filter(matches)
    .toSorted((a, b) => b.requestTimeMs - a.requestTimeMs)
    .slice(0, search.limit)
    .map((trace) => infoOf(withAssessments(state, trace)));
}

function conversation(
  state: MemoryState,
  experimentId: ExperimentId,
  conversationId: string,
): readonly TraceInfo[] {
  const order = (one: TraceInfo, other: TraceInfo) =>
    one.requestTimeMs - other.requestTimeMs || (one.traceId < other.traceId ? -1 : 1);
  return searched(state, { experimentId })
    .filter(({ metadata }) => metadata[CONVERSATION_METADATA] === conversationId)
    .toSorted(order);
}

function linkedTo(state: MemoryState, runId: NonNullable<TraceSearch["runId"]>): Set<TraceId> {
  const items = [...(state.items.get(runId)?.values() ?? [])];
  return new Set(items.flatMap(({ source }) => traceIdsOf(source)));
}

function found(state: MemoryState, traceIds: readonly TraceId[]): readonly Trace[] {
  return [...new Set(traceIds)].flatMap((traceId) => {
    const trace = state.traces.get(traceId);
    return trace === undefined ? [] : [withAssessments(state, trace)];
  });
}

function withAssessments(state: MemoryState, trace: Omit<Trace, "assessments">): Trace {
  return Object.freeze({ ...trace, assessments: assessmentsOf(state, trace.traceId) });
}

function infoOf({ spans: _spans, inputs: _inputs, ...info }: Trace): TraceInfo {
  return Object.freeze(info);
}
