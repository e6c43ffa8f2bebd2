import {
  submissionKeyText,
  type AcceptOutcome,
  type NewSubmission,
  type Submission,
  type SubmissionStore,
} from "@labeldesk/core";
import type { SubmissionRow, WorkData } from "./work-data.js";

/** The submissions part of the store. */
export function createSubmissions(data: WorkData): SubmissionStore {
  const list = (wanted: (submission: Submission) => boolean) =>
    [...data.submissions.values()].map(latest).filter(wanted).toSorted(oldestFirst);
  return {
    accept: async (submission) => accept(data, submission),
    find: async (key) => {
      const row = data.submissions.get(submissionKeyText(key));
      return row && latest(row);
    },
    listByItem: async (runId, itemId) =>
      list((submission) => submission.runId === runId && submission.itemId === itemId),
    listByReviewer: async (runId, reviewer) =>
      list((submission) => submission.runId === runId && submission.reviewer === reviewer),
    history: async (key) =>
      data.submissions.get(submissionKeyText(key))?.revisions.map(({ submission }) => submission) ??
      [],
    listUnpublished: async (limit) => list(isUnpublished).slice(0, limit),
    markPublished: async (key, revision) => {
      const row = data.submissions.get(submissionKeyText(key));
      if (row) data.submissions.set(submissionKeyText(key), published(row, revision));
    },
  };
}

/** Whether the last revision is still to reach the tracking store. */
export function isUnpublished({ revision, publishedRevision }: Submission): boolean {
  return publishedRevision < revision;
}

/** The submission as it is now. */
export function latest({ revisions }: SubmissionRow): Submission {
  const last = revisions.at(-1);
  if (!last) throw new TypeError("a submission without revisions");
  return last.submission;
}

function accept(data: WorkData, { gesture, ...given }: NewSubmission): AcceptOutcome {
  const name = submissionKeyText(given);
  const row = data.submissions.get(name) ?? { revisions: [] };
  if (row.revisions.some((revision) => revision.gesture === gesture))
    return { kind: "repeated", submission: latest(row) };
  const submission: Submission = {
    ...given,
    revision: row.revisions.length + 1,
    publishedRevision: row.revisions.at(-1)?.submission.publishedRevision ?? 0,
  };
  data.submissions.set(name, { revisions: [...row.revisions, { submission, gesture }] });
  return { kind: "accepted", submission };
}

function published({ revisions }: SubmissionRow, revision: number): SubmissionRow {
  return {
    revisions: revisions.map(({ submission, gesture }) => ({
      gesture,
      submission: {
        ...submission,
        publishedRevision: Math.max(submission.publishedRevision, revision),
      },
    })),
  };
}

function oldestFirst(one: Submission, other: Submission): number {
  return one.acceptedAtMs - other.acceptedAtMs;
}
