import type { ReviewerProgress } from "@labeldesk/core";
import { context, mrkdwn, section } from "@labeldesk/block-kit";
import { progressLine } from "../screens/session-card.js";
import type { Command } from "./command.js";
import { sessionOf } from "./pick-session.js";

/** Reviewers listed at once. */
const SHOWN = 40;

export const statusCommand: Command = {
  name: "status",
  usage: "status [session]",
  summary: "Shows how far a session and each of its reviewers is.",
  leadsOnly: true,
  async run(call) {
    const session = await sessionOf(call, "status");
    if (session === undefined) return;
    const progress = await call.desk.review.progress(session.runId);
    const lines = progress.reviewers.slice(0, SHOWN).map(reviewerLine);
    const hidden = progress.reviewers.length - lines.length;
    await call.reply({
      text: `${session.name}: ${progressLine(progress)}`,
      blocks: [
        section(mrkdwn`*${session.name}*\n${progressLine(progress)}`),
        section(mrkdwn`${lines.length === 0 ? "Nobody is assigned yet." : lines.join("\n")}`),
        ...(hidden > 0 ? [context(mrkdwn`${hidden} more reviewers are not shown.`)] : []),
        context(mrkdwn`${session.runId}`),
      ],
    });
  },
};

/** `ana@example.com  14 of 25 · 2 for later · 1 passed on`. */
function reviewerLine({
  reviewer,
  submitted,
  left,
  postponed,
  declined,
}: ReviewerProgress): string {
  const later = postponed > 0 ? ` · ${postponed} for later` : "";
  const passedOn = declined > 0 ? ` · ${declined} passed on` : "";
  return `${reviewer}: ${submitted} of ${submitted + left}${later}${passedOn}`;
}
