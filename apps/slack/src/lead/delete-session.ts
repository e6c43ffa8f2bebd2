import { RunId, type LabelingSession } from "@labeldesk/core";
import { mrkdwn, section, counted } from "@labeldesk/block-kit";
import type { App } from "@slack/bolt";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { JOBS } from "../jobs/kinds.js";
import { postOnce } from "../jobs/post.js";
import { modal } from "../screens/modal.js";

import { listOpenCards, setCardState } from "../store/cards.js";
import { manage } from "./manage.js";
import { onSessionModal } from "./session-modal.js";
import { openModal, type Trigger } from "../screens/open-modal.js";

const DELETE = "delete-session";

/** Asks before a session is deleted. */
export async function openDelete(
  desk: Desk,
  session: LabelingSession,
  trigger: Trigger,
): Promise<void> {
  const { labels } = await desk.review.progress(session.runId);
  await openModal(
    desk,
    trigger,
    modal({
      callbackId: DELETE,
      title: "Delete session",
      submit: "Delete",
      metadata: { runId: session.runId },
      blocks: [
        section(
          mrkdwn`Delete *${session.name}*?\nIts reviewers get nothing more. The traces and the ${counted(labels, "answer")} given so far stay in MLflow, and the run can be restored there.`,
        ),
      ],
    }),
  );
}

/** The confirmed deletion. */
export function registerDelete(app: App, desk: Desk): void {
  onSessionModal(
    app,
    desk,
    { callbackId: DELETE, refusedTitle: "Not deleted" },
    async ({ session, slackId, ack }) => {
      await desk.work.transaction(({ jobs }) =>
        jobs.enqueue({
          kind: JOBS.deleteSession,
          key: session.runId,
          payload: {
            runId: session.runId,
            name: session.name,
            leadSlackId: slackId,
          },
        }),
      );
      await ack();
    },
  );
}

/** What the job of the confirmed deletion is told. */
export const DeleteWish = z.object({ runId: RunId, name: z.string(), leadSlackId: z.string() });
export type DeleteWish = z.infer<typeof DeleteWish>;

/** Deletes a session in MLflow, ends its delivery and says so. Running it again changes nothing. */
export async function deleteSession(desk: Desk, wish: DeleteWish): Promise<void> {
  const managed = await manage(desk, wish.leadSlackId, wish.runId);
  if (managed.kind === "no" && managed.why === "forbidden") return;
  if (managed.kind === "yes") {
    await desk.labeling.deleteLabelingSession(wish.runId);
    for (const card of await listOpenCards(desk.db, { runId: wish.runId })) {
      await setCardState(desk.db, card.ref, "gone");
    }
    await desk.review.withdraw(wish.runId);
    desk.logger.info("session.deleted", { runId: wish.runId });
  }
  // Said last, also by a second run that finds the session gone: who reads it finds it true.
  const text = `“${wish.name}” was deleted. Its traces and answers are still in MLflow.`;
  await postOnce(desk, {
    slackId: wish.leadSlackId,
    postId: `deleted/${wish.runId}`,
    isRetry: true,
    content: { text, blocks: [] },
  });
}
