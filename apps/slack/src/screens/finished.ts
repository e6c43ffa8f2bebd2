import type { LabelingSession } from "@labeldesk/core";
import { context, mrkdwn, section, counted } from "@labeldesk/block-kit";
import type { MessageContent } from "../jobs/post.js";
import type { ReviewerPart } from "../reviewer-part.js";

/** The end of a reviewer's part. */
export function finishedMessage(session: LabelingSession, part: ReviewerPart): MessageContent {
  const done = counted(part.submitted, "trace");
  const passedOn = part.declined > 0 ? ` You passed on ${counted(part.declined, "trace")}.` : "";
  return {
    text: `All reviewed: ${done} for ${session.name}. Thank you.`,
    blocks: [
      section(mrkdwn`*All ${done} reviewed. Thank you.*\n${session.name}`),
      context(
        mrkdwn`You can change any answer with its Edit button until the session is closed.${passedOn}`,
      ),
    ],
  };
}
