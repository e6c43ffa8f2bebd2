import { canBeOffered, type LabelingSession } from "@labeldesk/core";
import type { Desk } from "../desk.js";
import { homeJob, inviteJob, sessionCardJob } from "../jobs/kinds.js";

/**
 * What follows every change of a session: whoever can be given something now is told of it, once, and gets the next card;
 * everybody's Home and the lead's card show the change.
 */
export async function askReviewers(desk: Desk, session: LabelingSession): Promise<void> {
  const { runId, assignedUsers } = session;
  const { items } = await desk.review.progress(runId);
  const nowMs = desk.clock.nowMs();
  const people = await Promise.all(assignedUsers.map((email) => desk.people.findByEmail(email)));
  await desk.work.transaction(async ({ jobs }) => {
    for (const reviewer of items.total === 0 ? [] : assignedUsers) {
      if (canBeOffered(session, reviewer)) await jobs.enqueue(inviteJob(runId, reviewer));
    }
    for (const person of people) {
      if (person !== undefined) await jobs.enqueue(homeJob(person.slackId, nowMs));
    }
    await jobs.enqueue(sessionCardJob(runId, nowMs));
  });
}
