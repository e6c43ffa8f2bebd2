import { isLabelingError, type LabelingSession, type Review, type RunId } from "@labeldesk/core";

/** The session if it is delivered here and was not deleted. Reads one session, however many there are. */
export async function findDeliveredSession(
  review: Pick<Review, "getSession">,
  runId: RunId,
): Promise<LabelingSession | undefined> {
  try {
    const session = await review.getSession(runId);
    return session.lifecycle === "active" ? session : undefined;
  } catch (error) {
    if (isLabelingError(error, "NOT_FOUND")) return undefined;
    throw error;
  }
}
