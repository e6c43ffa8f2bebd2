import type { Assessment } from "./assessment.js";
import { ReviewerEmail } from "./ids.js";
import type { LabelingSession } from "./labeling-session.js";

/** Who gave a human assessment, if the source is an e-mail address. */
export function reviewerOf({ source }: Pick<Assessment, "source">): ReviewerEmail | undefined {
  return source.kind === "human" ? ReviewerEmail.safeParse(source.id).data : undefined;
}

/**
 * Whether an assessment was given in the session. One with a run id belongs to that run; one without, such as the Review
 * tab writes, belongs to every session that asks its question and has its author assigned, if the session was there
 * before the answer.
 */
export function belongsToSession(assessment: Assessment, session: LabelingSession): boolean {
  if (assessment.runId !== undefined) return assessment.runId === session.runId;
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
