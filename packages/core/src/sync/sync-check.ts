import { sameValue } from "../exact/value-key.js";
import type { PlannedRecord } from "./sync-plan.js";
import type { ExistingRecord } from "./sync-planner.js";
import { withOnly } from "./with-only.js";

/** Compares what a dataset holds with what was written to it. It holds what was written, however large the dataset is. */
export interface SyncCheck {
  offer(record: ExistingRecord): void;
  /**
   * What is not as written, when every record was offered: reduced to the expectations that differ; a record that is gone,
   * whole.
   */
  finish(): readonly PlannedRecord[];
}

/** Stands ready to compare a dataset's records with those that were written. Pure. */
export function createSyncCheck(written: readonly PlannedRecord[]): SyncCheck {
  const planned = new Map(written.map((record) => [record.inputs.key, record]));
  const lost = new Map(planned);
  return {
    offer: (record) => {
      const { key } = record.inputs;
      const wanted = planned.get(key);
      if (wanted === undefined) return;
      const difference = differenceOf(wanted, record);
      if (difference === undefined) lost.delete(key);
      else lost.set(key, difference);
    },
    finish: () => [...lost.values()],
  };
}

function differenceOf(planned: PlannedRecord, record: ExistingRecord): PlannedRecord | undefined {
  const present = new Map(Object.entries(record.expectations));
  const differing = Object.entries(planned.expectations).filter(([name, value]) => {
    const found = present.get(name);
    return found === undefined || !sameValue(found, value);
  });
  if (differing.length === 0) return undefined;
  return withOnly(planned, new Set(differing.map(([name]) => name)));
}
