import { ReviewerEmail, RunId, type JobHandlers } from "@labeldesk/core";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { deliverNextCard } from "./deliver.js";
import { publishHome } from "./home.js";
import { inviteReviewer } from "./invite.js";
import { deliverJob, JOBS } from "./kinds.js";
import { leadJobHandlers } from "./lead-handlers.js";
import { redrawCard } from "./redraw-card.js";
import { reviewJobHandlers } from "./review-handlers.js";

const ReviewerPayload = z.object({ runId: RunId, reviewer: ReviewerEmail });
const DeliverPayload = ReviewerPayload.extend({ includePostponed: z.boolean().default(false) });
const RefPayload = z.object({ ref: z.string() });
const HomePayload = z.object({ slackId: z.string() });

/** What the app does outside of clicks; every payload is parsed, since it may be older than the code. */
export function jobHandlers(desk: Desk): JobHandlers {
  return {
    ...leadJobHandlers(desk),
    ...reviewJobHandlers(desk),
    async [JOBS.deliver]({ payload, attempt }) {
      await deliverNextCard(desk, { ...DeliverPayload.parse(payload), isRetry: attempt > 1 });
    },
    async [JOBS.deliverLater]({ payload }) {
      const { runId, reviewer } = ReviewerPayload.parse(payload);
      await desk.work.transaction(({ jobs }) => jobs.enqueue(deliverJob(runId, reviewer)));
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
