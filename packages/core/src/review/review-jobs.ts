import { z } from "zod";
import { ItemId, ReviewerEmail, RunId } from "../ids.js";
import type { JobHandlers } from "../ports/work-store.js";
import {
  ADJUDICATE_JOB,
  FIGURES_JOB,
  ITEM_STATE_JOB,
  PUBLISH_JOB,
  RECONCILE_JOB,
  type Review,
} from "./review.js";

const SessionPayload = z.object({ runId: RunId });
const ItemPayload = z.object({ runId: RunId, itemId: ItemId });
const KeyPayload = ItemPayload.extend({ reviewer: ReviewerEmail });

/** The handlers of the jobs that a review enqueues, for `work.runner.start`. */
export function reviewJobs(
  review: Pick<
    Review,
    | "publish"
    | "publishItemState"
    | "publishAdjudication"
    | "publishFigures"
    | "reconcile"
    | "listSessions"
  >,
): JobHandlers {
  // The delivery may have ended since the job was enqueued; nothing must begin it again.
  const isDelivered = async (runId: RunId) =>
    (await review.listSessions()).some((session) => session.runId === runId);
  return {
    [PUBLISH_JOB]: async ({ payload }) => {
      await review.publish(KeyPayload.parse(payload));
    },
    [ITEM_STATE_JOB]: ({ payload }) => review.publishItemState(KeyPayload.parse(payload)),
    [ADJUDICATE_JOB]: async ({ payload }) => {
      await review.publishAdjudication(ItemPayload.parse(payload));
    },
    [RECONCILE_JOB]: async ({ payload }) => {
      const { runId } = SessionPayload.parse(payload);
      if (await isDelivered(runId)) await review.reconcile(runId);
    },
    [FIGURES_JOB]: async ({ payload }) => {
      const { runId } = SessionPayload.parse(payload);
      if (await isDelivered(runId)) await review.publishFigures(runId);
    },
  };
}
