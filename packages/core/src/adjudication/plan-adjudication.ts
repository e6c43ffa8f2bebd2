import type { Answer } from "../answer.js";
import { encodeAnswer } from "../answer-codec.js";
import type { Assessment, AssessmentRevision } from "../assessment.js";
import { sameValue } from "../exact/value-key.js";
import type { TraceId } from "../ids.js";
import type { LabelSchema } from "../label-schema.js";
import type { LabelingSession } from "../labeling-session.js";
import { isAdjudication, reviewerOf } from "../membership.js";
import type { AssessmentWrite } from "../review/write-assessments.js";
import { REVISION_METADATA } from "../submission.js";
import {
  ADJUDICATED_ITEM_METADATA,
  ADJUDICATION_METADATA,
  adjudicationKeyText,
  type Adjudication,
} from "./adjudication.js";

/** What {@link planAdjudication} compares. `assessments` are all of the trace's. */
export interface AdjudicationInput {
  readonly session: Pick<LabelingSession, "runId" | "labelSchemas">;
  readonly adjudication: Adjudication;
  readonly traceId: TraceId;
  readonly assessments: readonly Assessment[];
}

/**
 * What is to be written so that the trace carries exactly the latest decision on the item: one valid assessment for each
 * decided question, by whoever decided, and none for the others. People's own answers, the decider's too, are left alone.
 * Pure; when everything is there already, there is nothing to write.
 */
export function planAdjudication(input: AdjudicationInput): readonly AssessmentWrite[] {
  const { session, adjudication, assessments } = input;
  const ours = assessments.filter((assessment) => isOurs(assessment, input));
  return session.labelSchemas.flatMap((schema) => {
    const present = ours.filter(({ name, type }) => name === schema.name && type === schema.type);
    const answer = adjudication.answers.find(({ name }) => name === schema.name);
    if (answer === undefined) return present.map(deletion);
    // Another person's decision cannot become this one's: the source of an assessment never changes.
    const kept = present.findLast((assessment) => isBy(assessment, adjudication));
    const write =
      kept === undefined ? [create(schema, answer, input)] : revise(kept, schema, answer, input);
    return [...write, ...present.filter((assessment) => assessment !== kept).map(deletion)];
  });
}

function isOurs(assessment: Assessment, { session, adjudication }: AdjudicationInput): boolean {
  return (
    isAdjudication(assessment) &&
    assessment.runId === session.runId &&
    assessment.metadata[ADJUDICATED_ITEM_METADATA] === adjudicationKeyText(adjudication)
  );
}

/** One that was overridden, in the Review tab, counts no more. */
function isBy(assessment: Assessment, { by }: Adjudication): boolean {
  return assessment.valid && reviewerOf(assessment) === by;
}

function create(
  schema: LabelSchema,
  answer: Answer,
  { session, adjudication, traceId }: AdjudicationInput,
): AssessmentWrite {
  return {
    kind: "create",
    draft: {
      traceId,
      name: schema.name,
      source: { kind: "human", id: adjudication.by },
      runId: session.runId,
      ...contentOf(schema, answer, adjudication),
    },
  };
}

function revise(
  present: Assessment,
  schema: LabelSchema,
  answer: Answer,
  { adjudication }: AdjudicationInput,
): readonly AssessmentWrite[] {
  const revision = contentOf(schema, answer, adjudication);
  const isSame =
    sameValue(present.value, revision.value) &&
    (present.rationale ?? "") === (revision.rationale ?? "") &&
    Object.entries(revision.metadata).every(([name, text]) => present.metadata[name] === text);
  return isSame ? [] : [{ kind: "revise", assessmentId: present.assessmentId, revision }];
}

function contentOf(
  schema: LabelSchema,
  { value, comment }: Answer,
  adjudication: Adjudication,
): AssessmentRevision {
  const { reason, decidedOn, revision } = adjudication;
  return {
    type: schema.type,
    value: encodeAnswer(schema, value),
    ...(comment === undefined ? {} : { rationale: comment }),
    metadata: {
      [ADJUDICATION_METADATA]: JSON.stringify({ reason, decidedOn }),
      [ADJUDICATED_ITEM_METADATA]: adjudicationKeyText(adjudication),
      [REVISION_METADATA]: String(revision),
    },
  };
}

function deletion({ assessmentId }: Assessment): AssessmentWrite {
  return { kind: "delete", assessmentId };
}
