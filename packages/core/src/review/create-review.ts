import { adjudicate } from "./adjudicate.js";
import { judgesAgreement, reviewerAgreement } from "./agreement.js";
import { askAgain } from "./ask-again.js";
import { disagreements } from "./disagreements.js";
import { enrol } from "./enrol.js";
import { exclude, include } from "./exclusion.js";
import { exportSession } from "./export.js";
import { publishFigures } from "../figures/publish-figures.js";
import { getSession } from "./get-session.js";
import { revise, submit } from "./give-answers.js";
import { itemAnswers } from "./item-answers.js";
import { publishItemState } from "./item-state.js";
import { next } from "./next.js";
import type { ReviewParts } from "./parts.js";
import { publishAdjudication } from "./publish-adjudication.js";
import { publish } from "./publish.js";
import { reconcile } from "../reconcile/reconcile.js";
import { report } from "./report.js";
import type { Review, ReviewOptions } from "./review.js";
import { decline, postpone } from "./settle.js";
import { undo } from "./undo.js";

const HOUR_MS = 3_600_000;

/**
 * The work of reviewing: who gets what next, what they answered, and how it reaches the tracking store. Whoever runs the
 * work store's jobs does those that a review enqueues with `reviewJobs`.
 */
export function createReview(options: ReviewOptions): Review {
  const parts: ReviewParts = {
    leaseMs: HOUR_MS,
    postponeMs: 4 * HOUR_MS,
    reconcileEveryMs: HOUR_MS / 12,
    figuresEveryMs: HOUR_MS / 120,
    ...options,
  };
  const { work } = parts;
  return {
    enrol: (runId, call) => enrol(parts, runId, call),
    withdraw: (runId) => work.transaction((tx) => tx.sessions.removeSession(runId)),
    listSessions: () => work.transaction((tx) => tx.sessions.listSessions()),
    getSession: (runId) => work.transaction((tx) => getSession(tx, runId)),
    listItems: (runId) => work.transaction((tx) => tx.assignments.listItems(runId)),
    next: (runId, reviewer, terms) => next(parts, runId, reviewer, terms),
    submit: (request) => submit(parts, request),
    revise: (request) => revise(parts, request),
    undo: (key, click) => undo(parts, key, click),
    history: (key) => work.transaction((tx) => tx.submissions.history(key)),
    findSubmission: (key) => work.transaction((tx) => tx.submissions.find(key)),
    listSubmissions: (runId, reviewer) =>
      work.transaction((tx) => tx.submissions.listByReviewer(runId, reviewer)),
    postpone: (key, jobs) => postpone(parts, key, jobs),
    decline: (key, jobs) => decline(parts, key, jobs),
    exclude: (key, reason, jobs) => exclude(parts, key, reason, jobs),
    include: (key, click) => include(parts, key, click),
    progress: (runId) => work.transaction((tx) => tx.assignments.progress(runId)),
    report: (runId) => report(parts, runId),
    itemAnswers: (runId, itemId, call) => itemAnswers(parts, runId, itemId, call),
    agreement: (runId) => reviewerAgreement(parts, runId),
    judgeAgreement: (runId, call) => judgesAgreement(parts, runId, call),
    disagreements: (runId) => disagreements(parts, runId),
    askAgain: (runId, itemId, click) => askAgain(parts, runId, itemId, click),
    adjudicate: (request) => adjudicate(parts, request),
    export: (runId, shape) => exportSession(parts, runId, shape),
    publish: (key, call) => publish(parts, key, call),
    publishAdjudication: (item, call) => publishAdjudication(parts, item, call),
    publishItemState: (key, call) => publishItemState(parts, key, call),
    reconcile: (runId, call) => reconcile(parts, runId, call),
    publishFigures: (runId, call) => publishFigures(parts, runId, call),
  };
}
