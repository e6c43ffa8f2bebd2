import { findDeliveredSession } from "../delivered-session.js";
import type { Desk } from "../desk.js";
import { awayContent, doneContent, goneContent } from "../screens/settled-card.js";
import { findCard } from "../store/cards.js";
import { updateMessage } from "./post.js";

/** Draws a settled card as the store knows it. An open card is never drawn again: somebody may be typing in it. */
export async function redrawCard(desk: Desk, ref: string): Promise<void> {
  const card = await findCard(desk.db, ref);
  if (card?.message === undefined) return;
  const session = await findDeliveredSession(desk.review, card.key.runId);
  if (session === undefined) return;
  switch (card.state) {
    case "posting":
    case "open":
      return;
    case "later":
    case "declined":
      await updateMessage(desk, card.message, awayContent({ card, session }, card.state));
      return;
    case "gone":
      await updateMessage(desk, card.message, goneContent({ card, session }));
      return;
    case "done": {
      const submission = await desk.review.findSubmission(card.key);
      if (submission === undefined) return;
      await updateMessage(desk, card.message, doneContent({ card, session }, submission));
    }
  }
}
