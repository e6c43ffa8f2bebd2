import type { PlannedRecord } from "./sync-plan.js";

/** The record reduced to some of its expectations. */
export function withOnly(record: PlannedRecord, names: ReadonlySet<string>): PlannedRecord {
  const kept = <T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
  return {
    ...record,
    expectations: kept(record.expectations),
    provenance: kept(record.provenance),
  };
}
