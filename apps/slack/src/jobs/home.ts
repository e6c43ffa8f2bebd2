import type { Desk } from "../desk.js";
import { reviewerPart } from "../reviewer-part.js";
import { homeView, type HomeContent } from "../screens/home.js";

/** Publishes somebody's Home tab. */
export async function publishHome(desk: Desk, slackId: string): Promise<void> {
  const person = await desk.people.get(slackId);
  const sessions = await desk.review.listSessions();
  const { email } = person;
  const reviews: HomeContent["reviews"] = await Promise.all(
    sessions
      .filter(({ assignedUsers }) => email !== undefined && assignedUsers.includes(email))
      .map(async (session) => ({
        session,
        part: await reviewerPart(desk.review, session.runId, email!),
      })),
  );
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
    view: homeView({ reviews, command: desk.command, ...(led === undefined ? {} : { led }) }),
  });
}
