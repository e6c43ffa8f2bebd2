import type {
  AcceptOutcome,
  ItemId,
  NewSubmission,
  RunId,
  Submission,
  SubmissionKey,
  SubmissionStore,
} from "@labeldesk/core";
import { tableAt } from "./journal.js";
import type { SubmissionRow, WorkData } from "./work-data.js";

/** The submissions part of the store. */
export function createSubmissions(data: WorkData): SubmissionStore {
  const listByItem = (runId: RunId, itemId: ItemId) =>
    Array.from(data.submissions.get(runId)?.get(itemId)?.values() ?? [], latest);
  return {
    accept: async (submission) => accept(data, submission),
    find: async (key) => {
      const row = findRow(data, key);
      return row && latest(row);
    },
    listByItem: async (runId, itemId) => listByItem(runId, itemId).toSorted(oldestFirst),
    listByItems: async (runId, itemIds) =>
      [...new Set(itemIds)].flatMap((itemId) => listByItem(runId, itemId)).toSorted(oldestFirst),
    listByReviewer: async (runId, reviewer) =>
      latestOfSession(data, runId)
        .filter((submission) => submission.reviewer === reviewer)
        .toSorted(oldestFirst),
    history: async (key) => findRow(data, key)?.revisions.map(({ submission }) => submission) ?? [],
    listUnpublished: async (limit) =>
      [...data.submissions.values()]
        .flatMap(latestOfItems)
        .filter(isUnpublished)
        .toSorted(oldestFirst)
        .slice(0, limit),
    markPublished: async (key, revision) => {
      const row = findRow(data, key);
      if (row) saveRow(data, key, published(row, revision));
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

/** The session's submissions as they are now. */
export function latestOfSession({ submissions }: WorkData, runId: RunId): readonly Submission[] {
  const items = submissions.get(runId);
  return items === undefined ? [] : latestOfItems(items);
}

type RowsOfItems = NonNullable<ReturnType<WorkData["submissions"]["get"]>>;

function latestOfItems(items: RowsOfItems): readonly Submission[] {
  return [...items.values()].flatMap((rows) => Array.from(rows.values(), latest));
}

function findRow({ submissions }: WorkData, key: SubmissionKey): SubmissionRow | undefined {
  return submissions.get(key.runId)?.get(key.itemId)?.get(key.reviewer);
}

function saveRow(
  { journal, submissions }: WorkData,
  { runId, itemId, reviewer }: SubmissionKey,
  row: SubmissionRow,
): void {
  tableAt(journal, tableAt(journal, submissions, runId), itemId).set(reviewer, row);
}

function accept(data: WorkData, { gesture, fromTracking, ...given }: NewSubmission): AcceptOutcome {
  const { revisions } = findRow(data, given) ?? { revisions: [] };
  const last = revisions.at(-1)?.submission;
  if (last !== undefined && revisions.some((revision) => revision.gesture === gesture))
    return { kind: "repeated", submission: last };
  const revision = Math.max((last?.revision ?? 0) + 1, fromTracking?.revision ?? 0);
  const submission: Submission = {
    ...given,
    revision,
    firstAcceptedAtMs: last?.firstAcceptedAtMs ?? given.acceptedAtMs,
    offeredAtMs: last?.offeredAtMs ?? given.offeredAtMs,
    publishedRevision: last?.publishedRevision ?? 0,
  };
  const row = { revisions: [...revisions, { submission, gesture }] };
  const saved = fromTracking === undefined ? row : published(row, revision);
  saveRow(data, given, saved);
  return { kind: "accepted", submission: latest(saved) };
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
