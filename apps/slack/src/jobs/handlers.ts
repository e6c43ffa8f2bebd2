import {
  ItemId,
  PUBLISH_JOB,
  ReviewerEmail,
  reviewJobs,
  RunId,
  type JobHandlers,
} from "@labeldesk/core";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { deliverNextCard } from "./deliver.js";
import { publishHome } from "./home.js";
import { inviteReviewer } from "./invite.js";
import { JOBS, sessionCardJob } from "./kinds.js";
import { leadJobHandlers } from "./lead-handlers.js";
import { redrawCard } from "./redraw-card.js";

const ReviewerPayload = z.object({ runId: RunId, reviewer: ReviewerEmail });
const DeliverPayload = ReviewerPayload.extend({ includePostponed: z.boolean().default(false) });
const KeyPayload = ReviewerPayload.extend({ itemId: ItemId });
const RefPayload = z.object({ ref: z.string() });
const HomePayload = z.object({ slackId: z.string() });

/** What the app does outside of clicks; every payload is parsed, since it may be older than the code. */
export function jobHandlers(desk: Desk): JobHandlers {
  return {
    ...leadJobHandlers(desk),
    ...reviewJobs(desk.review),
    async [PUBLISH_JOB]({ payload }) {
      const key = KeyPayload.parse(payload);
      const outcome = await desk.review.publish(key);
      desk.logger.info("submission.published", { runId: key.runId, outcome });
      // It may have completed its item: the lead's card says how many are.
      await desk.work.transaction(({ jobs }) =>
        jobs.enqueue(sessionCardJob(key.runId, desk.clock.nowMs())),
      );
    },
    async [JOBS.deliver]({ payload, attempt }) {
      await deliverNextCard(desk, { ...DeliverPayload.parse(payload), isRetry: attempt > 1 });
    },
    async [JOBS.invite]({ payload }) {
      const { runId, reviewer } = ReviewerPayload.parse(payload);
      await inviteReviewer(desk, runId, reviewer);
    },
    async [JOBS.redrawCard]({ payload }) {
      await redrawCard(desk, RefPayload.parse(payload).ref);
    },
    async [JOBS.home]({ payload }) {
      await publishHome(desk, HomePayload.parse(payload).slackId);
    },
  };
}
