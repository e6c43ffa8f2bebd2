import { decodeAnswer } from "../answer-codec.js";
import type { Assessment } from "../assessment.js";
import { batches } from "../batches.js";
import type { TraceId } from "../ids.js";
import { traceIdsOf } from "../item.js";
import type { LabelSchema } from "../label-schema.js";
import type { LabelingSession } from "../labeling-session.js";
import { belongsToSession, isAdjudication, reviewerOf } from "../membership.js";
import type { Tracking } from "../ports/tracking.js";
import type { IgnoredLabel, Label, LabeledTrace } from "../sync/sync-plan.js";
import type { Trace } from "../trace.js";
import type { SyncOptions } from "./labeling.js";

/** Their spans are held at once, which bounds it. On MLflow two requests at the same time, of a tenth of a second each. */
export const TRACES_PER_CALL = 200;

/** The traces of a session that take part in a sync, and those whose trace is gone. */
export interface SessionLabels {
  readonly traces: readonly LabeledTrace[];
  readonly missing: readonly TraceId[];
}

/**
 * Reads the labels of a session: of each item in one of the states (default `pending` and `complete`), the expectations
 * that its assigned users gave, and those that were decided.
 */
export async function readLabels(
  session: LabelingSession,
  tracking: Pick<Tracking, "items" | "traces">,
  { states = ["pending", "complete"], ...options }: SyncOptions = {},
): Promise<SessionLabels> {
  const traceIds = new Set<TraceId>();
  for await (const { state, source } of tracking.items.listItems(session.runId, options)) {
    if (state !== "excluded" && states.includes(state)) {
      for (const id of traceIdsOf(source)) traceIds.add(id);
    }
  }
  const found = new Map<TraceId, LabeledTrace>();
  for (const batch of batches([...traceIds], TRACES_PER_CALL)) {
    for (const trace of await tracking.traces.getTraces(batch, options)) {
      found.set(trace.traceId, labeledTrace(trace, session));
    }
  }
  return {
    // In the order of the items: the first of several traces with the same inputs becomes the source of their record.
    traces: [...traceIds].flatMap((traceId) => found.get(traceId) ?? []),
    missing: [...traceIds].filter((traceId) => !found.has(traceId)),
  };
}

/** A label as it was read; one whose value is no answer to its question does not count. */
interface ReadLabel {
  readonly label: Label;
  readonly counts: boolean;
}

/**
 * A trace with the session's labels on it: per question and reviewer the newest valid one, and per question the newest
 * decision. One that does not count is reported unless a newer one took its place.
 */
export function labeledTrace(trace: Trace, session: LabelingSession): LabeledTrace {
  const newest = new Map<string, Label>();
  const uncounted = new Map<string, Label>();
  for (const assessment of trace.assessments) {
    const read = readLabel(assessment, session);
    if (read === undefined) continue;
    const key = placeOf(read.label);
    const kept = read.counts ? newest : uncounted;
    if (isNewer(read.label, kept.get(key))) kept.set(key, read.label);
  }
  const ignored = [...uncounted].filter(([key, label]) => isNewer(label, newest.get(key)));
  return {
    traceId: trace.traceId,
    inputs: trace.inputs,
    labels: [...newest.values()],
    ignored: ignored.map(([, label]) => ignoredLabel(label)),
  };
}

/** Of one place the newest label counts. A decision replaces the one before, whoever made it. */
function placeOf({ name, reviewer, adjudicated }: Label): string {
  return JSON.stringify(adjudicated === true ? [name] : [name, reviewer]);
}

/** Assessments come oldest first: of two in one millisecond the later one is newer. */
function isNewer(label: Label, than: Label | undefined): boolean {
  return than === undefined || label.givenAtMs >= than.givenAtMs;
}

function ignoredLabel({ traceId, name, reviewer }: Label): IgnoredLabel {
  return { traceId, name, reviewer, reason: "not-an-answer" };
}

/**
 * `undefined` for what is no label of the session at all. Who may decide was checked when it was decided: a decision stays
 * one when the session gets another adjudicator.
 */
function readLabel(assessment: Assessment, session: LabelingSession): ReadLabel | undefined {
  const schema = session.labelSchemas.find((candidate) => answers(assessment, candidate));
  const reviewer = reviewerOf(assessment);
  if (schema === undefined || reviewer === undefined || !assessment.valid) return undefined;
  const adjudicated = isAdjudication(assessment);
  const isOurs = adjudicated
    ? assessment.runId === session.runId
    : session.assignedUsers.includes(reviewer) && belongsToSession(assessment, session);
  if (!isOurs) return undefined;
  const { traceId, name, updatedAtMs: givenAtMs } = assessment;
  const value = decodeAnswer(schema, assessment.value);
  const label = { traceId, name, value: value ?? null, reviewer, givenAtMs, adjudicated };
  return { label, counts: value !== undefined };
}

function answers({ name, type }: Assessment, schema: LabelSchema): boolean {
  return schema.type === "expectation" && type === "expectation" && schema.name === name;
}
