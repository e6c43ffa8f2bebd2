import {
  ACTIONS,
  fieldErrors,
  readAnswers,
  renderForm,
  type FieldProblem,
} from "@labeldesk/block-kit";
import type { Answer, LabelSchema, SubmitOutcome } from "@labeldesk/core";
import { viewTrace } from "@labeldesk/trace-view";
import type { App } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { Desk } from "../desk.js";
import { settleCard } from "../jobs/settle-card.js";
import { gestureOfSubmission, triggerOf, ViewSubmission } from "../payloads.js";
import { notice } from "../screens/modal.js";
import { notSavedView } from "../screens/not-saved.js";
import { openAndFill } from "../screens/open-modal.js";
import { refusalSentence } from "../screens/refusals.js";
import { traceOf } from "../trace-of-card.js";
import { jobsAfter } from "./card-actions.js";
import { onCardButton, resolveClick, type CardClick } from "./click.js";

/** The form: for questions that no message can carry, for comments on one-click cards, and for every edit. */
export function registerFormActions(app: App, desk: Desk): void {
  for (const actionId of [ACTIONS.openForm, ACTIONS.edit, ACTIONS.menu]) {
    onCardButton(app, desk, actionId, ({ click, ...of }) => {
      const typed = readAnswers(click.state?.values ?? {}, of.session.labelSchemas);
      return openAndFill(desk, triggerOf(click), "Answer", () => formFor(desk, of, typed.answers));
    });
  }

  app.view(ACTIONS.formSubmit, async ({ ack, body }) => {
    const submission = ViewSubmission.parse(body);
    const resolved = await resolveClick(desk, submission.view.private_metadata, submission.user.id);
    if (resolved.kind === "refused") {
      await ack({ response_action: "update", view: notice("Not saved", resolved.sentence) });
      return;
    }
    const before = await desk.review.findSubmission(resolved.card.key);
    const { labelSchemas } = resolved.session;
    const read = readAnswers(submission.view.state.values, labelSchemas, before?.answers ?? []);
    if (read.problems.length > 0) {
      await ack({ response_action: "errors", errors: fieldErrors(read.problems) });
      return;
    }
    const request = {
      ...resolved.card.key,
      answers: read.answers,
      gesture: gestureOfSubmission(submission),
      jobs: jobsAfter(desk, resolved),
    };
    const outcome = await (before === undefined
      ? desk.review.submit(request)
      : desk.review.revise(request));
    const refused = refusal(outcome, labelSchemas, read.answers, submission.view.state.values);
    if (refused !== undefined) {
      await ack(refused);
      return;
    }
    await ack();
    await settleCard(desk, resolved.card, "done");
  });
}

const CLOSED =
  "This session is closed, so nothing can be answered or changed. Its lead can open it again.";

async function formFor(
  desk: Desk,
  { card, session }: CardClick,
  typedSoFar: readonly Answer[],
): Promise<ModalView> {
  if (session.state === "closed") return notice("Answer", CLOSED);
  const [before, trace] = await Promise.all([
    desk.review.findSubmission(card.key),
    traceOf(desk, card.key),
  ]);
  if (trace === undefined)
    return notice("Answer", "This trace was deleted, so it cannot be judged.");
  return renderForm({
    ref: card.ref,
    render: card.render,
    position: card.position,
    total: card.total,
    sessionName: session.name,
    view: viewTrace(trace),
    schemas: session.labelSchemas,
    prefill: before?.answers ?? typedSoFar,
    mode: before === undefined ? "answer" : "edit",
  });
}

/** What Slack is told when answers were not taken: field errors, or the answers back in place of the form. */
function refusal(
  outcome: SubmitOutcome,
  schemas: readonly LabelSchema[],
  answers: readonly Answer[],
  values: ViewSubmission["view"]["state"]["values"],
) {
  switch (outcome.kind) {
    case "accepted":
    case "repeated":
      return undefined;
    case "refused":
      return {
        response_action: "update" as const,
        view: notSavedView(refusalSentence(outcome.reason), schemas, answers),
      };
    case "invalid": {
      const [anyField = ""] = Object.keys(values);
      const problems: FieldProblem[] = outcome.problems.map((problem) => ({
        ...problem,
        blockId: anyField,
      }));
      return { response_action: "errors" as const, errors: fieldErrors(problems) };
    }
  }
}
