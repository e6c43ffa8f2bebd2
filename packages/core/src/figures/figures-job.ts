import type { RunId } from "../ids.js";
import type { NewJob } from "../ports/work-store.js";
import type { ReviewParts } from "../review/parts.js";
import { FIGURES_JOB } from "../review/review.js";

/**
 * The job that publishes a session's figures, some time after what changes them: more changes until then are published with
 * them, so that a session's figures are published at most once in that time.
 */
export function figuresJob(
  { clock, figuresEveryMs }: Pick<ReviewParts, "clock" | "figuresEveryMs">,
  runId: RunId,
): NewJob {
  const runAtMs = clock.nowMs() + figuresEveryMs;
  return { kind: FIGURES_JOB, key: runId, payload: { runId }, runAtMs };
}
