import { ADJUDICATION_METADATA } from "./adjudication/adjudication.js";
import type { Assessment } from "./assessment.js";
import { ReviewerEmail, type RunId } from "./ids.js";
import type { LabelingSession } from "./labeling-session.js";
import { SUBMISSION_METADATA } from "./submission.js";

/** Who gave a human assessment, if the source is an e-mail address. */
export function reviewerOf({ source }: Pick<Assessment, "source">): ReviewerEmail | undefined {
  return source.kind === "human" ? ReviewerEmail.safeParse(source.id).data : undefined;
}

/** Whether an assessment is a decision on a disagreement: the gold value of its question, and nobody's own answer. */
export function isAdjudication({
  source,
  metadata,
}: Pick<Assessment, "source" | "metadata">): boolean {
  return source.kind === "human" && Object.hasOwn(metadata, ADJUDICATION_METADATA);
}

/**
 * In which session an assessment was given: this one, another one, or none in particular, as the Review tab writes them.
 * One of the Review tab's that a session wrote over carries that session's submission key and no run id.
 */
export function originOf(
  { runId, metadata }: Pick<Assessment, "runId" | "metadata">,
  session: { readonly runId: RunId },
): "this" | "another" | "none" {
  if (runId !== undefined) return runId === session.runId ? "this" : "another";
  const key = metadata[SUBMISSION_METADATA];
  if (key === undefined) return "none";
  return key.startsWith(`${session.runId}/`) ? "this" : "another";
}

/** Whether an assessment answers one of the session's questions: by name and type. */
export function answersQuestion(
  { name, type }: Pick<Assessment, "name" | "type">,
  { labelSchemas }: Pick<LabelingSession, "labelSchemas">,
): boolean {
  return labelSchemas.some((schema) => schema.name === name && schema.type === type);
}

/**
 * Whether an assessment is an answer given in the session; a decision is none. One with a run id belongs to that run;
 * one without, such as the Review tab writes, belongs to every session that asks its question and has its author
 * assigned, if the session was there before the answer.
 */
export function belongsToSession(assessment: Assessment, session: LabelingSession): boolean {
  if (isAdjudication(assessment)) return false;
  const origin = originOf(assessment, session);
  if (origin !== "none") return origin === "this";
  const reviewer = reviewerOf(assessment);
  return (
    assessment.createdAtMs >= session.createdAtMs &&
    reviewer !== undefined &&
    session.assignedUsers.includes(reviewer) &&
    answersQuestion(assessment, session)
  );
}
