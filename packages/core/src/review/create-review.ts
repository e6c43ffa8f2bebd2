import { setTrackedState, withItemLock } from "./complete-item.js";
import { enrol } from "./enrol.js";
import { getSession } from "./get-session.js";
import { revise, submit } from "./give-answers.js";
import { itemAnswers } from "./item-answers.js";
import type { ReviewParts } from "./parts.js";
import { publish } from "./publish.js";
import type { Review, ReviewOptions } from "./review.js";
import { decline, exclude, postpone } from "./settle.js";

const HOUR_MS = 3_600_000;

/**
 * The work of reviewing: who gets what next, what they answered, and how it reaches the tracking store. Whoever runs the
 * work store's jobs calls `publish` for those of kind `PUBLISH_JOB` and `publishExclusion` for those of kind `EXCLUDE_JOB`.
 */
export function createReview(options: ReviewOptions): Review {
  const parts: ReviewParts = { leaseMs: HOUR_MS, postponeMs: 4 * HOUR_MS, ...options };
  const { work, clock, leaseMs } = parts;
  return {
    enrol: (runId, call) => enrol(parts, runId, call),
    withdraw: (runId) => work.transaction((tx) => tx.sessions.removeSession(runId)),
    listSessions: () => work.transaction((tx) => tx.sessions.listSessions()),
    getSession: (runId) => work.transaction((tx) => getSession(tx, runId)),
    listItems: (runId) => work.transaction((tx) => tx.assignments.listItems(runId)),
    next: (runId, reviewer, { includePostponed = false } = {}) =>
      work.transaction((tx) =>
        tx.assignments.offerNext(runId, reviewer, {
          nowMs: clock.nowMs(),
          leaseMs,
          includePostponed,
        }),
      ),
    submit: (request) => submit(parts, request),
    revise: (request) => revise(parts, request),
    findSubmission: (key) => work.transaction((tx) => tx.submissions.find(key)),
    listSubmissions: (runId, reviewer) =>
      work.transaction((tx) => tx.submissions.listByReviewer(runId, reviewer)),
    postpone: (key, jobs) => postpone(parts, key, jobs),
    decline: (key, jobs) => decline(parts, key, jobs),
    exclude: (key, reason, jobs) => exclude(parts, key, reason, jobs),
    progress: (runId) => work.transaction((tx) => tx.assignments.progress(runId)),
    itemAnswers: (runId, itemId, call) => itemAnswers(parts, runId, itemId, call),
    publish: (key, call) => publish(parts, key, call),
    publishExclusion: ({ runId, itemId, reviewer, reason }, call) =>
      withItemLock(parts, { runId, itemId }, () =>
        setTrackedState(
          parts,
          { runId, itemId },
          { state: "excluded", by: reviewer, reason },
          call,
        ),
      ),
  };
}
