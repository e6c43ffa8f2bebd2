import { LabelingError, ReviewerEmail } from "@labeldesk/core";
import type { Exclusion, RunId } from "@labeldesk/core";
import { z } from "zod";
import { MAX_TRACE_TAG } from "../traces/trace-tag.js";

/** What is told of an exclusion that was made in MLflow's own Review tab, which asks for no reason. */
const REASON_OF_MLFLOW = "Declined in MLflow";

const KeptExclusion = z.object({ by: ReviewerEmail, reason: z.string() });

/** How the keys of exclusions begin; a run id follows. */
export const EXCLUSION_PREFIX = "labeldesk.excluded.";

/** The key of the trace's tag that says why, and by whom, it was excluded from one session. */
export function exclusionKey(runId: RunId): string {
  return `${EXCLUSION_PREFIX}${runId}`;
}

/** The tag's value. @throws {LabelingError} INVALID_ARGUMENT when the reason is too long for a tag */
export function exclusionText(by: ReviewerEmail, reason: string): string {
  const text = JSON.stringify({ by, reason });
  if (text.length <= MAX_TRACE_TAG) return text;
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `The reason for excluding the item is too long for MLflow by ${text.length - MAX_TRACE_TAG} characters. Shorten it.`,
  );
}

/**
 * Why an item is excluded. Without a tag that can be read it was done in MLflow's Review tab.
 *
 * @param completedBy whom MLflow names; a person where its accounts are e-mails
 */
export function readExclusion(text: string | undefined, completedBy: string): Exclusion {
  const kept = KeptExclusion.safeParse(parseOrUndefined(text));
  if (kept.success) return kept.data;
  const by = ReviewerEmail.safeParse(completedBy);
  return { ...(by.success ? { by: by.data } : {}), reason: REASON_OF_MLFLOW };
}

function parseOrUndefined(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
