import {
  ADJUDICATE_JOB,
  canBeOffered,
  ITEM_STATE_JOB,
  ItemId,
  PUBLISH_JOB,
  ReviewerEmail,
  reviewJobs,
  RunId,
  type JobHandlers,
} from "@labeldesk/core";
import { z } from "zod";
import { findDeliveredSession } from "../delivered-session.js";
import type { Desk } from "../desk.js";
import { listOpenCards } from "../store/cards.js";
import { deliverJob, sessionCardJob } from "./kinds.js";
import { settleCard } from "./settle-card.js";

const ItemPayload = z.object({ runId: RunId, itemId: ItemId });
const KeyPayload = ItemPayload.extend({ reviewer: ReviewerEmail });
type ItemPayload = z.infer<typeof ItemPayload>;

/** What a review brings into the tracking store, and what it means for cards. */
export function reviewJobHandlers(desk: Desk): JobHandlers {
  return {
    ...reviewJobs(desk.review),
    async [PUBLISH_JOB]({ payload }) {
      const key = KeyPayload.parse(payload);
      const outcome = await desk.review.publish(key);
      desk.logger.info("submission.published", { runId: key.runId, outcome });
      // It may have completed its item: the lead's card says how many are.
      await drawLater(desk, key.runId);
    },
    async [ITEM_STATE_JOB]({ payload }) {
      const key = KeyPayload.parse(payload);
      await desk.review.publishItemState(key);
      await followItem(desk, key);
      await drawLater(desk, key.runId);
    },
    async [ADJUDICATE_JOB]({ payload }) {
      const item = ItemPayload.parse(payload);
      const outcome = await desk.review.publishAdjudication(item);
      desk.logger.info("adjudication.published", { runId: item.runId, outcome });
      await drawLater(desk, item.runId);
    },
  };
}

/** Nobody is asked about an excluded item any more; one that wants answers again may be somebody's next card. */
async function followItem(desk: Desk, { runId, itemId }: ItemPayload): Promise<void> {
  const session = await findDeliveredSession(desk.review, runId);
  const item = await desk.work.transaction(({ assignments }) =>
    assignments.findItem(runId, itemId),
  );
  if (session === undefined || item === undefined) return;
  switch (item.state) {
    case "complete":
      return;
    case "excluded": {
      const cards = await listOpenCards(desk.db, { runId, itemId });
      for (const card of cards) await settleCard(desk, card, "gone");
      await deliver(
        desk,
        runId,
        cards.map(({ key }) => key.reviewer),
      );
      return;
    }
    case "pending": {
      const here = session.assignedUsers.filter((reviewer) => canBeOffered(session, reviewer));
      await deliver(desk, runId, here);
    }
  }
}

async function deliver(desk: Desk, runId: RunId, reviewers: readonly ReviewerEmail[]) {
  await desk.work.transaction(async ({ jobs }) => {
    for (const reviewer of reviewers) await jobs.enqueue(deliverJob(runId, reviewer));
  });
}

async function drawLater(desk: Desk, runId: RunId): Promise<void> {
  await desk.work.transaction(({ jobs }) =>
    jobs.enqueue(sessionCardJob(runId, desk.clock.nowMs())),
  );
}
