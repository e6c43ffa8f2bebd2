import type { Assessment } from "../assessment.js";
import { compareCodePoints } from "../exact/code-point-order.js";
import type { LabelingSession } from "../labeling-session.js";
import { answersQuestion, isAdjudication, originOf, reviewerOf } from "../membership.js";
import { SUBMISSION_METADATA, type Submission } from "../submission.js";
import type { UnattributedAnswers } from "./reconcile-report.js";

/** Counts the answers to a session's questions that are nobody's who reviews it. */
export function countStrays(
  session: LabelingSession,
  traces: Iterable<readonly Assessment[]>,
  submissions: readonly Submission[],
): readonly UnattributedAnswers[] {
  const known = new Set<string>([
    ...session.assignedUsers,
    ...submissions.map(({ reviewer }) => reviewer),
  ]);
  const counts = new Map<string, UnattributedAnswers>();
  for (const assessments of traces) {
    for (const assessment of assessments) {
      if (!isAnswer(assessment, session)) continue;
      const reviewer = reviewerOf(assessment);
      if (reviewer !== undefined && known.has(reviewer)) continue;
      const reason = reviewer === undefined ? "no-reviewer" : "not-assigned";
      const { id } = assessment.source;
      const sourceId = reviewer ?? id;
      const count = (counts.get(sourceId)?.count ?? 0) + 1;
      counts.set(sourceId, { sourceId, reason, count });
    }
  }
  return [...counts.values()].toSorted(
    (one, other) => other.count - one.count || compareCodePoints(one.sourceId, other.sourceId),
  );
}

/** A person's, given since the session began, and not in another session. What was written here is known by its key. */
function isAnswer(assessment: Assessment, session: LabelingSession): boolean {
  return (
    assessment.valid &&
    assessment.source.kind === "human" &&
    assessment.createdAtMs >= session.createdAtMs &&
    assessment.metadata[SUBMISSION_METADATA] === undefined &&
    !isAdjudication(assessment) &&
    answersQuestion(assessment, session) &&
    originOf(assessment, session) !== "another"
  );
}
