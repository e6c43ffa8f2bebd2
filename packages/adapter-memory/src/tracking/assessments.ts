import {
  type Assessment,
  AssessmentId,
  type AssessmentRevision,
  type AssessmentSource,
  type AssessmentStore,
  type Json,
  LabelingError,
  type LabelType,
  type NewAssessment,
  type RunId,
  type TraceId,
} from "@labeldesk/core";
import { call } from "./call.js";
import { frozen } from "./frozen.js";
import type { KeptAssessment, MemoryState } from "./state.js";

/** An assessment as another program would have left it; what is absent is made up. */
export interface MemoryAssessment {
  readonly assessmentId?: AssessmentId;
  readonly traceId: TraceId;
  readonly name: string;
  readonly type: LabelType;
  readonly value: Json;
  readonly source: AssessmentSource;
  readonly rationale?: string;
  readonly runId?: RunId;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly overrides?: AssessmentId;
  /** Default: now. */
  readonly createdAtMs?: number;
}

/** The assessments of a memory's traces. */
export function memoryAssessments(state: MemoryState): AssessmentStore {
  return {
    listAssessments: (traceId, options) => call(options, () => assessmentsOf(state, traceId)),
    writeAssessment: (assessment, options) => call(options, () => write(state, assessment)),
    reviseAssessment: (traceId, assessmentId, revision, options) =>
      call(options, () => revise(state, traceId, assessmentId, revision)),
    deleteAssessment: (traceId, assessmentId, options) =>
      call(options, () => {
        state.assessments.get(traceId)?.delete(assessmentId);
      }),
  };
}

/** Every assessment of a trace, oldest first. @throws {LabelingError} NOT_FOUND for an unknown trace */
export function assessmentsOf(state: MemoryState, traceId: TraceId): readonly Assessment[] {
  const kept = [...keptOf(state, traceId).values()];
  const read = ({ overrides: _overrides, ...assessment }: KeptAssessment): Assessment => ({
    ...assessment,
    valid: assessment.valid && !isOverridden(kept, assessment.assessmentId),
  });
  return frozen(kept.toSorted((a, b) => a.createdAtMs - b.createdAtMs).map(read));
}

/** Only what was there already is overridden: an id may be written anew after it was deleted. */
function isOverridden(kept: readonly KeptAssessment[], assessmentId: AssessmentId): boolean {
  const place = kept.findIndex((one) => one.assessmentId === assessmentId);
  return kept.slice(place + 1).some(({ overrides }) => overrides === assessmentId);
}

/** Puts an assessment there as another program would. @throws {LabelingError} NOT_FOUND; INVALID_ARGUMENT for an override of an expectation */
export function keepAssessment(state: MemoryState, assessment: MemoryAssessment): Assessment {
  const assessmentId =
    assessment.assessmentId ?? AssessmentId.parse(`a-memory-${state.nextNumber()}`);
  const kept = keptOf(state, assessment.traceId);
  checkOverride(kept, assessment);
  const createdAtMs = assessment.createdAtMs ?? state.clock.nowMs();
  const made: KeptAssessment = frozen({
    ...assessment,
    assessmentId,
    metadata: assessment.metadata ?? {},
    valid: true,
    createdAtMs,
    updatedAtMs: createdAtMs,
  });
  kept.set(assessmentId, made);
  const { overrides: _overrides, ...read } = made;
  return Object.freeze(read);
}

function write(state: MemoryState, assessment: NewAssessment): "written" | "exists" {
  if (keptOf(state, assessment.traceId).has(assessment.assessmentId)) return "exists";
  keepAssessment(state, assessment);
  return "written";
}

function revise(
  state: MemoryState,
  traceId: TraceId,
  assessmentId: AssessmentId,
  revision: AssessmentRevision,
): void {
  const kept = keptOf(state, traceId);
  const before = kept.get(assessmentId);
  if (before === undefined) throw unknownAssessment(traceId, assessmentId);
  if (before.type !== revision.type) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `The assessment "${assessmentId}" is of type ${before.type} and cannot become one of type ${revision.type}.`,
    );
  }
  const { rationale: _removed, ...rest } = before;
  kept.set(
    assessmentId,
    frozen({
      ...rest,
      ...revision,
      metadata: { ...before.metadata, ...revision.metadata },
      updatedAtMs: state.clock.nowMs(),
    }),
  );
}

function checkOverride(
  kept: ReadonlyMap<AssessmentId, KeptAssessment>,
  { traceId, type, overrides }: MemoryAssessment,
): void {
  if (overrides === undefined) return;
  if (type === "expectation") {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `An expectation cannot override another assessment; revise or delete "${overrides}" instead.`,
    );
  }
  if (!kept.has(overrides)) throw unknownAssessment(traceId, overrides);
}

function keptOf(state: MemoryState, traceId: TraceId): Map<AssessmentId, KeptAssessment> {
  const kept = state.assessments.get(traceId);
  if (kept === undefined) {
    throw new LabelingError("NOT_FOUND", `There is no trace with the id "${traceId}".`);
  }
  return kept;
}

function unknownAssessment(traceId: TraceId, assessmentId: AssessmentId): LabelingError {
  return new LabelingError(
    "NOT_FOUND",
    `The trace "${traceId}" has no assessment with the id "${assessmentId}".`,
  );
}
