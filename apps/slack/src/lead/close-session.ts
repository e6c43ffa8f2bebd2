import type { LabelingSession } from "@labeldesk/core";
import { context, counted, mrkdwn, section } from "@labeldesk/block-kit";
import type { App } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { Desk } from "../desk.js";
import { modal, notice } from "../screens/modal.js";
import { openAndFill, type Trigger } from "../screens/open-modal.js";
import { listOpenCards } from "../store/cards.js";
import { beingDone, wishState } from "./ask-for-state.js";
import { onSessionModal } from "./session-modal.js";

const CLOSE = "close-session";

/** What a session leaves open when it is closed now. */
export interface OpenWork {
  /** Traces without enough answers. */
  readonly pending: number;
  /** Cards that can be answered. */
  readonly onOffer: number;
  /** Answers that are not in MLflow yet. */
  readonly unpublished: number;
  readonly disagreements: number;
}

/** Closes a session in which nothing is open; asks first when something is. */
export async function openClose(
  desk: Desk,
  session: LabelingSession,
  slackId: string,
  trigger: Trigger,
): Promise<void> {
  await openAndFill(desk, trigger, "Close session", async () => {
    const open = await openWorkOf(desk, session);
    if (Object.values(open).some((count) => count > 0)) return askToClose(desk, session, open);
    const { runId } = session;
    await wishState(desk, { runId, wishId: trigger.id, change: "close", leadSlackId: slackId });
    return notice("Close session", `Nothing is open. ${beingDone(session, "close")}`);
  });
}

async function openWorkOf(desk: Desk, { runId }: LabelingSession): Promise<OpenWork> {
  const [{ items, unpublished }, cards, disagreements] = await Promise.all([
    desk.review.progress(runId),
    listOpenCards(desk.db, { runId }),
    desk.review.disagreements(runId),
  ]);
  return {
    pending: items.total - items.complete - items.excluded,
    onOffer: cards.length,
    unpublished,
    disagreements: disagreements.length,
  };
}

/** Says what is open and asks. */
export function askToClose(
  { command }: Pick<Desk, "command">,
  { runId, name }: LabelingSession,
  open: OpenWork,
): ModalView {
  return modal({
    callbackId: CLOSE,
    title: "Close session",
    submit: "Close session",
    metadata: { runId },
    blocks: [
      section(mrkdwn`Close *${name}*?\nThis is still open:\n${openLines(open).join("\n")}`),
      context(
        mrkdwn`Reviewers get nothing more and cannot change their answers. Those given so far stay. ${command} reopen opens the session again.`,
      ),
    ],
  });
}

function openLines({ pending, onOffer, unpublished, disagreements }: OpenWork): readonly string[] {
  const lines = [
    pending > 0 ? `${counted(pending, "trace")} without enough answers` : "",
    onOffer > 0 ? `${counted(onOffer, "card")} that could not be answered any more` : "",
    unpublished > 0
      ? `${counted(unpublished, "answer")} on the way to MLflow, to be written all the same`
      : "",
    disagreements > 0 ? `${counted(disagreements, "trace")} on which the reviewers disagree` : "",
  ];
  return lines.filter((line) => line !== "").map((line) => `• ${line}`);
}

/** The confirmed closing. */
export function registerClose(app: App, desk: Desk): void {
  onSessionModal(
    app,
    desk,
    { callbackId: CLOSE, refusedTitle: "Not closed" },
    async ({ session, slackId, view, ack }) => {
      const { runId } = session;
      await wishState(desk, { runId, wishId: view.id, change: "close", leadSlackId: slackId });
      await ack();
    },
  );
}
