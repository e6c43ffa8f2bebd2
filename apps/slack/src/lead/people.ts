import { ReviewerEmail, RunId, type LabelingSession } from "@labeldesk/core";
import { context, input, mrkdwn, option } from "@labeldesk/block-kit";
import type { App } from "@slack/bolt";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { JOBS } from "../jobs/kinds.js";
import { chosen, chosenPeople } from "../screens/fields.js";
import { modal } from "../screens/modal.js";
import { enumerate } from "../screens/words.js";
import { inviteAll } from "./create-session-job.js";
import { manage } from "./manage.js";
import { onSessionModal } from "./session-modal.js";
import { chosenReviewers } from "./reviewers.js";
import { openModal, type Trigger } from "../screens/open-modal.js";

const PEOPLE = {
  callback: "session-people",
  who: "session-people.who",
  mode: "session-people.mode",
} as const;

/** What the job of this modal is told. */
export const PeopleWish = z.object({
  runId: RunId,
  leadSlackId: z.string(),
  reviewers: z.array(ReviewerEmail).min(1),
  mode: z.enum(["add", "replace"]),
});
export type PeopleWish = z.infer<typeof PeopleWish>;

/** Reviewers named in the modal; more are counted. */
const NAMED = 15;

/** Opens the modal of `/label people`. */
export async function openPeople(
  desk: Desk,
  session: LabelingSession,
  trigger: Trigger,
): Promise<void> {
  const add = option("Add them", "add");
  const { assignedUsers } = session;
  const named = assignedUsers.slice(0, NAMED);
  const rest = assignedUsers.length - named.length;
  const now = enumerate(rest > 0 ? [...named, `${rest} more`] : named);
  await openModal(
    desk,
    trigger,
    modal({
      callbackId: PEOPLE.callback,
      title: "Reviewers",
      submit: "Save",
      metadata: { runId: session.runId },
      blocks: [
        context(mrkdwn`*${session.name}* is reviewed by ${now === "" ? "nobody yet" : now}.`),
        input({
          blockId: PEOPLE.who,
          label: "People",
          optional: false,
          element: { type: "multi_users_select", action_id: "value" },
        }),
        input({
          blockId: PEOPLE.mode,
          label: "What to do",
          hint: "Replaced reviewers get nothing more; what they answered stays.",
          optional: false,
          element: {
            type: "radio_buttons",
            action_id: "value",
            options: [add, option("Replace the present ones", "replace")],
            initial_option: add,
          },
        }),
      ],
    }),
  );
}

/** The modal's submission. */
export function registerPeople(app: App, desk: Desk): void {
  onSessionModal(
    app,
    desk,
    { callbackId: PEOPLE.callback, refusedTitle: "Not changed" },
    async ({ view, session, slackId, ack }) => {
      const reviewers = await chosenReviewers(desk, chosenPeople(view.state.values, PEOPLE.who));
      if (reviewers.problem !== undefined) {
        await ack({ response_action: "errors", errors: { [PEOPLE.who]: reviewers.problem } });
        return;
      }
      await desk.work.transaction(({ jobs }) =>
        jobs.enqueue({
          kind: JOBS.setPeople,
          key: view.id,
          payload: {
            runId: session.runId,
            leadSlackId: slackId,
            reviewers: reviewers.emails,
            mode: chosen(view.state.values, PEOPLE.mode) === "replace" ? "replace" : "add",
          },
        }),
      );
      await ack();
    },
  );
}

/** Adds or replaces reviewers and invites the new ones. Running it again changes nothing more. */
export async function setPeople(desk: Desk, wish: PeopleWish): Promise<void> {
  const managed = await manage(desk, wish.leadSlackId, wish.runId);
  if (managed.kind === "no") return;
  await desk.labeling.setAssignedUsers(wish.runId, wish.reviewers, wish.mode);
  const session = await desk.review.enrol(wish.runId);
  await inviteAll(desk, wish.runId, session.assignedUsers);
  desk.logger.info("session.people-set", {
    runId: wish.runId,
    people: session.assignedUsers.length,
  });
}
