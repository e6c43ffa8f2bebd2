import type { Assignment, LabelingSession, ReviewerEmail, RunId, Trace } from "@labeldesk/core";
import { canBeOffered, traceIdsOf } from "@labeldesk/core";
import { chooseRendering, renderCard } from "@labeldesk/block-kit";
import { viewTrace } from "@labeldesk/trace-view";
import { findDeliveredSession } from "../delivered-session.js";
import type { Desk } from "../desk.js";
import { reviewerPart } from "../reviewer-part.js";
import { finishedMessage } from "../screens/finished.js";
import { cardPosted, reserveCard } from "../store/cards.js";
import { setToldFinished, wasToldFinished } from "../store/invitations.js";
import { deliverJob, deliverLaterJob } from "./kinds.js";
import { postOnce, type MessageContent } from "./post.js";

/** Whom to give the next card. */
export interface Delivery {
  readonly runId: RunId;
  readonly reviewer: ReviewerEmail;
  readonly includePostponed: boolean;
  /** Whether an earlier attempt may have posted something. */
  readonly isRetry: boolean;
}

/** Posts the reviewer's next card, or says that the part is done. Running it again posts nothing twice. */
export async function deliverNextCard(desk: Desk, delivery: Delivery): Promise<void> {
  const { runId, reviewer, includePostponed } = delivery;
  const person = await desk.people.findByEmail(reviewer);
  if (person === undefined || person.isDeleted) {
    desk.logger.warn("card.nobody-to-ask", { runId });
    return;
  }
  const next = await desk.review.next(runId, reviewer, { includePostponed });
  if (next.kind === "nothingLeft") {
    await nothingLeft(desk, delivery, person.slackId, next.waitUntilMs);
    return;
  }
  const session = await desk.review.getSession(runId);
  const [traceId] = traceIdsOf(next.assignment.source);
  const [trace] = traceId === undefined ? [] : await desk.tracking.traces.getTraces([traceId]);
  if (trace === undefined) {
    await withoutTrace(desk, next.assignment);
    return;
  }
  await postCard(desk, session, next.assignment, trace, person.slackId);
}

async function postCard(
  desk: Desk,
  session: LabelingSession,
  assignment: Assignment,
  trace: Trace,
  slackId: string,
): Promise<void> {
  const { runId, reviewer } = assignment;
  const part = await reviewerPart(desk.review, runId, reviewer);
  const reserved = await reserveCard(desk.db, {
    key: assignment,
    slackId,
    position: part.submitted + 1,
    total: part.total,
    nowMs: desk.clock.nowMs(),
  });
  const { card } = reserved;
  if (card.state === "open") return;
  const posted = await postOnce(desk, {
    slackId,
    postId: `card/${card.ref}/${card.render}`,
    isRetry: !reserved.isNew,
    content: cardContent(desk, session, trace, card),
  });
  await cardPosted(desk.db, card.ref, posted);
  await setToldFinished(desk.db, runId, reviewer, 0);
  desk.logger.info("card.posted", { runId, ref: card.ref });
}

/** The open card: the trace and its questions. */
export function cardContent(
  desk: Pick<Desk, "tracking">,
  session: LabelingSession,
  trace: Trace,
  card: {
    readonly ref: string;
    readonly render: number;
    readonly position: number;
    readonly total: number;
  },
): MessageContent {
  const traceUrl = desk.tracking.links.trace?.(session.experimentId, trace.traceId);
  return renderCard({
    ref: card.ref,
    render: card.render,
    position: card.position,
    total: card.total,
    sessionName: session.name,
    view: viewTrace(trace),
    schemas: session.labelSchemas,
    rendering: chooseRendering(session.labelSchemas),
    ...(traceUrl === undefined ? {} : { traceUrl }),
  });
}

/** The trace was deleted after it became an item: nobody can judge it any more. */
async function withoutTrace(desk: Desk, assignment: Assignment): Promise<void> {
  const { runId, reviewer } = assignment;
  await desk.review.exclude(assignment, "The trace was deleted.", [deliverJob(runId, reviewer)]);
  desk.logger.warn("card.trace-gone", { runId });
}

async function nothingLeft(
  desk: Desk,
  { runId, reviewer, isRetry }: Delivery,
  slackId: string,
  waitUntilMs: number | undefined,
): Promise<void> {
  if (waitUntilMs !== undefined) {
    await desk.work.transaction(({ jobs }) =>
      jobs.enqueue(deliverLaterJob(runId, reviewer, waitUntilMs)),
    );
    return;
  }
  const session = await findDeliveredSession(desk.review, runId);
  // While it is paused, or the reviewer is away, nothing more comes, and yet the part is not done.
  if (session === undefined || !canBeOffered(session, reviewer)) return;
  const part = await reviewerPart(desk.review, runId, reviewer);
  if (part.left > 0 || part.submitted === 0) return;
  if (await wasToldFinished(desk.db, runId, reviewer)) return;
  await postOnce(desk, {
    slackId,
    postId: `finished/${runId}/${reviewer}/${part.submitted}`,
    isRetry,
    content: finishedMessage(session, part),
  });
  await setToldFinished(desk.db, runId, reviewer, desk.clock.nowMs());
}
