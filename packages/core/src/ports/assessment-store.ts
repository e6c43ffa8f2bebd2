import type { Assessment, AssessmentRevision, NewAssessment } from "../assessment.js";
import type { AssessmentId, TraceId } from "../ids.js";
import type { CallOptions } from "./call-options.js";

/** Holds the assessments of traces. */
export interface AssessmentStore {
  /** Every assessment, overridden ones included, oldest first. @throws {LabelingError} NOT_FOUND for an unknown trace */
  listAssessments(traceId: TraceId, options?: CallOptions): Promise<readonly Assessment[]>;
  /**
   * Writes once by `assessmentId`, however uncertain an earlier attempt was.
   *
   * @returns `exists` when the id is there already; it is left as it is then
   * @throws {LabelingError} NOT_FOUND for an unknown trace
   */
  writeAssessment(assessment: NewAssessment, options?: CallOptions): Promise<"written" | "exists">;
  /** Replaces value, rationale and metadata keys. @throws {LabelingError} NOT_FOUND */
  reviseAssessment(
    traceId: TraceId,
    assessmentId: AssessmentId,
    revision: AssessmentRevision,
    options?: CallOptions,
  ): Promise<void>;
  /** Deleting what is gone is no error. */
  deleteAssessment(
    traceId: TraceId,
    assessmentId: AssessmentId,
    options?: CallOptions,
  ): Promise<void>;
}
