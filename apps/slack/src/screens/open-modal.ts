import type { ModalView } from "@slack/types";
import { isLabelingError } from "@labeldesk/core";
import type { Desk } from "../desk.js";
import { errorFields } from "../logger.js";
import { isSlackCode } from "../people.js";
import { loading, notice } from "./modal.js";

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

/**
 * Opens a modal at once, and fills it when `read` is done: what it shows takes longer than a trigger lives. When reading
 * fails, the modal says so.
 */
export async function openAndFill(
  desk: Pick<Desk, "slack" | "logger">,
  trigger: Trigger,
  title: string,
  read: () => Promise<ModalView>,
): Promise<void> {
  const { viewId } = await openModal(desk, trigger, loading(title));
  await fillModal(desk, viewId, title, read);
}

/** Fills a modal that stands open. */
export async function fillModal(
  desk: Pick<Desk, "slack" | "logger">,
  viewId: string,
  title: string,
  read: () => Promise<ModalView>,
): Promise<void> {
  try {
    await updateModal(desk, viewId, await read());
  } catch (error) {
    desk.logger.error("modal.not-filled", { title, ...errorFields(error) });
    const view = notice(
      title,
      isLabelingError(error)
        ? error.message
        : "This did not work. Nothing was changed; please try again.",
    );
    await updateModal(desk, viewId, view);
  }
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

/** Draws an open modal anew. One that was closed meanwhile is no error: nobody looks at it. */
export async function updateModal(
  desk: Pick<Desk, "slack">,
  viewId: string,
  view: ModalView,
): Promise<void> {
  try {
    await desk.slack.views.update({ view_id: viewId, view });
  } catch (error) {
    if (!isSlackCode(error, "not_found")) throw error;
  }
}
