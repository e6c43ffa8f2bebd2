import type { RunId } from "@labeldesk/core";
import { findDeliveredSession } from "../delivered-session.js";
import type { Desk } from "../desk.js";
import { postOnce, updateMessage } from "../jobs/post.js";
import { sessionCard } from "../screens/session-card.js";
import { findSessionCard, sessionCardPosted } from "../store/session-cards.js";

/** Posts or redraws the lead's card of a session. A session without one, or that was deleted, has nothing to draw. */
export async function drawSessionCard(desk: Desk, runId: RunId): Promise<void> {
  const card = await findSessionCard(desk.db, runId);
  if (card === undefined) return;
  const session = await findDeliveredSession(desk.review, runId);
  if (session === undefined) return;
  const content = sessionCard({
    session,
    progress: await desk.review.progress(runId),
    importState: card.importState,
    nowMs: desk.clock.nowMs(),
    url: desk.tracking.links.session?.(session.experimentId, runId),
  });
  if (card.message !== undefined) {
    await updateMessage(desk, card.message, content);
    return;
  }
  const posted = await postOnce(desk, {
    slackId: card.leadSlackId,
    postId: `session/${runId}`,
    isRetry: true,
    content,
  });
  await sessionCardPosted(desk.db, runId, posted);
}
