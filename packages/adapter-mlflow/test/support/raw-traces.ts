import { TraceId } from "@labeldesk/core";
import type { ExperimentId } from "@labeldesk/core";

/** What MLflow's own clients do with traces. */
export interface RawTraces {
  /** Sends spans by OpenTelemetry's protocol; `spans` is their JSON text. */
  exportSpans(target: ExperimentId, traceId: string, spans: string): Promise<TraceId>;
  /** Makes a trace as old clients do: its fields, and its spans in a file. */
  upload(target: ExperimentId, info: object, file: string): Promise<TraceId>;
  /** The spans letter by letter as the server keeps them, without the ids that differ between copies. */
  storedSpans(traceId: TraceId): Promise<string>;
}

/** 32 hexadecimal digits. */
export function newTraceId(): string {
  return crypto.randomUUID().replaceAll("-", "");
}

/** Traces on a server, past the adapter. */
export function rawTraces(url: string): RawTraces {
  const call = async (method: string, path: string, body?: string, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${text}`);
    return text;
  };
  return {
    exportSpans: async (target, traceId, spans) => {
      const body = `{"resourceSpans": [{"scopeSpans": [{"spans": ${spans}}]}]}`;
      await call("POST", "/v1/traces", body, { "x-mlflow-experiment-id": target });
      return TraceId.parse(`tr-${traceId}`);
    },
    upload: async (target, info, file) => {
      const traceId = TraceId.parse(`tr-${newTraceId()}`);
      const trace_location = {
        type: "MLFLOW_EXPERIMENT",
        mlflow_experiment: { experiment_id: target },
      };
      const trace_info = { ...info, trace_id: traceId, trace_location };
      await call("POST", "/api/3.0/mlflow/traces", JSON.stringify({ trace: { trace_info } }));
      const folder = `/api/2.0/mlflow-artifacts/artifacts/${target}/traces/${traceId}/artifacts`;
      await call("PUT", `${folder}/traces.json`, file);
      return traceId;
    },
    storedSpans: async (traceId) => {
      const path = `/ajax-api/3.0/mlflow/get-trace-artifact?request_id=${traceId}`;
      const base64 = Buffer.from(traceId.slice(3), "hex").toString("base64");
      return (await call("GET", path)).replaceAll(traceId, "ID").replaceAll(base64, "BASE64");
    },
  };
}
