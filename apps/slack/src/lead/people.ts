import type { LabelingSession, ReviewerEmail } from "@labeldesk/core";
import { context, input, mrkdwn, option } from "@labeldesk/block-kit";
import type { App } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { Desk } from "../desk.js";
import { JOBS, payloadOf } from "../jobs/kinds.js";
import { chosen, chosenPeople } from "../screens/fields.js";
import { modal } from "../screens/modal.js";
import { openModal, type Trigger } from "../screens/open-modal.js";
import { enumerate } from "../screens/words.js";
import { PeopleMode, type PeopleWish } from "./people-wish.js";
import { chosenReviewers, type ChosenReviewers } from "./reviewers.js";
import { onSessionModal } from "./session-modal.js";

const PEOPLE = {
  callback: "session-people",
  who: "session-people.who",
  mode: "session-people.mode",
} as const;

/** Reviewers named in the modal; more are counted. */
const NAMED = 15;

/** Opens the modal of `/label people`. */
export async function openPeople(
  desk: Desk,
  session: LabelingSession,
  trigger: Trigger,
): Promise<void> {
  await openModal(desk, trigger, peopleModal(session));
}

/** Who reviews the session, and what can be done about it. */
export function peopleModal({ runId, name, assignedUsers, away }: LabelingSession): ModalView {
  const named = assignedUsers
    .slice(0, NAMED)
    .map((user) => (away.includes(user) ? `${user} (away)` : user));
  const rest = assignedUsers.length - named.length;
  const now = enumerate(rest > 0 ? [...named, `${rest} more`] : named);
  const add = option("Add them", "add");
  return modal({
    callbackId: PEOPLE.callback,
    title: "Reviewers",
    submit: "Save",
    metadata: { runId },
    blocks: [
      context(mrkdwn`*${name}* is reviewed by ${now === "" ? "nobody yet" : now}.`),
      input({
        blockId: PEOPLE.who,
        label: "People",
        optional: false,
        element: { type: "multi_users_select", action_id: "value" },
      }),
      input({
        blockId: PEOPLE.mode,
        label: "What to do",
        hint: "Who is away gets no new traces, who is taken off none at all; others get them. What was answered stays.",
        optional: false,
        element: {
          type: "radio_buttons",
          action_id: "value",
          options: [
            add,
            option("Take them off", "remove"),
            option("Replace the present ones by them", "replace"),
            option("They are away for now", "away"),
            option("They are back", "back"),
          ],
          initial_option: add,
        },
      }),
    ],
  });
}

/** The modal's submission. */
export function registerPeople(app: App, desk: Desk): void {
  onSessionModal(
    app,
    desk,
    { callbackId: PEOPLE.callback, refusedTitle: "Not changed" },
    async ({ view, session, slackId, ack }) => {
      const { values } = view.state;
      const mode = PeopleMode.safeParse(chosen(values, PEOPLE.mode)).data ?? "add";
      const named = await peopleFor(desk, session, mode, chosenPeople(values, PEOPLE.who));
      if (named.problem !== undefined) {
        await ack({ response_action: "errors", errors: { [PEOPLE.who]: named.problem } });
        return;
      }
      const wish: PeopleWish = {
        runId: session.runId,
        leadSlackId: slackId,
        reviewers: [...named.emails],
        mode,
      };
      await desk.work.transaction(({ jobs }) =>
        jobs.enqueue({ kind: JOBS.setPeople, key: view.id, payload: payloadOf(wish) }),
      );
      await ack();
    },
  );
}

/** New reviewers must be allowed to review; the others must review this session. */
async function peopleFor(
  desk: Desk,
  session: LabelingSession,
  mode: PeopleMode,
  slackIds: readonly string[],
): Promise<ChosenReviewers> {
  switch (mode) {
    case "add":
    case "replace":
      return chosenReviewers(desk, slackIds);
    case "remove":
    case "away":
    case "back": {
      const named = await presentReviewers(desk, session, slackIds);
      const leavesNobody =
        mode === "remove" && session.assignedUsers.every((user) => named.emails.includes(user));
      return named.problem === undefined && leavesNobody
        ? { ...named, problem: "Nobody would be left. Add somebody else first." }
        : named;
    }
  }
}

async function presentReviewers(
  { people }: Pick<Desk, "people">,
  { assignedUsers }: LabelingSession,
  slackIds: readonly string[],
): Promise<ChosenReviewers> {
  const persons = await Promise.all(slackIds.map((slackId) => people.get(slackId)));
  const isAssigned = (email: ReviewerEmail | undefined) =>
    email !== undefined && assignedUsers.includes(email);
  const strangers = persons.filter(({ email }) => !isAssigned(email)).map(({ name }) => name);
  const emails = persons.flatMap(({ email }) => (email === undefined ? [] : [email]));
  if (strangers.length > 0) {
    const verb = strangers.length === 1 ? "does" : "do";
    return { emails, problem: `${enumerate(strangers)} ${verb} not review this session.` };
  }
  return emails.length === 0 ? { emails, problem: "Choose at least one reviewer." } : { emails };
}
