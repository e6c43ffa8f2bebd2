import type { NewJob } from "../ports/work-store.js";
import { submissionKeyText, type SubmissionKey } from "../submission.js";
import { PUBLISH_JOB } from "./review.js";

/** The job that brings a submission into the tracking store, and settles its item. */
export function publishJob({ runId, itemId, reviewer }: SubmissionKey): NewJob {
  const key = { runId, itemId, reviewer };
  return { kind: PUBLISH_JOB, key: submissionKeyText(key), payload: key };
}
