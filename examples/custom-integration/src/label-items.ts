import { randomUUID } from "node:crypto";
import { traceIdsOf, type Assignment, type LabelingSession, type Review } from "@labeldesk/core";
import type { ReviewerEmail, Tracking } from "@labeldesk/core";
import { askQuestions, type Ask, type Asked } from "./ask-questions.ts";

/** What labeling needs. */
export interface Desk {
  readonly review: Review;
  readonly tracking: Tracking;
  readonly ask: Ask;
  readonly say: (text: string) => void;
}

/** Offers one item after the other to a reviewer, then once more what was left for later. */
export async function labelItems(
  desk: Desk,
  session: LabelingSession,
  reviewer: ReviewerEmail,
): Promise<void> {
  desk.say(`\n${reviewer}: "later" brings an item back to you, "skip" leaves it to the others.`);
  for (const includePostponed of [false, true]) {
    for (;;) {
      const next = await desk.review.next(session.runId, reviewer, { includePostponed });
      if (next.kind === "nothingLeft") break;
      const asked = await labelItem(desk, session, next.assignment);
      if (asked === "end" || (asked === "later" && includePostponed)) return;
    }
  }
}

async function labelItem(
  { review, tracking, ask, say }: Desk,
  { labelSchemas }: LabelingSession,
  assignment: Assignment,
): Promise<Asked> {
  const [trace] = await tracking.traces.getTraceInfos(traceIdsOf(assignment.source));
  say(`\n> ${trace?.requestPreview}\n< ${trace?.responsePreview}`);
  const asked = await askQuestions(labelSchemas, ask);
  if (asked === "skip") await review.decline(assignment);
  else if (asked === "later") await review.postpone(assignment);
  else if (asked !== "end") {
    const { kind } = await review.submit({ ...assignment, answers: asked, gesture: randomUUID() });
    say(kind === "accepted" ? "Saved." : `Not saved: ${kind}.`);
    // An app would leave this to the jobs of its work store, which try again when the tracking store is away.
    await review.publish(assignment);
  }
  return asked;
}
