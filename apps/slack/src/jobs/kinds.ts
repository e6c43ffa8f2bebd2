import type { JsonObject, NewJob, ReviewerEmail, RunId } from "@labeldesk/core";

/** The app's own kinds of jobs; core has more, for what reaches the tracking store: see `reviewJobs`. */
export const JOBS = {
  /** Posts the reviewer's next card. */
  deliver: "card.deliver",
  /** Asks again for a reviewer's next card when time may have brought one. */
  deliverLater: "card.deliver-later",
  /** Tells a reviewer about a session, once. */
  invite: "reviewer.invite",
  /** Draws a card again after its answers changed elsewhere than by a click on it. */
  redrawCard: "card.redraw",
  /** Publishes somebody's App Home. */
  home: "home.publish",
  /** Draws the lead's session card. */
  sessionCard: "session.card",
  /** Creates a session from what a lead submitted. */
  createSession: "session.create",
  /** Adds traces to a session. */
  importTraces: "session.import",
  /** Changes who reviews a session, or who is away. */
  setPeople: "session.people",
  /** Pauses, resumes, closes or reopens a session. */
  sessionState: "session.state",
  /** Deletes a session. */
  deleteSession: "session.delete",
  /** Writes a session's expectations into a dataset. */
  sync: "session.sync",
} as const;

/** How long drawing the lead's card waits, so that what happens within it is drawn once: Slack allows about 50 updates a minute. */
const SESSION_CARD_MS = 2_000;

/** App Home is drawn when opened, and otherwise at most once a minute a person. */
const HOME_MS = 60_000;

/** Posts the next card of one reviewer. */
export function deliverJob(
  runId: RunId,
  reviewer: ReviewerEmail,
  options: { readonly includePostponed?: boolean } = {},
): NewJob {
  return {
    kind: JOBS.deliver,
    key: `${runId}/${reviewer}`,
    payload: { runId, reviewer, includePostponed: options.includePostponed ?? false },
  };
}

/**
 * Delivers at a time. A job of its own: a delivery that waits for its time would otherwise stand for every one that is
 * wanted at once.
 */
export function deliverLaterJob(runId: RunId, reviewer: ReviewerEmail, runAtMs: number): NewJob {
  return {
    kind: JOBS.deliverLater,
    key: `${runId}/${reviewer}/${runAtMs}`,
    payload: { runId, reviewer },
    runAtMs,
  };
}

/** Fulfils what a lead last asked for of a session's state. */
export function sessionStateJob(runId: RunId): NewJob {
  return { kind: JOBS.sessionState, key: runId, payload: { runId } };
}

/** Tells one reviewer about a session. */
export function inviteJob(runId: RunId, reviewer: ReviewerEmail): NewJob {
  return { kind: JOBS.invite, key: `${runId}/${reviewer}`, payload: { runId, reviewer } };
}

/** Draws a card again. */
export function redrawCardJob(ref: string): NewJob {
  return { kind: JOBS.redrawCard, key: ref, payload: { ref } };
}

/** Publishes somebody's Home within a minute; several wishes within it are one. */
export function homeJob(slackId: string, nowMs: number): NewJob {
  return {
    kind: JOBS.home,
    key: slackId,
    payload: { slackId },
    runAtMs: nowMs + HOME_MS,
  };
}

/** Draws the lead's session card a moment later; several wishes within it are one. */
export function sessionCardJob(runId: RunId, nowMs: number): NewJob {
  return {
    kind: JOBS.sessionCard,
    key: runId,
    payload: { runId },
    runAtMs: nowMs + SESSION_CARD_MS,
  };
}

/** What a job carries, as plain JSON: fields that are not set are left out. */
export function payloadOf(wish: object): JsonObject {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON gives back of an object is a JSON object
  return JSON.parse(JSON.stringify(wish)) as JsonObject;
}
