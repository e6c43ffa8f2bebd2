import { isLabelingError, type LabelingSession, type RunId } from "@labeldesk/core";
import { counted } from "@labeldesk/block-kit";
import type { Desk } from "../desk.js";
import { postOnce } from "../jobs/post.js";
import { dropStateWish, findStateWish, type StateChange } from "../store/state-wishes.js";
import { askReviewers } from "./ask-reviewers.js";
import { manage } from "./manage.js";

/** Fulfils what a lead last asked for, and says what came of it. Running it again changes nothing more. */
export async function changeState(desk: Desk, runId: RunId): Promise<void> {
  const wish = await findStateWish(desk.db, runId);
  if (wish === undefined) return;
  const managed = await manage(desk, wish.leadSlackId, runId);
  const sentence =
    managed.kind === "no"
      ? `Nothing was changed. ${managed.sentence}`
      : await applied(desk, managed.session, wish.change);
  desk.logger.info("session.state-changed", { runId, change: wish.change });
  await postOnce(desk, {
    slackId: wish.leadSlackId,
    postId: `state/${runId}/${wish.wishId}`,
    isRetry: true,
    content: { text: sentence, blocks: [] },
  });
  await dropStateWish(desk.db, wish);
}

/** What became of the change, in a sentence. What may succeed later is thrown. */
async function applied(
  desk: Desk,
  { runId }: LabelingSession,
  change: StateChange,
): Promise<string> {
  try {
    const sentence = await apply(desk, runId, change);
    const session = await desk.review.enrol(runId);
    await askReviewers(desk, session);
    return sentence;
  } catch (error) {
    if (!isLabelingError(error, "INVALID_ARGUMENT", "NOT_FOUND", "CONFLICT", "FORBIDDEN")) {
      throw error;
    }
    return `That did not work. ${error.message}`;
  }
}

async function apply(desk: Desk, runId: RunId, change: StateChange): Promise<string> {
  const { labeling, command } = desk;
  switch (change) {
    case "pause": {
      const { name } = await labeling.pauseLabelingSession(runId);
      return `“${name}” is paused. Nobody gets a new trace; cards that are out can still be answered. ${command} resume goes on.`;
    }
    case "resume": {
      const { name } = await labeling.resumeLabelingSession(runId);
      return `“${name}” goes on. Its reviewers get their next cards.`;
    }
    case "close": {
      const { session, complete, pending, excluded } = await labeling.closeLabelingSession(runId);
      const open = pending > 0 ? `, ${pending} without enough answers` : "";
      const out = excluded > 0 ? `, ${excluded} not reviewable` : "";
      return `“${session.name}” is closed: ${counted(complete, "trace")} complete${open}${out}. ${command} reopen opens it again.`;
    }
    case "reopen": {
      const { name } = await labeling.reopenLabelingSession(runId);
      return `“${name}” is open again. Its reviewers get their next cards and can change their answers.`;
    }
  }
}
