import type { LabelingSession, ReviewerEmail } from "@labeldesk/core";
import type { Desk } from "../desk.js";
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
  const sessions = await desk.review.listSessions();
  const session = sessions.find(({ runId }) => runId === card.key.runId);
  if (session === undefined) {
    return { kind: "refused", sentence: "This session was deleted. Nothing was changed." };
  }
  return { kind: "valid", card, person, session };
}

async function notYours(desk: Pick<Desk, "people">, owner: ReviewerEmail): Promise<string> {
  const person = await desk.people.findByEmail(owner);
  return `This card belongs to ${person?.name ?? "somebody else"}. Nothing was changed.`;
}
