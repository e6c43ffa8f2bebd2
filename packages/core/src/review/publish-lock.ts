import { submissionKeyText, type SubmissionKey } from "../submission.js";
import type { ReviewParts } from "./parts.js";

const LOCK_WAIT_MS = 60_000;

/** Runs `fn` as the only one that brings this submission into the tracking store, or back from it. */
export function withPublishLock<T>(
  { work }: Pick<ReviewParts, "work">,
  key: SubmissionKey,
  fn: () => Promise<T>,
): Promise<T> {
  return work.locks.withLock(`publish:${submissionKeyText(key)}`, LOCK_WAIT_MS, fn);
}
