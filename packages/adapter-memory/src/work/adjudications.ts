import type { AdjudicationStore, NewAdjudication } from "@labeldesk/core";
import { tableAt } from "./journal.js";
import type { AdjudicationRow, WorkData } from "./work-data.js";

/** The adjudications part of the store. */
export function createAdjudications(data: WorkData): AdjudicationStore {
  const tables = data.adjudications;
  const save = (row: AdjudicationRow) => {
    const { runId, itemId } = row.adjudication;
    tableAt(data.journal, tables, runId).set(itemId, row);
  };
  return {
    decide: async ({ gesture, fromTracking, ...given }: NewAdjudication) => {
      const known = tables.get(given.runId)?.get(given.itemId);
      if (known?.gestures.includes(gesture))
        return { kind: "repeated", adjudication: known.adjudication };
      const before = known?.adjudication ?? { revision: 0, publishedRevision: 0 };
      const revision = Math.max(before.revision + 1, fromTracking?.revision ?? 0);
      const publishedRevision = fromTracking === undefined ? before.publishedRevision : revision;
      const adjudication = { ...given, revision, publishedRevision };
      save({ adjudication, gestures: [...(known?.gestures ?? []), gesture] });
      return { kind: "decided", adjudication };
    },
    find: async (runId, itemId) => tables.get(runId)?.get(itemId)?.adjudication,
    list: async (runId) =>
      Array.from(tables.get(runId)?.values() ?? [], ({ adjudication }) => adjudication),
    markPublished: async (runId, itemId, revision) => {
      const row = tables.get(runId)?.get(itemId);
      if (row === undefined) return;
      const publishedRevision = Math.max(row.adjudication.publishedRevision, revision);
      save({ ...row, adjudication: { ...row.adjudication, publishedRevision } });
    },
  };
}
