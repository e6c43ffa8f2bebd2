import { ACTIONS, readAnswers, readOneClick } from "@labeldesk/block-kit";
import type { Answer, LabelingSession, SettleOutcome, SubmitOutcome } from "@labeldesk/core";
import type { App, RespondFn } from "@slack/bolt";
import type { Desk } from "../desk.js";
import { deliverJob, homeJob, redrawCardJob, sessionCardJob } from "../jobs/kinds.js";
import type { MessageContent } from "../jobs/post.js";
import { BlockAction, gestureOf } from "../payloads.js";
import { awayContent, doneContent } from "../screens/settled-card.js";
import { notSavedMessage } from "../screens/not-saved.js";
import { notSavedYet } from "../screens/problems.js";
import { refusalSentence } from "../screens/refusals.js";
import { setCardState, type Card } from "../store/cards.js";
import { cardRef, resolveClick, say, type CardClick } from "./click.js";

/** The buttons of a card in the conversation that need no modal. */
export function registerCardActions(app: App, desk: Desk): void {
  app.action(ACTIONS.submit, async ({ ack, body, respond }) => {
    const click = BlockAction.parse(body);
    const resolved = await resolveClick(desk, cardRef(click), click.user.id);
    if (resolved.kind === "refused") {
      await ack();
      await say(respond, resolved.sentence);
      return;
    }
    const read = readAnswers(click.state?.values ?? {}, resolved.session.labelSchemas);
    if (read.problems.length > 0) {
      await ack();
      await say(respond, notSavedYet(read.problems));
      return;
    }
    await submit(desk, resolved, read.answers, click, ack, respond);
  });

  for (const actionId of [ACTIONS.answerPositive, ACTIONS.answerNegative]) {
    app.action(actionId, async ({ ack, body, respond }) => {
      const click = BlockAction.parse(body);
      const resolved = await resolveClick(desk, cardRef(click), click.user.id);
      const [schema] = resolved.kind === "valid" ? resolved.session.labelSchemas : [];
      const answer = schema === undefined ? undefined : readOneClick(actionId, schema);
      if (resolved.kind === "refused" || answer === undefined) {
        await ack();
        await say(
          respond,
          resolved.kind === "refused" ? resolved.sentence : "This card is out of date.",
        );
        return;
      }
      await submit(desk, resolved, [answer], click, ack, respond);
    });
  }

  app.action(ACTIONS.later, async ({ ack, body, respond }) => {
    await settle(desk, BlockAction.parse(body), ack, respond, "later", (click) =>
      desk.review.postpone(click.card.key, jobsAfter(desk, click)),
    );
  });

  app.action(ACTIONS.cantJudge, async ({ ack, body, respond }) => {
    await settle(desk, BlockAction.parse(body), ack, respond, "declined", (click) =>
      desk.review.decline(click.card.key, jobsAfter(desk, click)),
    );
  });

  // A link opens in the browser by itself; Slack still wants its click acknowledged.
  app.action(ACTIONS.openInMlflow, async ({ ack }) => {
    await ack();
  });
}

async function submit(
  desk: Desk,
  resolved: CardClick,
  answers: readonly Answer[],
  click: BlockAction,
  ack: () => Promise<void>,
  respond: RespondFn,
): Promise<void> {
  // Saved first, acknowledged after: who sees the click succeed may rely on it.
  const outcome = await desk.review.submit({
    ...resolved.card.key,
    answers,
    gesture: gestureOf(click),
    jobs: jobsAfter(desk, resolved),
  });
  await ack();
  await showSubmitted(desk, resolved, outcome, answers, respond);
}

/** What follows a click that changed something: the next card, the Home tab, the lead's card. */
export function jobsAfter(desk: Desk, { card, session }: Pick<CardClick, "card" | "session">) {
  const nowMs = desk.clock.nowMs();
  return [
    deliverJob(card.key.runId, card.key.reviewer),
    homeJob(card.slackId, nowMs),
    sessionCardJob(session.runId, nowMs),
  ];
}

async function showSubmitted(
  desk: Desk,
  click: CardClick,
  outcome: SubmitOutcome,
  answers: readonly Answer[],
  respond: RespondFn,
): Promise<void> {
  switch (outcome.kind) {
    case "accepted":
    case "repeated":
      await setCardState(desk.db, click.card.ref, "done");
      desk.logger.info("submission.accepted", {
        runId: click.session.runId,
        ref: click.card.ref,
        revision: outcome.submission.revision,
        repeated: outcome.kind === "repeated",
      });
      await replace(desk, click.card, respond, doneContent(click, outcome.submission));
      return;
    case "invalid":
      await say(respond, notSavedYet(outcome.problems));
      return;
    case "refused":
      await giveBack(respond, click.session, refusalSentence(outcome.reason), answers);
  }
}

/** The card keeps what was typed too, until it is drawn again. */
async function giveBack(
  respond: RespondFn,
  { labelSchemas }: LabelingSession,
  sentence: string,
  answers: readonly Answer[],
): Promise<void> {
  const content = notSavedMessage(sentence, labelSchemas, answers);
  await respond({ response_type: "ephemeral", replace_original: false, ...content });
}

async function settle(
  desk: Desk,
  body: BlockAction,
  ack: () => Promise<void>,
  respond: RespondFn,
  how: "later" | "declined",
  change: (click: CardClick) => Promise<SettleOutcome>,
): Promise<void> {
  const resolved = await resolveClick(desk, cardRef(body), body.user.id);
  if (resolved.kind === "refused") {
    await ack();
    await say(respond, resolved.sentence);
    return;
  }
  const outcome = await change(resolved);
  await ack();
  if (outcome.kind === "refused") {
    await say(respond, refusalSentence(outcome.reason));
    return;
  }
  await setCardState(desk.db, resolved.card.ref, how);
  await replace(desk, resolved.card, respond, awayContent(resolved, how));
}

/** Draws the card anew through the click's own address, which no rate limit counts; a job does it where that fails. */
async function replace(
  desk: Desk,
  card: Card,
  respond: RespondFn,
  content: MessageContent,
): Promise<void> {
  try {
    await respond({ replace_original: true, ...content });
  } catch (error) {
    desk.logger.warn("card.redraw-later", { ref: card.ref, reason: String(error) });
    await desk.work.transaction(({ jobs }) => jobs.enqueue(redrawCardJob(card.ref)));
  }
}
