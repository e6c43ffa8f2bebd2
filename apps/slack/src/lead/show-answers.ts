import { choice } from "../screens/choice.js";
import {
  ItemId,
  traceIdsOf,
  decodeAnswer,
  type Adjudication,
  type Answer,
  type ItemAnswers,
  type LabelingSession,
  type Trace,
} from "@labeldesk/core";
import {
  context,
  counted,
  divider,
  ellipsis,
  mrkdwn,
  plainText,
  renderTraceExcerpt,
  section,
} from "@labeldesk/block-kit";
import { viewTrace } from "@labeldesk/trace-view";
import type { App } from "@slack/bolt";
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { BlockAction } from "../payloads.js";
import type { Person } from "../people.js";
import { answersText } from "../screens/answers-text.js";
import { chosen } from "../screens/fields.js";
import { modal, notice } from "../screens/modal.js";
import { openAndFill, type Trigger } from "../screens/open-modal.js";
import { manage } from "./manage.js";
import { runIdOf } from "./session-modal.js";

const SHOW = {
  callback: "show-answers",
  item: "show-answers.item",
  itemAction: "show-answers.choose-item",
} as const;

/** Opens one trace of a session with everybody's answers; the first one unless told otherwise. */
export async function openAnswers(
  desk: Desk,
  session: LabelingSession,
  person: Person,
  trigger: Trigger,
  itemId?: ItemId,
): Promise<void> {
  await openAndFill(desk, trigger, "Answers", () => answersModal(desk, session, person, itemId));
}

/** Choosing another trace in the modal. */
export function registerAnswers(app: App, desk: Desk): void {
  app.options(SHOW.itemAction, async ({ ack, body, payload }) => {
    const { view } = z.object({ view: z.object({ private_metadata: z.string() }) }).parse(body);
    const runId = runIdOf(view);
    const managed = await manage(desk, body.user.id, runId);
    const items = managed.kind === "no" ? [] : await itemChoices(desk, managed.session);
    const wanted = payload.value.toLowerCase();
    await ack({
      options: items
        .filter(({ label, traceId }) => `${label} ${traceId}`.toLowerCase().includes(wanted))
        .slice(0, 100)
        .map(({ label, itemId }) => choice(label, itemId)),
    });
  });

  app.action(SHOW.itemAction, async ({ ack, body }) => {
    await ack();
    const click = BlockAction.parse(body);
    if (click.view === undefined) return;
    const runId = runIdOf(click.view);
    const managed = await manage(desk, click.user.id, runId);
    const itemId = ItemId.safeParse(chosen(click.view.state.values, SHOW.item));
    const view =
      managed.kind === "no"
        ? notice("Answers", managed.sentence)
        : await answersModal(
            desk,
            managed.session,
            managed.person,
            itemId.success ? itemId.data : undefined,
          );
    await desk.slack.views.update({ view_id: click.view.id, hash: click.view.hash, view });
  });
}

interface ItemChoice {
  readonly itemId: ItemId;
  readonly traceId: string;
  readonly label: string;
}

/** The session's traces by what was asked in them. */
async function itemChoices(desk: Desk, session: LabelingSession): Promise<readonly ItemChoice[]> {
  const items = await desk.review.listItems(session.runId);
  const infos = await desk.tracking.traces.getTraceInfos(
    items.flatMap(({ source }) => traceIdsOf(source)),
  );
  const previews = new Map(infos.map(({ traceId, requestPreview }) => [traceId, requestPreview]));
  return items.map(({ itemId, source }, index) => {
    const [traceId] = traceIdsOf(source);
    const preview = traceId === undefined ? undefined : previews.get(traceId);
    return {
      itemId,
      traceId: traceId ?? "",
      label: `${index + 1}. ${preview?.replaceAll(/\s+/g, " ") ?? traceId ?? ""}`,
    };
  });
}

async function answersModal(
  desk: Desk,
  session: LabelingSession,
  person: Person,
  wanted: ItemId | undefined,
): Promise<ModalView> {
  const choices = await itemChoices(desk, session);
  const shown = choices.find(({ itemId }) => itemId === wanted) ?? choices[0];
  if (shown === undefined) return notice("Answers", "This session has no traces yet.");
  const { email: viewer } = person;
  const answers = await desk.review.itemAnswers(
    session.runId,
    shown.itemId,
    viewer === undefined ? {} : { viewer },
  );
  const [traceId] = traceIdsOf(answers.item.source);
  const [trace] = traceId === undefined ? [] : await desk.tracking.traces.getTraces([traceId]);
  return modal({
    callbackId: SHOW.callback,
    title: "Answers",
    metadata: { runId: session.runId },
    blocks: [
      // Not an input block: those need a submit button, and there is nothing to submit here.
      section(
        plainText(`${counted(choices.length, "trace")} in ${ellipsis(session.name, 100)}`),
        {
          type: "external_select",
          action_id: SHOW.itemAction,
          min_query_length: 0,
          initial_option: choice(shown.label, shown.itemId),
        },
        SHOW.item,
      ),
      ...traceBlocks(trace),
      divider(),
      ...answerBlocks(session, answers),
    ],
  });
}

function traceBlocks(trace: Trace | undefined): readonly KnownBlock[] {
  return trace === undefined
    ? [context(plainText("This trace was deleted."))]
    : renderTraceExcerpt(viewTrace(trace)).blocks;
}

/** Reviewers whose answers fit; more are counted. */
const SHOWN = 20;

/** Of one answer: twenty reviewers' texts are not to fill a modal's 250 KB. */
const MAX_CHARS = 1_500;

function answerBlocks(
  session: LabelingSession,
  { item, submissions, adjudication, isBlind, others }: ItemAnswers,
): KnownBlock[] {
  const state =
    item.state === "excluded" ? [context(plainText("Not reviewable: nobody is asked."))] : [];
  if (isBlind) {
    return [
      ...state,
      context(
        plainText(
          "You review this session yourself. Answer this trace first; then the others' answers show here.",
        ),
      ),
    ];
  }
  const byReviewer = [
    ...submissions.map(({ reviewer, answers }) => ({ reviewer: String(reviewer), answers })),
    ...answersElsewhere(session, others),
  ];
  if (byReviewer.length === 0) return [...state, context(plainText("No answers yet."))];
  const hidden = byReviewer.length - SHOWN;
  return [
    ...state,
    ...(adjudication === undefined ? [] : decisionBlocks(session, adjudication)),
    ...byReviewer
      .slice(0, SHOWN)
      .flatMap(({ reviewer, answers }) => [
        context(mrkdwn`*${reviewer}*`),
        ...answersOf(session, answers),
      ]),
    ...(hidden > 0 ? [context(plainText(`${hidden} more reviewers are not shown.`))] : []),
  ];
}

/** The gold values, and whose they are. */
function decisionBlocks(
  session: LabelingSession,
  { by, answers, reason }: Adjudication,
): readonly KnownBlock[] {
  return [
    context(mrkdwn`*Decided* by ${by}`),
    ...answersOf(session, answers),
    ...(reason === undefined ? [] : [section(plainText(`Reason: ${reason}`))]),
    divider(),
  ];
}

function answersOf({ labelSchemas }: LabelingSession, answers: readonly Answer[]) {
  const text = answersText(labelSchemas, answers, MAX_CHARS);
  return text === undefined ? [] : [text];
}

/** Answers that came another way than through a card, such as MLflow's Review tab. */
function answersElsewhere(session: LabelingSession, others: ItemAnswers["others"]) {
  const reviewers = [...new Set(others.map(({ source }) => source.id))];
  return reviewers.map((reviewer) => ({
    reviewer: `${reviewer} (in MLflow)`,
    answers: others
      .filter(({ source }) => source.id === reviewer)
      .flatMap(({ name, value, rationale }): Answer[] => {
        const schema = session.labelSchemas.find((entry) => entry.name === name);
        const decoded = schema === undefined ? undefined : decodeAnswer(schema, value);
        if (decoded === undefined) return [];
        return [
          { name, value: decoded, ...(rationale === undefined ? {} : { comment: rationale }) },
        ];
      }),
  }));
}
