import type { DatasetRecord } from "../dataset.js";
import { sameValue } from "../exact/value-key.js";
import type { ExactJson } from "../exact-json.js";
import type { Json, JsonObject } from "../json.js";
import { resolveLabels } from "./resolve-labels.js";
import type {
  Label,
  LabeledTrace,
  PlannedRecord,
  SyncConflict,
  SyncPlan,
  SyncPolicy,
  SyncSkip,
} from "./sync-plan.js";

/** The records of a dataset by the key of their inputs. Records that match no trace may be left out. */
export type RecordIndex = ReadonlyMap<string, DatasetRecord>;

/** Traces with the same inputs: one record. */
interface Group {
  readonly inputs: ExactJson;
  readonly traces: LabeledTrace[];
}

/**
 * Compares a session's labels with a dataset. Each trace's inputs are the key of a record: same-named expectations are
 * overwritten, other names and other records stay, traces that match no record become records, also without labels.
 * What reviewers disagree on is held back and reported. Pure: nothing is read or written.
 */
export function planSync(
  traces: readonly LabeledTrace[],
  records: RecordIndex,
  policy: SyncPolicy = "agreed",
): SyncPlan {
  const { groups, skipped } = groupByInputs(traces);
  const inserts: PlannedRecord[] = [];
  const updates: PlannedRecord[] = [];
  const conflicts: SyncConflict[] = [];
  let unchanged = 0;
  for (const group of groups) {
    const settled = settle(group, policy);
    conflicts.push(...settled.conflicts);
    const record = records.get(group.inputs.key);
    const planned = planRecord(group, settled.expectations, record);
    if (planned === undefined) unchanged += 1;
    else (record === undefined ? inserts : updates).push(planned);
  }
  return { inserts, updates, unchanged, conflicts, skipped };
}

function groupByInputs(traces: readonly LabeledTrace[]) {
  const groups = new Map<string, Group>();
  const skipped: SyncSkip[] = [];
  for (const trace of traces) {
    const { traceId, inputs } = trace;
    if (inputs === undefined) {
      skipped.push({ traceId, reason: "no-inputs" });
    } else if (!inputs.key.startsWith("{")) {
      skipped.push({ traceId, reason: "inputs-not-an-object" });
    } else {
      const group = groups.get(inputs.key);
      if (group === undefined) groups.set(inputs.key, { inputs, traces: [trace] });
      else group.traces.push(trace);
    }
  }
  return { groups: [...groups.values()], skipped };
}

/** The values to write for a group, by name, and what is held back. */
function settle({ inputs, traces }: Group, policy: SyncPolicy) {
  const byName = new Map<string, Label[]>();
  for (const label of traces.flatMap(({ labels }) => labels)) {
    byName.set(label.name, [...(byName.get(label.name) ?? []), label]);
  }
  const expectations = new Map<string, Json>();
  const conflicts: SyncConflict[] = [];
  for (const [name, labels] of byName) {
    const resolution = resolveLabels(labels, policy);
    if (resolution.kind === "value") expectations.set(name, resolution.value);
    else {
      const traceIds = tracesOf(labels);
      conflicts.push({ inputs, traceIds, name, values: resolution.values });
    }
  }
  return { expectations, conflicts };
}

function planRecord(
  { inputs, traces }: Group,
  expectations: ReadonlyMap<string, Json>,
  record: DatasetRecord | undefined,
): PlannedRecord | undefined {
  const sourceTraceId = traces[0]?.traceId;
  if (sourceTraceId === undefined) return undefined;
  if (record === undefined) {
    return { inputs, sourceTraceId, expectations: toObject(expectations) };
  }
  const before = new Map(Object.entries(record.expectations));
  const changed = [...expectations].filter(([name, value]) => {
    const present = before.get(name);
    return present === undefined || !sameValue(present, value);
  });
  if (changed.length === 0) return undefined;
  const replaced = changed.flatMap(([name]) => {
    const present = before.get(name);
    return present === undefined ? [] : [[name, present] as const];
  });
  return { inputs, sourceTraceId, expectations: toObject(changed), before: toObject(replaced) };
}

function tracesOf(labels: readonly Label[]) {
  return [...new Set(labels.map(({ traceId }) => traceId))];
}

/** Own properties only, whatever they are called. */
function toObject(entries: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(entries);
}
