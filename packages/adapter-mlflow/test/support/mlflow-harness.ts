import type { NewTrace, TrackingHarness } from "@labeldesk/conformance";
import { ExperimentId, RunId, TraceId } from "@labeldesk/core";
import { createMlflowTracking } from "../../src/index.js";
import type { MlflowOptions } from "../../src/index.js";

/** Opens the adapter on a running server, with what MLflow's other users do to it: experiments, traces by OTLP, runs. */
export function openHarness(options: MlflowOptions): TrackingHarness {
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(options.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...options.headers, ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${text}`);
    return text;
  };
  const tracking = createMlflowTracking(options);
  return {
    tracking,
    createExperiment: async (name = `conformance ${crypto.randomUUID()}`) => {
      const answer = await post("/api/2.0/mlflow/experiments/create", { name });
      return ExperimentId.parse(fieldOf(answer, "experiment_id"));
    },
    createTrace: async (experimentId, trace) => {
      const otelId = crypto.randomUUID().replaceAll("-", "");
      if (trace.state === "inProgress") {
        await post("/api/3.0/mlflow/traces", beginBody(experimentId, `tr-${otelId}`, trace));
      } else {
        const header = { "x-mlflow-experiment-id": experimentId };
        await post("/v1/traces", otlpBody(otelId, trace), header);
      }
      return TraceId.parse(`tr-${otelId}`);
    },
    deleteTrace: async (experimentId, traceId) => {
      const body = { experiment_id: experimentId, request_ids: [traceId] };
      await post("/api/3.0/mlflow/traces/delete-traces", body);
    },
    createRun: async (experimentId) => {
      const body = { experiment_id: experimentId, start_time: Date.now() };
      const answer = await post("/api/2.0/mlflow/runs/create", body);
      return RunId.parse(fieldOf(answer, "run", "info", "run_id"));
    },
    close: () => tracking.close(),
  };
}

function fieldOf(json: string, ...path: readonly string[]): unknown {
  let value: unknown = JSON.parse(json);
  for (const name of path) {
    value = Object.entries(value ?? {}).find(([key]) => key === name)?.[1];
  }
  return value;
}

const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });

const optional = (key: string, value: string | undefined) =>
  value === undefined ? [] : [attribute(key, value)];

function spanId(): string {
  return crypto.randomUUID().replaceAll("-", "").slice(0, 16);
}

/** What MLflow's client sends when a trace begins. By the other protocol a root without an end is taken for an ended one. */
function beginBody(experimentId: string, traceId: string, trace: NewTrace): unknown {
  const { tags, name, sessionId, requestTimeMs = Date.now() } = trace;
  return {
    trace: {
      trace_info: {
        trace_id: traceId,
        trace_location: {
          type: "MLFLOW_EXPERIMENT",
          mlflow_experiment: { experiment_id: experimentId },
        },
        request_time: new Date(requestTimeMs).toISOString(),
        state: "IN_PROGRESS",
        tags: { "mlflow.traceName": name ?? "answer", ...tags },
        trace_metadata: sessionId === undefined ? {} : { "mlflow.trace.session": sessionId },
      },
    },
  };
}

function otlpBody(traceId: string, trace: NewTrace): unknown {
  const startMs = trace.requestTimeMs ?? Date.now();
  const times = (startedMs: number, endedMs: number) => ({
    startTimeUnixNano: `${startedMs}000000`,
    endTimeUnixNano: `${endedMs}000000`,
  });
  const endMs = startMs + (trace.durationMs ?? 100);
  const rootId = spanId();
  const root = {
    traceId,
    spanId: rootId,
    name: trace.name ?? "answer",
    kind: 1,
    ...times(startMs, endMs),
    status: { code: trace.state === "error" ? 2 : 1 },
    attributes: [
      ...optional("mlflow.spanType", trace.type),
      ...optional("mlflow.spanInputs", trace.inputs),
      ...optional("mlflow.spanOutputs", trace.outputs),
      ...optional("session.id", trace.sessionId),
      ...Object.entries(trace.tags ?? {}).map(([key, value]) =>
        attribute(`mlflow.traceTag.${key}`, value),
      ),
    ],
  };
  const children = (trace.children ?? []).map((child, index) => ({
    traceId,
    spanId: spanId(),
    parentSpanId: rootId,
    name: child.name,
    kind: 1,
    ...times(startMs + index + 1, startMs + index + 2),
    status: { code: 1 },
    attributes: optional("mlflow.spanType", child.type),
  }));
  return {
    resourceSpans: [{ scopeSpans: [{ scope: { name: "test" }, spans: [root, ...children] }] }],
  };
}
