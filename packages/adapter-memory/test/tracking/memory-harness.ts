import {
  exactJson,
  type ExperimentId,
  parseExactJson,
  type Span,
  type Trace,
  TraceId,
} from "@labeldesk/core";
import type { NewTrace, TrackingHarness } from "@labeldesk/conformance";
import { createMemoryTracking } from "../../src/index.js";

/** A fresh memory for the tracking suites. */
export async function openMemory(): Promise<TrackingHarness> {
  const memory = createMemoryTracking();
  let last = 0;
  return {
    tracking: memory.tracking,
    createExperiment: async (name) => memory.addExperiment(name ?? `experiment ${++last}`),
    createTrace: async (experimentId, trace) =>
      memory.addTrace(traceOf(`tr-memory-${++last}`, experimentId, trace)),
    deleteTrace: async (_experimentId, traceId) => memory.deleteTrace(traceId),
    createRun: async (experimentId) => memory.addRun(experimentId),
    close: async () => {},
  };
}

/** The trace that a store would make of what is asked for. */
export function traceOf(id: string, experimentId: ExperimentId, asked: NewTrace): Trace {
  const { inputs, tags = {}, sessionId, state = "ok", requestTimeMs = Date.now() } = asked;
  return {
    traceId: TraceId.parse(id),
    experimentId,
    state,
    requestTimeMs,
    ...(state === "inProgress" ? {} : { durationMs: asked.durationMs ?? 1 }),
    tags,
    metadata: sessionId === undefined ? {} : { "mlflow.trace.session": sessionId },
    assessments: [],
    spans: spansOf(asked, requestTimeMs),
    ...(inputs === undefined ? {} : { inputs: exactJson(inputs) }),
  };
}

function spansOf(asked: NewTrace, requestTimeMs: number): readonly Span[] {
  const startNs = BigInt(requestTimeMs) * 1_000_000n;
  const { state = "ok" } = asked;
  const endNs = startNs + BigInt(asked.durationMs ?? 1) * 1_000_000n;
  const root: Span = {
    spanId: "root",
    name: asked.name ?? "agent",
    type: asked.type ?? "CHAIN",
    startNs,
    ...(state === "inProgress" ? {} : { endNs }),
    status: { code: state === "inProgress" ? "unset" : state },
    attributes: {},
    events: [],
    ...(asked.inputs === undefined ? {} : { inputs: parseExactJson(asked.inputs) }),
    ...(asked.outputs === undefined ? {} : { outputs: parseExactJson(asked.outputs) }),
  };
  const { inputs: _inputs, outputs: _outputs, type: _type, ...plain } = root;
  const children = (asked.children ?? []).map((child, index): Span => {
    const place = { spanId: `child-${index}`, parentId: root.spanId };
    return Object.assign({}, plain, { status: { code: "ok" } }, place, child);
  });
  return [root, ...children];
}
