import type { LabelingSession, Submission } from "@labeldesk/core";
import { renderDoneCard, type DoneState } from "@labeldesk/block-kit";
import type { MessageContent } from "../jobs/post.js";
import type { Card } from "../store/cards.js";

/** A card and the session it belongs to. */
export interface CardOfSession {
  readonly card: Card;
  readonly session: LabelingSession;
}

/** The card shrunk to its answers, with Edit until the session is closed. */
export function doneContent(of: CardOfSession, submission: Submission): MessageContent {
  const { session } = of;
  return settled(of, {
    kind: "answered",
    schemas: session.labelSchemas,
    answers: submission.answers,
  });
}

/** The card of an item that comes back later, or that somebody else gets. */
export function awayContent(of: CardOfSession, how: "later" | "declined"): MessageContent {
  return settled(of, { kind: how === "later" ? "later" : "cantJudge" });
}

/** The card of an item that nobody is asked about any more. */
export function goneContent(of: CardOfSession): MessageContent {
  return settled(of, { kind: "notReviewable" });
}

function settled({ card, session }: CardOfSession, done: DoneState): MessageContent {
  return renderDoneCard({
    position: card.position,
    total: card.total,
    ref: card.ref,
    // The open card's block ids must not come back: Slack would keep what was typed in them.
    render: card.render + 1,
    done,
    editable: session.state !== "closed",
  });
}
