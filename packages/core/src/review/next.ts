import type { OfferOutcome } from "../assignment.js";
import type { ReviewerEmail, RunId } from "../ids.js";
import type { ReviewParts } from "./parts.js";

/** The reviewer's open offer, or the next one. */
export function next(
  { work, clock, leaseMs }: ReviewParts,
  runId: RunId,
  reviewer: ReviewerEmail,
  { includePostponed = false }: { readonly includePostponed?: boolean } = {},
): Promise<OfferOutcome> {
  return work.transaction((tx) =>
    tx.assignments.offerNext(runId, reviewer, {
      nowMs: clock.nowMs(),
      leaseMs,
      includePostponed,
    }),
  );
}
