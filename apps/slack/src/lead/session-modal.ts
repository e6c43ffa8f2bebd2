import type { App, ViewResponseAction } from "@slack/bolt";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { ViewSubmission } from "../payloads.js";
import { notice } from "../screens/modal.js";
import { manage, type Managed } from "./manage.js";

/** The submitted modal of a session that this person may manage right now. */
export interface SessionSubmission extends Extract<Managed, { kind: "yes" }> {
  readonly view: ViewSubmission["view"];
  readonly slackId: string;
  /** Closes the modal, or answers with errors or another view. */
  ack(response?: ViewResponseAction): Promise<void>;
}

const Metadata = z.object({ runId: z.string() });

/**
 * What happens when the modal of a session is submitted. Whoever may no longer manage it is told so, under `refusedTitle`.
 */
export function onSessionModal(
  app: App,
  desk: Desk,
  modal: { readonly callbackId: string; readonly refusedTitle: string },
  handle: (submission: SessionSubmission) => Promise<void>,
): void {
  app.view(modal.callbackId, async ({ ack, body }) => {
    const { user, view } = ViewSubmission.parse(body);
    const managed = await manage(desk, user.id, runIdOf(view));
    if (managed.kind === "no") {
      await ack({
        response_action: "update",
        view: notice(modal.refusedTitle, managed.sentence),
      });
      return;
    }
    await handle({
      ...managed,
      view,
      slackId: user.id,
      ack: (response) => (response === undefined ? ack() : ack(response)),
    });
  });
}

/** The session that a modal belongs to: only a key to look up. */
export function runIdOf(view: { readonly private_metadata: string }): string {
  return Metadata.parse(JSON.parse(view.private_metadata)).runId;
}
