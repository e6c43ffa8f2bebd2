import { parseBlockId } from "@labeldesk/block-kit";
import type { LabelingSession, ReviewerEmail } from "@labeldesk/core";
import type { App, RespondFn } from "@slack/bolt";
import { findDeliveredSession } from "../delivered-session.js";
import type { Desk } from "../desk.js";
import { BlockAction, firstAction } from "../payloads.js";
import type { Person } from "../people.js";
import { findCard, type Card } from "../store/cards.js";

/** A click on a card that is really this person's card. */
export interface CardClick {
  readonly card: Card;
  readonly person: Person;
  readonly session: LabelingSession;
}

/** What a click is, or a sentence for the person who made it. */
export type ClickOutcome =
  | ({ readonly kind: "valid" } & CardClick)
  | { readonly kind: "refused"; readonly sentence: string };

/**
 * Checks a click against the store: the card exists, belongs to the person who clicked, and its session is delivered
 * here. What the payload says about itself is only a key to look up.
 */
export async function resolveClick(
  desk: Pick<Desk, "db" | "people" | "review">,
  ref: string,
  slackId: string,
): Promise<ClickOutcome> {
  const card = await findCard(desk.db, ref);
  if (card === undefined) {
    return { kind: "refused", sentence: "This card is not known here any more." };
  }
  const person = await desk.people.get(slackId);
  if (person.email !== card.key.reviewer) {
    return { kind: "refused", sentence: await notYours(desk, card.key.reviewer) };
  }
  const session = await findDeliveredSession(desk.review, card.key.runId);
  if (session === undefined) {
    return { kind: "refused", sentence: "This session was deleted. Nothing was changed." };
  }
  return { kind: "valid", card, person, session };
}

/** A click that was acknowledged and is really on this person's card. */
export interface AcknowledgedClick extends CardClick {
  readonly click: BlockAction;
}

/** What a button of a card does that saves nothing by itself: Slack is answered first, then the click is checked. */
export function onCardButton(
  app: App,
  desk: Desk,
  actionId: string,
  handle: (click: AcknowledgedClick) => Promise<void>,
): void {
  app.action(actionId, async ({ ack, body, respond }) => {
    await ack();
    const click = BlockAction.parse(body);
    const resolved = await resolveClick(desk, cardRef(click), click.user.id);
    if (resolved.kind === "refused") await say(respond, resolved.sentence);
    else await handle({ ...resolved, click });
  });
}

/** Which card a click is on: its button says so; a menu carries no value of its own, and its block id does. */
export function cardRef(click: BlockAction): string {
  const action = firstAction(click);
  return action.value ?? parseBlockId(action.block_id)?.ref ?? "";
}

/** Answers only the person who clicked; the card stays as it is, with all that was typed. */
export async function say(respond: RespondFn, text: string): Promise<void> {
  await respond({ response_type: "ephemeral", replace_original: false, text });
}

async function notYours(desk: Pick<Desk, "people">, owner: ReviewerEmail): Promise<string> {
  const person = await desk.people.findByEmail(owner);
  return `This card belongs to ${person?.name ?? "somebody else"}. Nothing was changed.`;
}
