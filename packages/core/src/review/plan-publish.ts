import type { Answer } from "../answer.js";
import { encodeAnswer } from "../answer-codec.js";
import type { Assessment, AssessmentRevision, NewAssessment } from "../assessment.js";
import { sameValue } from "../exact/value-key.js";
import type { AssessmentId, TraceId } from "../ids.js";
import type { LabelSchema } from "../label-schema.js";
import type { LabelingSession } from "../labeling-session.js";
import { reviewerOf } from "../membership.js";
import {
  REVISION_METADATA,
  SUBMISSION_METADATA,
  submissionKeyText,
  type Submission,
} from "../submission.js";

/** What {@link planPublish} compares. `assessments` are all of the trace's, or none for what was never published. */
export interface PublishInput {
  readonly session: LabelingSession;
  readonly submission: Submission;
  readonly traceId: TraceId;
  readonly assessments: readonly Assessment[];
}

/** An assessment to create; its id is chosen when it is written. */
export type AssessmentDraft = Omit<NewAssessment, "assessmentId">;

/** One write. They are done in order: what replaces comes before what is deleted. */
export type PublishWrite =
  | { readonly kind: "create"; readonly draft: AssessmentDraft }
  | {
      readonly kind: "revise";
      readonly assessmentId: AssessmentId;
      readonly revision: AssessmentRevision;
    }
  | { readonly kind: "delete"; readonly assessmentId: AssessmentId };

/**
 * What is to be written so that the trace carries exactly the submission's latest answers: per question one valid
 * assessment of this reviewer in this session. Pure; when everything is there already, there is nothing to write.
 */
export function planPublish(input: PublishInput): readonly PublishWrite[] {
  const { session, submission, assessments } = input;
  const own = assessments.filter((assessment) => isOfReviewer(assessment, input));
  return session.labelSchemas.flatMap((schema) => {
    const candidates = own.filter(({ name, type }) => name === schema.name && type === schema.type);
    const answer = submission.answers.find(({ name }) => name === schema.name);
    return answer === undefined
      ? clear(candidates, input)
      : writeAnswer(schema, answer, candidates, input);
  });
}

/** This reviewer's, of this session or, as the Review tab writes them, of none since the session began. */
function isOfReviewer(assessment: Assessment, { session, submission }: PublishInput): boolean {
  if (reviewerOf(assessment) !== submission.reviewer) return false;
  return assessment.runId === undefined
    ? assessment.createdAtMs >= session.createdAtMs || isOurs(assessment, submission)
    : assessment.runId === session.runId;
}

function isOurs({ metadata }: Assessment, submission: Submission): boolean {
  return metadata[SUBMISSION_METADATA] === submissionKeyText(submission);
}

/** Deletes our answer and those that the reviewer gave over it, newest first: none may come back as valid. */
function clear(
  candidates: readonly Assessment[],
  { submission }: PublishInput,
): readonly PublishWrite[] {
  const ours = candidates.filter((assessment) => isOurs(assessment, submission));
  const sinceMs = Math.min(...ours.map(({ createdAtMs }) => createdAtMs));
  return candidates
    .filter((assessment) => isOurs(assessment, submission) || assessment.createdAtMs >= sinceMs)
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs)
    .map(deletion);
}

function writeAnswer(
  schema: LabelSchema,
  answer: Answer,
  candidates: readonly Assessment[],
  input: PublishInput,
): readonly PublishWrite[] {
  const valid = candidates.filter((assessment) => assessment.valid);
  const newest = newestOf(valid);
  const older = valid.filter((assessment) => assessment !== newest);
  const surplus = older.filter((assessment) => isOurs(assessment, input.submission)).map(deletion);
  if (newest === undefined) return [create(schema, answer, input)];
  // MLflow ignores `overrides` on an expectation, so that one of the Review tab's is written over instead.
  if (schema.type === "expectation" || isOurs(newest, input.submission)) {
    return [...reviseIfChanged(newest, schema, answer, input), ...surplus];
  }
  return [create(schema, answer, input, newest.assessmentId), ...surplus];
}

function create(
  schema: LabelSchema,
  answer: Answer,
  { session, submission, traceId }: PublishInput,
  overrides?: AssessmentId,
): PublishWrite {
  const draft: AssessmentDraft = {
    traceId,
    name: schema.name,
    source: { kind: "human", id: submission.reviewer },
    runId: session.runId,
    ...contentOf(schema, answer, submission),
    ...(overrides === undefined ? {} : { overrides }),
  };
  return { kind: "create", draft };
}

function reviseIfChanged(
  present: Assessment,
  schema: LabelSchema,
  answer: Answer,
  { submission }: PublishInput,
): readonly PublishWrite[] {
  const revision = contentOf(schema, answer, submission);
  const isSame =
    isOurs(present, submission) &&
    sameValue(present.value, revision.value) &&
    (present.rationale ?? "") === (revision.rationale ?? "");
  return isSame ? [] : [{ kind: "revise", assessmentId: present.assessmentId, revision }];
}

function contentOf(
  schema: LabelSchema,
  { value, comment }: Answer,
  submission: Submission,
): AssessmentRevision {
  return {
    type: schema.type,
    value: encodeAnswer(schema, value),
    ...(comment === undefined ? {} : { rationale: comment }),
    metadata: {
      [SUBMISSION_METADATA]: submissionKeyText(submission),
      [REVISION_METADATA]: String(submission.revision),
    },
  };
}

function newestOf(assessments: readonly Assessment[]): Assessment | undefined {
  return assessments.reduce<Assessment | undefined>(
    (newest, assessment) =>
      newest === undefined || assessment.updatedAtMs >= newest.updatedAtMs ? assessment : newest,
    undefined,
  );
}

function deletion({ assessmentId }: Assessment): PublishWrite {
  return { kind: "delete", assessmentId };
}
