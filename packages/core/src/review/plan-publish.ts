import type { Answer } from "../answer.js";
import { decodeAnswer, encodeAnswer } from "../answer-codec.js";
import type { Assessment, AssessmentRevision } from "../assessment.js";
import { sameValue } from "../exact/value-key.js";
import type { AssessmentId, TraceId } from "../ids.js";
import type { LabelSchema } from "../label-schema.js";
import type { LabelingSession } from "../labeling-session.js";
import { isAdjudication, originOf, reviewerOf } from "../membership.js";
import {
  REVISION_METADATA,
  SUBMISSION_METADATA,
  submissionKeyText,
  type Submission,
} from "../submission.js";
import type { AssessmentDraft, AssessmentWrite } from "./write-assessments.js";

/** What {@link planPublish} compares. `assessments` are all of the trace's. */
export interface PublishInput {
  readonly session: LabelingSession;
  readonly submission: Submission;
  /** The names of the questions that were answered in this revision or one before: what is unanswered now was cleared. */
  readonly formerly: ReadonlySet<string>;
  readonly traceId: TraceId;
  readonly assessments: readonly Assessment[];
}

/**
 * What is to be written so that the trace carries exactly the submission's latest answers: per question one valid
 * assessment of this reviewer in this session. What the reviewer gave elsewhere after the revision, such as in MLflow's
 * Review tab, is newer and stays. Pure; when everything is there already, there is nothing to write.
 */
export function planPublish(input: PublishInput): readonly AssessmentWrite[] {
  const { session, submission, assessments } = input;
  const own = assessments.filter((assessment) => isOfReviewer(assessment, input));
  return session.labelSchemas.flatMap((schema) => {
    const candidates = own.filter(({ name, type }) => name === schema.name && type === schema.type);
    const answer = submission.answers.find(({ name }) => name === schema.name);
    return answer === undefined
      ? clear(schema, candidates, input)
      : writeAnswer(schema, answer, candidates, input);
  });
}

/** This reviewer's own, of this session or, as the Review tab writes them, of none since the session began. */
function isOfReviewer(assessment: Assessment, { session, submission }: PublishInput): boolean {
  if (reviewerOf(assessment) !== submission.reviewer || isAdjudication(assessment)) return false;
  switch (originOf(assessment, session)) {
    case "this":
      return (
        isOurs(assessment, submission) || assessment.metadata[SUBMISSION_METADATA] === undefined
      );
    case "another":
      return false;
    case "none":
      return assessment.createdAtMs >= session.createdAtMs;
  }
}

function isOurs({ metadata }: Assessment, submission: Submission): boolean {
  return metadata[SUBMISSION_METADATA] === submissionKeyText(submission);
}

/** Given elsewhere after the revision was accepted. What we wrote may be written late. */
function isLater(assessment: Assessment, submission: Submission): boolean {
  return !isOurs(assessment, submission) && assessment.updatedAtMs > submission.acceptedAtMs;
}

/**
 * Deletes whatever was given before the question was cleared, newest first: none may come back as valid. A question that
 * was never answered here was not cleared: what the reviewer answered elsewhere stays.
 */
function clear(
  { name }: LabelSchema,
  candidates: readonly Assessment[],
  { submission, formerly }: PublishInput,
): readonly AssessmentWrite[] {
  const isCleared = formerly.has(name) || candidates.some((one) => isOurs(one, submission));
  if (!isCleared) return [];
  return candidates
    .filter((assessment) => !isLater(assessment, submission))
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs)
    .map(deletion);
}

function writeAnswer(
  schema: LabelSchema,
  answer: Answer,
  candidates: readonly Assessment[],
  input: PublishInput,
): readonly AssessmentWrite[] {
  const { submission } = input;
  const valid = candidates.filter((assessment) => assessment.valid);
  const newest = newestOf(valid);
  const older = valid.filter((assessment) => assessment !== newest);
  const surplus = older.filter((assessment) => isOurs(assessment, submission)).map(deletion);
  if (newest === undefined) return [create(schema, answer, input)];
  if (isLater(newest, submission) && decodeAnswer(schema, newest.value) !== undefined)
    return surplus;
  // MLflow ignores `overrides` on an expectation, so that one of the Review tab's is written over instead.
  if (schema.type === "expectation" || isOurs(newest, submission)) {
    return [...reviseIfChanged(newest, schema, answer, input), ...surplus];
  }
  return [create(schema, answer, input, newest.assessmentId), ...surplus];
}

function create(
  schema: LabelSchema,
  answer: Answer,
  { session, submission, traceId }: PublishInput,
  overrides?: AssessmentId,
): AssessmentWrite {
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
): readonly AssessmentWrite[] {
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

function deletion({ assessmentId }: Assessment): AssessmentWrite {
  return { kind: "delete", assessmentId };
}
