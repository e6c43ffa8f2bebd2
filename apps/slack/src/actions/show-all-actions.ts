import { ACTIONS, renderFullTrace } from "@labeldesk/block-kit";
import { viewTrace } from "@labeldesk/trace-view";
import type { App } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { Desk } from "../desk.js";
import { BlockAction, firstAction, triggerOf } from "../payloads.js";
import { notice } from "../screens/modal.js";
import { openAndFill } from "../screens/open-modal.js";
import { traceOf } from "../trace-of-card.js";
import { onCardButton, resolveClick, type CardClick } from "./click.js";

/** "Show all": everything that was recorded, page by page. */
export function registerShowAllActions(app: App, desk: Desk): void {
  onCardButton(app, desk, ACTIONS.showAll, ({ click, ...of }) =>
    openAndFill(desk, triggerOf(click), "Everything recorded", () => fullTrace(desk, of, 0)),
  );

  for (const actionId of [ACTIONS.previousPage, ACTIONS.nextPage]) {
    app.action(actionId, async ({ ack, body }) => {
      await ack();
      const click = BlockAction.parse(body);
      if (click.view === undefined) return;
      const resolved = await resolveClick(desk, click.view.private_metadata, click.user.id);
      const view =
        resolved.kind === "refused"
          ? notice("Everything recorded", resolved.sentence)
          : await fullTrace(desk, resolved, Number(firstAction(click).value));
      await desk.slack.views.update({ view_id: click.view.id, hash: click.view.hash, view });
    });
  }
}

async function fullTrace(desk: Desk, click: CardClick, page: number): Promise<ModalView> {
  const { card, session } = click;
  const trace = await traceOf(desk, card.key);
  if (trace === undefined) return notice("Everything recorded", "This trace was deleted.");
  const traceUrl = desk.tracking.links.trace?.(session.experimentId, trace.traceId);
  return renderFullTrace({
    view: viewTrace(trace),
    page,
    ref: card.ref,
    ...(traceUrl === undefined ? {} : { traceUrl }),
  });
}
