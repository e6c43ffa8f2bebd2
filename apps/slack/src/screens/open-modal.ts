import type { ModalView } from "@slack/types";
import type { Desk } from "../desk.js";

/** What allows a modal to be opened: three seconds, once. From within a modal the new one goes on top of it. */
export interface Trigger {
  readonly id: string;
  readonly inModal: boolean;
}

/** Where an opened modal can be updated. */
export interface OpenedModal {
  readonly viewId: string;
  readonly hash: string;
}

/** Opens a modal. */
export async function openModal(
  desk: Pick<Desk, "slack">,
  trigger: Trigger,
  view: ModalView,
): Promise<OpenedModal> {
  const call = { trigger_id: trigger.id, view };
  const opened = await (trigger.inModal
    ? desk.slack.views.push(call)
    : desk.slack.views.open(call));
  const { id, hash } = opened.view ?? {};
  if (id === undefined || hash === undefined) throw new Error("Slack opened a view without an id.");
  return { viewId: id, hash };
}
