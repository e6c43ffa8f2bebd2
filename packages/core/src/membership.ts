import type { Assessment } from "./assessment.js";
import { ReviewerEmail, type RunId } from "./ids.js";
import type { LabelingSession } from "./labeling-session.js";
import { SUBMISSION_METADATA } from "./submission.js";

/** Who gave a human assessment, if the source is an e-mail address. */
export function reviewerOf({ source }: Pick<Assessment, "source">): ReviewerEmail | undefined {
  return source.kind === "human" ? ReviewerEmail.safeParse(source.id).data : undefined;
}

/**
 * Whether an assessment was given in the session. One with a run id belongs to that run, and so does one that a submission
 * of the session was written over; one without, such as the Review tab writes, belongs to every session that asks its
 * question and has its author assigned, if the session was there before the answer.
 */
export function belongsToSession(assessment: Assessment, session: LabelingSession): boolean {
  const { runId, metadata } = assessment;
  if (runId !== undefined) return runId === session.runId;
  if (isOfSubmission(metadata, session.runId)) return true;
  const reviewer = reviewerOf(assessment);
  return (
    assessment.createdAtMs >= session.createdAtMs &&
    reviewer !== undefined &&
    session.assignedUsers.includes(reviewer) &&
    session.labelSchemas.some(
      ({ name, type }) => name === assessment.name && type === assessment.type,
    )
  );
}

function isOfSubmission(metadata: Assessment["metadata"], runId: RunId): boolean {
  return metadata[SUBMISSION_METADATA]?.startsWith(`${runId}/`) ?? false;
}
