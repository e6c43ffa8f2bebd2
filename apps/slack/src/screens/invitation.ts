import type { LabelingSession } from "@labeldesk/core";
import { context, mrkdwn, section, counted } from "@labeldesk/block-kit";
import type { MessageContent } from "../jobs/post.js";
import type { ReviewerPart } from "../reviewer-part.js";

/** The first message of a session: what this is, how many, from whom. The first card follows it. */
export function invitationMessage(
  session: LabelingSession,
  part: ReviewerPart,
  leadName: string,
): MessageContent {
  const what = counted(part.total, "trace");
  const questions = counted(session.labelSchemas.length, "question");
  return {
    text: `You are asked to review ${what} for ${session.name}`,
    blocks: [
      section(mrkdwn`*You are asked to review ${what}*\n${session.name} · from ${leadName}`),
      context(
        mrkdwn`Each one shows what was asked and what was answered, with ${questions} below. Your answers can be changed later. The first one follows.`,
      ),
    ],
  };
}
