import { canBeOffered, type ReviewerEmail, type RunId } from "@labeldesk/core";
import { findDeliveredSession } from "../delivered-session.js";
import type { Desk } from "../desk.js";
import { reviewerPart } from "../reviewer-part.js";
import { invitationMessage } from "../screens/invitation.js";
import { claimInvitation, invitationSent } from "../store/invitations.js";
import { deliverJob } from "./kinds.js";
import { postOnce } from "./post.js";

/** Tells a reviewer about a session, once, and lets the first card follow. */
export async function inviteReviewer(
  desk: Desk,
  runId: RunId,
  reviewer: ReviewerEmail,
): Promise<void> {
  const person = await desk.people.findByEmail(reviewer);
  if (person === undefined || person.isDeleted) {
    desk.logger.warn("invitation.nobody-to-ask", { runId });
    return;
  }
  const session = await findDeliveredSession(desk.review, runId);
  // Deleted or paused before anybody heard of it; or the reviewer is away. Who comes back is asked again.
  if (session === undefined || !canBeOffered(session, reviewer)) return;
  const claim = await claimInvitation(desk.db, runId, reviewer);
  if (claim !== "told") {
    const lead = await desk.people.findByEmail(session.createdBy);
    const part = await reviewerPart(desk.review, runId, reviewer);
    const sent = await postOnce(desk, {
      slackId: person.slackId,
      postId: `invitation/${runId}/${reviewer}`,
      isRetry: claim === "unfinished",
      content: invitationMessage(
        session,
        part,
        lead?.name ?? session.createdBy,
        desk.clock.nowMs(),
      ),
    });
    await invitationSent(desk.db, runId, reviewer, { ...sent, atMs: desk.clock.nowMs() });
    desk.logger.info("invitation.sent", { runId });
  }
  await desk.work.transaction(({ jobs }) => jobs.enqueue(deliverJob(runId, reviewer)));
}
