import type { LabelingSession, ReviewerEmail, RunId } from "@labeldesk/core";
import type { Desk } from "../desk.js";
import { isSlackCode } from "../people.js";
import { reviewerPart } from "../reviewer-part.js";
import { homeView, type HomeContent } from "../screens/home.js";
import { listOpenCards } from "../store/cards.js";

/** Publishes somebody's Home tab. */
export async function publishHome(desk: Desk, slackId: string): Promise<void> {
  const person = await desk.people.get(slackId);
  const sessions = await desk.review.listSessions();
  const { email } = person;
  const reviews = email === undefined ? [] : await reviewsOf(desk, sessions, email);
  const led = desk.rights.mayLead(person)
    ? await Promise.all(
        sessions
          .filter((session) => desk.rights.mayManage(person, session))
          .map(async (session) => ({
            session,
            progress: await desk.review.progress(session.runId),
          })),
      )
    : undefined;
  await desk.outgoing.views.publish({
    user_id: slackId,
    view: homeView({
      reviews,
      command: desk.command,
      nowMs: desk.clock.nowMs(),
      ...(led === undefined ? {} : { led }),
    }),
  });
}

async function reviewsOf(
  desk: Desk,
  sessions: readonly LabelingSession[],
  reviewer: ReviewerEmail,
): Promise<HomeContent["reviews"]> {
  const assigned = sessions.filter(({ assignedUsers }) => assignedUsers.includes(reviewer));
  return Promise.all(
    assigned.map(async (session) => {
      const { runId } = session;
      const cardUrl = await openCardUrl(desk, runId, reviewer);
      return {
        session,
        part: await reviewerPart(desk.review, runId, reviewer),
        ...(cardUrl === undefined ? {} : { cardUrl }),
      };
    }),
  );
}

/** Where the reviewer's open card of this session is in Slack. */
async function openCardUrl(
  desk: Desk,
  runId: RunId,
  reviewer: ReviewerEmail,
): Promise<string | undefined> {
  const [card] = await listOpenCards(desk.db, { runId, reviewer });
  if (card?.message === undefined) return undefined;
  try {
    const { channel, ts } = card.message;
    const { permalink } = await desk.outgoing.chat.getPermalink({ channel, message_ts: ts });
    return permalink;
  } catch (error) {
    // Somebody may have deleted the message; Continue then asks for the card again.
    if (isSlackCode(error, "message_not_found")) return undefined;
    throw error;
  }
}
