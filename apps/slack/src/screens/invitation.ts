import type { LabelingSession } from "@labeldesk/core";
import { context, mrkdwn, plainText, section, counted } from "@labeldesk/block-kit";
import type { MessageContent } from "../jobs/post.js";
import type { ReviewerPart } from "../reviewer-part.js";
import { dueMark } from "./session-words.js";

/** The first message of a session: what this is, how many, from whom. The first card follows it. */
export function invitationMessage(
  session: LabelingSession,
  part: ReviewerPart,
  leadName: string,
  nowMs: number,
): MessageContent {
  const what = counted(part.total, "trace");
  const questions = counted(session.labelSchemas.length, "question");
  return {
    text: `You are asked to review ${what} for ${session.name}`,
    blocks: [
      section(
        mrkdwn`*You are asked to review ${what}*\n${session.name} · from ${leadName}${dueMark(session, nowMs)}`,
      ),
      ...(session.description === undefined ? [] : [section(plainText(session.description))]),
      context(
        mrkdwn`Each one shows what was asked and what was answered, with ${questions} below. Your answers can be changed later. The first one follows.`,
      ),
    ],
  };
}
