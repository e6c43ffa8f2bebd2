import type { Answer, LabelSchema } from "@labeldesk/core";
import type { TraceView } from "@labeldesk/trace-view";
import type { KnownBlock } from "@slack/types";
import { ACTIONS } from "./action-ids.js";
import { blockId } from "./block-id.js";
import { actions, button, context, divider, option, section } from "./blocks/blocks.js";
import { countBlockText } from "./blocks/measure.js";
import { plainText } from "./blocks/text-objects.js";
import { notificationText } from "./card-text.js";
import { BUDGETS, SLACK_LIMITS } from "./limits.js";
import type { Rendering } from "./questions/choose-rendering.js";
import { questionBlocks } from "./questions/question-blocks.js";
import { oneLine } from "./text/cut-text.js";
import { amount, counted } from "./text/words.js";
import { renderTraceExcerpt, type TraceExcerpt } from "./trace/excerpt-blocks.js";

/** One item for one reviewer. */
export interface Card {
  /** The reviewer's how-many-eth item, counted from 1. */
  readonly position: number;
  readonly total: number;
  readonly sessionName: string;
  readonly view: TraceView;
  readonly schemas: readonly LabelSchema[];
  /** From `chooseRendering`. A card whose earlier answers make it too long for a message becomes a form by itself. */
  readonly rendering: Rendering;
  /** Counts how often this card was drawn; a new number keeps Slack from mixing up what was typed before. */
  readonly render: number;
  /** The app's own name for item and reviewer, at most 200 characters; comes back in block ids and button values. */
  readonly ref: string;
  /** The trace in MLflow's own interface. */
  readonly traceUrl?: string | undefined;
  /** Earlier answers to begin with; pass the same to `readAnswers`. */
  readonly prefill?: readonly Answer[] | undefined;
  /** Whether the session has guidelines to open. */
  readonly hasGuidelines?: boolean | undefined;
}

/** Blocks and the text for notifications and screen readers, as `chat.postMessage` takes them. */
export interface RenderedMessage {
  readonly blocks: KnownBlock[];
  readonly text: string;
}

/** Draws a card: what was asked, what was answered, what the reviewer is asked. Keeps to the message budget whatever the trace holds. */
export function renderCard(card: Card): RenderedMessage {
  const text = notificationText(card);
  const renderings: readonly Rendering[] = [
    card.rendering,
    { kind: "form", why: "The earlier answers are long." },
  ];
  for (const rendering of renderings) {
    const questions = questionPart(card, rendering);
    for (const share of [1, 0.5, 0.25]) {
      const blocks = layOut(card, rendering, questions, share);
      if (fits(blocks)) return { blocks, text };
    }
  }
  return {
    blocks: layOut(
      card,
      { kind: "form", why: "" },
      questionPart(card, { kind: "form", why: "" }),
      0.1,
    ),
    text,
  };
}

function fits(blocks: readonly KnownBlock[]): boolean {
  return blocks.length <= BUDGETS.messageBlocks && countBlockText(blocks) <= BUDGETS.messageChars;
}

function layOut(
  card: Card,
  rendering: Rendering,
  questions: readonly KnownBlock[],
  share: number,
): KnownBlock[] {
  const excerpt = renderTraceExcerpt(card.view, {
    requestChars: BUDGETS.requestChars * share,
    answerChars: BUDGETS.answerChars * share,
  });
  return [
    headLine(card, rendering),
    divider(),
    ...earlierTurns(card),
    ...excerpt.blocks,
    ...linkRow(card, excerpt),
    divider(),
    ...questions,
    actions(id(card, "actions"), settleButtons(card, rendering)),
  ];
}

function headLine(card: Card, rendering: Rendering): KnownBlock {
  const line = `${place(card)} · ${oneLine(card.sessionName, SLACK_LIMITS.placeholder)}`;
  const options = [
    ...(card.hasGuidelines === true ? [option("Guidelines", ACTIONS.guidelines)] : []),
    ...(rendering.kind === "inline" ? [option("Open as form", ACTIONS.openForm)] : []),
  ];
  const menu = { type: "overflow" as const, action_id: ACTIONS.menu, options };
  return section(plainText(line), options.length > 0 ? menu : undefined, id(card, "head"));
}

/** `7 of 25` */
export function place({
  position,
  total,
}: {
  readonly position: number;
  readonly total: number;
}): string {
  return `${amount(position)} of ${amount(total)}`;
}

function earlierTurns(card: Card): readonly KnownBlock[] {
  const count = card.view.earlier.length;
  if (count === 0) return [];
  return [
    actions(id(card, "earlier"), [
      button(ACTIONS.showAll, `Show ${counted(count, "earlier turn")}`, card.ref),
    ]),
  ];
}

function linkRow(card: Card, { hidden }: TraceExcerpt): readonly KnownBlock[] {
  const { traceUrl, ref } = card;
  const links = [
    ...(hidden === undefined
      ? []
      : [
          button(ACTIONS.showAll, `Show all (${hidden})`, ref, {
            spoken: `Show all of ${place(card)}`,
          }),
        ]),
    ...(traceUrl !== undefined && traceUrl.length <= SLACK_LIMITS.buttonUrl
      ? [button(ACTIONS.openInMlflow, "Open in MLflow", ref, { url: traceUrl })]
      : []),
  ];
  return links.length === 0 ? [] : [actions(id(card, "links"), links)];
}

function questionPart(card: Card, rendering: Rendering): readonly KnownBlock[] {
  switch (rendering.kind) {
    case "oneClick":
      return oneClickQuestion(card);
    case "inline":
      return questionBlocks(card.schemas, { ...card, surface: "message" });
    case "form":
      return [context(plainText(counted(card.schemas.length, "question")))];
  }
}

function oneClickQuestion({ schemas }: Card): readonly KnownBlock[] {
  const [schema] = schemas;
  if (schema === undefined) return [];
  return [
    section(plainText(schema.title)),
    ...(schema.instruction === undefined ? [] : [context(plainText(schema.instruction))]),
  ];
}

function settleButtons(card: Card, rendering: Rendering) {
  const spoken = (words: string) => ({ spoken: `${words}: ${place(card)}` });
  return [
    ...answerButtons(card, rendering, spoken),
    button(ACTIONS.later, "Later", card.ref, spoken("Later")),
    button(ACTIONS.cantJudge, "Can't judge", card.ref, spoken("Can't judge")),
    button(ACTIONS.notReviewable, "Not reviewable", card.ref, spoken("Not reviewable")),
  ];
}

function answerButtons(
  { schemas: [schema], ref }: Card,
  rendering: Rendering,
  spoken: (words: string) => { readonly spoken: string },
) {
  switch (rendering.kind) {
    case "inline":
      return [button(ACTIONS.submit, "Submit", ref, { primary: true, ...spoken("Submit") })];
    case "form":
      return [button(ACTIONS.openForm, "Answer", ref, { primary: true, ...spoken("Answer") })];
    case "oneClick": {
      if (schema?.input.kind !== "passFail") return [];
      const { positiveLabel, negativeLabel } = schema.input;
      // Neither is the primary one: a card must not suggest an answer.
      return [
        button(ACTIONS.answerPositive, positiveLabel, ref, spoken(positiveLabel)),
        button(ACTIONS.answerNegative, negativeLabel, ref, spoken(negativeLabel)),
        ...(schema.enableComment ? [button(ACTIONS.openForm, "Add a comment …", ref)] : []),
      ];
    }
  }
}

function id({ render, ref }: Card, part: "head" | "links" | "actions" | "earlier"): string {
  return blockId({ surface: "message", part, index: 0, render, ref });
}
