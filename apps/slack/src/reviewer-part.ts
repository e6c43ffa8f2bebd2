import type { Review, ReviewerEmail, ReviewerProgress, RunId } from "@labeldesk/core";

/** One reviewer's part of a session: what is answered and what is left, out of how many. */
export interface ReviewerPart extends ReviewerProgress {
  readonly total: number;
}

/** How far this reviewer is; zeroes for somebody who is not assigned. */
export async function reviewerPart(
  review: Review,
  runId: RunId,
  reviewer: ReviewerEmail,
): Promise<ReviewerPart> {
  const { reviewers } = await review.progress(runId);
  const progress = reviewers.find((entry) => entry.reviewer === reviewer) ?? {
    reviewer,
    submitted: 0,
    left: 0,
    postponed: 0,
    declined: 0,
  };
  return { ...progress, total: progress.submitted + progress.left };
}
