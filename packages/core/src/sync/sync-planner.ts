import type { DatasetRecord } from "../dataset.js";
import { sameValue } from "../exact/value-key.js";
import type { RunId } from "../ids.js";
import type { JsonObject } from "../json.js";
import { settleLabels, type Settlement } from "./settle-labels.js";
import type { LabeledTrace, PlannedRecord, SyncPlan, SyncPolicies } from "./sync-plan.js";
import { withOnly } from "./with-only.js";

/** Whose labels a plan writes, and on what terms. */
export interface SyncTerms {
  /** The session that the labels were given in. */
  readonly runId: RunId;
  /** Default: `agreed` for all expectations. */
  readonly policies?: SyncPolicies;
  /** Plans every record and settled expectation, also what the dataset has already. Default: no. */
  readonly force?: boolean;
}

/** What a plan must know of a record that is there. */
export type ExistingRecord = Pick<DatasetRecord, "inputs" | "expectations">;

/** Makes a plan while a dataset is read: it holds what the session holds, however large the dataset is. */
export interface SyncPlanner {
  /** Compares one record of the dataset, and keeps nothing of one that matches no trace. Of equal inputs the last counts. */
  offer(record: ExistingRecord): void;
  /** The plan, when every record was offered. */
  finish(): SyncPlan;
}

/** Settles a session's labels and stands ready to compare a dataset's records with them, one by one. Pure. */
export function createSyncPlanner(traces: readonly LabeledTrace[], terms: SyncTerms): SyncPlanner {
  return planSettlement(settleLabels(traces, terms), terms.force);
}

/** The same for labels that are settled already. */
export function planSettlement(
  { records, conflicts, skipped, ignored }: Settlement,
  force = false,
): SyncPlanner {
  const settled = new Map(records.map((record) => [record.inputs.key, record]));
  /** What the dataset's records need, of those that were seen. */
  const changes = new Map<string, PlannedRecord | "none">();
  return {
    offer: (present) => {
      const { key } = present.inputs;
      const record = settled.get(key);
      if (record !== undefined) changes.set(key, changeOf(record, present, force));
    },
    finish: () => {
      const seen = [...settled.keys()].flatMap((key) => changes.get(key) ?? []);
      const updates = seen.filter((change) => change !== "none");
      return {
        inserts: records.filter(({ inputs }) => !changes.has(inputs.key)),
        updates,
        unchanged: seen.length - updates.length,
        conflicts,
        skipped,
        ignored,
      };
    },
  };
}

function changeOf(
  record: PlannedRecord,
  { expectations }: ExistingRecord,
  force: boolean,
): PlannedRecord | "none" {
  const present = new Map(Object.entries(expectations));
  const changed = Object.entries(record.expectations).filter(([name, value]) => {
    const before = present.get(name);
    return force || before === undefined || !sameValue(before, value);
  });
  if (changed.length === 0 && !force) return "none";
  const names = new Set(changed.map(([name]) => name));
  const before: JsonObject = Object.fromEntries([...present].filter(([name]) => names.has(name)));
  return { ...withOnly(record, names), before };
}
