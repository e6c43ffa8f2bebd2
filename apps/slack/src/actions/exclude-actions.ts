import { ACTIONS, input, mrkdwn, section } from "@labeldesk/block-kit";
import type { App } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { Desk } from "../desk.js";
import { deliverJob } from "../jobs/kinds.js";
import { settleCard } from "../jobs/settle-card.js";
import { triggerOf, ViewSubmission } from "../payloads.js";
import { typed } from "../screens/fields.js";
import { modal, notice } from "../screens/modal.js";
import { openModal } from "../screens/open-modal.js";
import { refusalSentence } from "../screens/refusals.js";
import { listOpenCards } from "../store/cards.js";
import { jobsAfter } from "./card-actions.js";
import { onCardButton, resolveClick } from "./click.js";

const EXCLUDE = { callback: "card.exclude-reason", reason: "exclude.reason" } as const;

/** "Not reviewable": asks for a reason and takes the item out for everyone. */
export function registerExcludeActions(app: App, desk: Desk): void {
  onCardButton(app, desk, ACTIONS.notReviewable, async ({ click, card }) => {
    await openModal(desk, triggerOf(click), reasonModal(card.ref));
  });

  app.view(EXCLUDE.callback, async ({ ack, body }) => {
    const submission = ViewSubmission.parse(body);
    const resolved = await resolveClick(desk, submission.view.private_metadata, submission.user.id);
    if (resolved.kind === "refused") {
      await ack({ response_action: "update", view: notice("Not changed", resolved.sentence) });
      return;
    }
    const reason = typed(submission.view.state.values, EXCLUDE.reason);
    if (reason === undefined) {
      await ack({
        response_action: "errors",
        errors: { [EXCLUDE.reason]: "Say why in a few words." },
      });
      return;
    }
    const { card, session } = resolved;
    const { runId, itemId } = card.key;
    const open = await listOpenCards(desk.db, { runId, itemId });
    const others = open.filter(({ ref }) => ref !== card.ref);
    const outcome = await desk.review.exclude(card.key, reason, [
      ...jobsAfter(desk, { card, session }),
      ...others.map(({ key }) => deliverJob(runId, key.reviewer)),
    ]);
    if (outcome.kind === "refused") {
      await ack({
        response_action: "update",
        view: notice("Not changed", refusalSentence(outcome.reason)),
      });
      return;
    }
    await ack();
    for (const gone of [card, ...others]) await settleCard(desk, gone, "gone");
    desk.logger.info("item.excluded", { runId });
  });
}

function reasonModal(ref: string): ModalView {
  return {
    ...modal({
      callbackId: EXCLUDE.callback,
      title: "Not reviewable",
      submit: "Take it out",
      blocks: [
        section(
          mrkdwn`Nobody will be asked about this trace any more. If it is only you who cannot judge it, use Can't judge instead.`,
        ),
        input({
          blockId: EXCLUDE.reason,
          label: "Why?",
          optional: false,
          element: { type: "plain_text_input", action_id: "value", max_length: 1000 },
        }),
      ],
    }),
    private_metadata: ref,
  };
}
