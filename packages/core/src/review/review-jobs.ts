import { z } from "zod";
import { ItemId, ReviewerEmail, RunId } from "../ids.js";
import type { JobHandlers } from "../ports/work-store.js";
import { EXCLUDE_JOB, PUBLISH_JOB, type Review } from "./review.js";

const PublishPayload = z.object({ runId: RunId, itemId: ItemId, reviewer: ReviewerEmail });
const ExcludePayload = PublishPayload.extend({ reason: z.string() });

/** The handlers of the jobs that a review enqueues, for `work.runner.start`. */
export function reviewJobs(review: Pick<Review, "publish" | "publishExclusion">): JobHandlers {
  return {
    [PUBLISH_JOB]: async ({ payload }) => {
      await review.publish(PublishPayload.parse(payload));
    },
    [EXCLUDE_JOB]: ({ payload }) => review.publishExclusion(ExcludePayload.parse(payload)),
  };
}
