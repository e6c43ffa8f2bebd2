import {
  type Trace,
  type TraceId,
  type TraceInfo,
  type TraceSearch,
  type TraceStore,
  traceIdsOf,
} from "@labeldesk/core";
import { assessmentsOf } from "./assessments.js";
import { call, stream } from "./call.js";
import { experimentOf } from "./lookups.js";
import type { MemoryState } from "./state.js";
import { parseTraceFilter } from "./trace-filter.js";

/** The traces of a memory. */
export function memoryTraces(state: MemoryState): TraceStore {
  return {
    getTraces: (traceIds, options) => call(options, () => found(state, traceIds)),
    getTraceInfos: (traceIds, options) => call(options, () => found(state, traceIds).map(infoOf)),
    searchTraces: (search, options) => stream(options, () => searched(state, search)),
  };
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
