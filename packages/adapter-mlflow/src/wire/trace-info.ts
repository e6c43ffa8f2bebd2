import { ExperimentId, TraceId } from "@labeldesk/core";
import type { TraceInfo, TraceState } from "@labeldesk/core";
import { z } from "zod";
import { WireAssessment, decodeAssessment } from "./assessment.js";
import { Duration, Texts, Timestamp } from "./values.js";

/** What MLflow answers about a trace without its spans (trace protocol version 3). */
export const WireTraceInfo = z.looseObject({
  trace_id: z.string().min(1),
  trace_location: z.looseObject({
    mlflow_experiment: z.looseObject({ experiment_id: z.string().min(1) }),
  }),
  request_time: Timestamp,
  execution_duration: Duration.optional(),
  state: z.string().optional(),
  trace_metadata: Texts.default({}),
  tags: Texts.default({}),
  request_preview: z.string().optional(),
  response_preview: z.string().optional(),
  assessments: z.array(WireAssessment).default([]),
});
export type WireTraceInfo = z.infer<typeof WireTraceInfo>;

const STATES: Readonly<Record<string, TraceState>> = {
  OK: "ok",
  ERROR: "error",
  IN_PROGRESS: "inProgress",
};

/** The domain's trace without spans. The duration of a trace in progress, which MLflow gives as zero, is left out. */
export function decodeTraceInfo(wire: WireTraceInfo): TraceInfo {
  const state = STATES[wire.state ?? ""] ?? "unknown";
  const duration = state === "inProgress" ? undefined : wire.execution_duration;
  return {
    traceId: TraceId.parse(wire.trace_id),
    experimentId: ExperimentId.parse(wire.trace_location.mlflow_experiment.experiment_id),
    state,
    requestTimeMs: wire.request_time,
    ...(duration === undefined ? {} : { durationMs: duration }),
    ...(wire.request_preview === undefined ? {} : { requestPreview: wire.request_preview }),
    ...(wire.response_preview === undefined ? {} : { responsePreview: wire.response_preview }),
    tags: wire.tags,
    metadata: wire.trace_metadata,
    assessments: wire.assessments.map(decodeAssessment),
  };
}
