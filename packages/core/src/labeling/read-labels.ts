import type { Assessment } from "../assessment.js";
import { decodeAnswer } from "../answer-codec.js";
import { batches } from "../batches.js";
import type { TraceId } from "../ids.js";
import { traceIdsOf } from "../item.js";
import type { LabelSchema } from "../label-schema.js";
import type { LabelingSession } from "../labeling-session.js";
import { belongsToSession, reviewerOf } from "../membership.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Tracking } from "../ports/tracking.js";
import type { Label, LabeledTrace } from "../sync/sync-plan.js";
import type { Trace } from "../trace.js";

/** On MLflow a batch of 100 traces takes a tenth of a second and an address of 5 kB. */
export const TRACES_PER_CALL = 100;

/** The traces of a session that take part in a sync, and those whose trace is gone. */
export interface SessionLabels {
  readonly traces: readonly LabeledTrace[];
  readonly missing: readonly TraceId[];
}

/** Reads the labels of a session: of each item that is not excluded, the expectations its assigned users gave. */
export async function readLabels(
  session: LabelingSession,
  tracking: Pick<Tracking, "items" | "traces">,
  options?: CallOptions,
): Promise<SessionLabels> {
  const traceIds = new Set<TraceId>();
  for await (const item of tracking.items.listItems(session.runId, options)) {
    if (item.state !== "excluded") for (const id of traceIdsOf(item.source)) traceIds.add(id);
  }
  const found = new Map<TraceId, LabeledTrace>();
  for (const batch of batches([...traceIds], TRACES_PER_CALL)) {
    // One batch at a time: a few at once would only queue on the server.
    // oxlint-disable-next-line no-await-in-loop
    for (const trace of await tracking.traces.getTraces(batch, options)) {
      found.set(trace.traceId, labeledTrace(trace, session));
    }
  }
  return {
    traces: [...found.values()],
    missing: [...traceIds].filter((traceId) => !found.has(traceId)),
  };
}

/** A trace with the session's labels on it: per question and reviewer the newest valid one. */
export function labeledTrace(trace: Trace, session: LabelingSession): LabeledTrace {
  const newest = new Map<string, { readonly label: Label; readonly updatedAtMs: number }>();
  for (const assessment of trace.assessments) {
    const label = labelOf(assessment, session);
    if (label === undefined) continue;
    const key = JSON.stringify([label.name, label.reviewer]);
    const { updatedAtMs } = assessment;
    if (updatedAtMs >= (newest.get(key)?.updatedAtMs ?? updatedAtMs)) {
      newest.set(key, { label, updatedAtMs });
    }
  }
  const { traceId, inputs } = trace;
  return { traceId, inputs, labels: [...newest.values()].map(({ label }) => label) };
}

function labelOf(assessment: Assessment, session: LabelingSession): Label | undefined {
  const schema = session.labelSchemas.find((candidate) => answers(assessment, candidate));
  const reviewer = reviewerOf(assessment);
  if (schema === undefined || reviewer === undefined || !assessment.valid) return undefined;
  if (!session.assignedUsers.includes(reviewer)) return undefined;
  if (!belongsToSession(assessment, session)) return undefined;
  const value = decodeAnswer(schema, assessment.value);
  if (value === undefined) return undefined;
  const { traceId, name, updatedAtMs: givenAtMs } = assessment;
  return { traceId, name, value, reviewer, givenAtMs };
}

function answers({ name, type }: Assessment, schema: LabelSchema): boolean {
  return schema.type === "expectation" && type === "expectation" && schema.name === name;
}
