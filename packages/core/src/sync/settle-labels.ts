import type { ExactJson } from "../exact-json.js";
import type { TraceId } from "../ids.js";
import type { JsonObject, Json } from "../json.js";
import type { Provenance } from "./provenance.js";
import { resolveLabels } from "./resolve-labels.js";
import type {
  Label,
  LabeledTrace,
  PlannedRecord,
  SyncConflict,
  SyncPlan,
  SyncPolicies,
  SyncPolicy,
  SyncSkip,
} from "./sync-plan.js";
import type { SyncTerms } from "./sync-planner.js";

/** What a session's labels came to, whatever a dataset holds. */
export interface Settlement extends Pick<SyncPlan, "conflicts" | "skipped" | "ignored"> {
  /** One for each inputs, in the order of the traces, with everything that is settled. */
  readonly records: readonly PlannedRecord[];
}

/** Settles a session's labels: the traces with the same inputs make one record. Pure. */
export function settleLabels(
  traces: readonly LabeledTrace[],
  terms: Pick<SyncTerms, "runId" | "policies">,
): Settlement {
  const { groups, skipped } = groupByInputs(traces);
  const settled = [...groups.values()].map((group) => settle(group, terms));
  return {
    records: settled.map(({ record }) => record),
    conflicts: settled.flatMap(({ conflicts }) => conflicts),
    skipped,
    ignored: traces.flatMap((trace) => trace.ignored ?? []),
  };
}

/** Traces with the same inputs: one record. */
interface Group {
  readonly inputs: ExactJson;
  /** The first trace with these inputs. */
  readonly sourceTraceId: TraceId;
  readonly labels: Map<string, Label[]>;
}

function groupByInputs(traces: readonly LabeledTrace[]) {
  const groups = new Map<string, Group>();
  const skipped: SyncSkip[] = [];
  for (const { traceId, inputs, labels } of traces) {
    if (inputs === undefined) {
      skipped.push({ traceId, reason: "no-inputs" });
    } else if (!inputs.key.startsWith("{")) {
      skipped.push({ traceId, reason: "inputs-not-an-object" });
    } else {
      const group = groups.get(inputs.key) ?? { inputs, sourceTraceId: traceId, labels: new Map() };
      groups.set(inputs.key, group);
      for (const label of labels) addTo(group.labels, label);
    }
  }
  return { groups, skipped };
}

function addTo(byName: Map<string, Label[]>, label: Label): void {
  const present = byName.get(label.name);
  if (present === undefined) byName.set(label.name, [label]);
  else present.push(label);
}

/** The values to write for a group, by name, and what is held back. */
function settle(
  { inputs, sourceTraceId, labels: byName }: Group,
  { runId, policies }: Pick<SyncTerms, "runId" | "policies">,
) {
  const values: (readonly [string, Json])[] = [];
  const origins: (readonly [string, Provenance])[] = [];
  const conflicts: SyncConflict[] = [];
  for (const [name, labels] of byName) {
    const resolution = resolveLabels(labels, policyFor(name, policies));
    if (resolution.kind === "value") {
      const { value, reviewers, givenAtMs, how } = resolution;
      values.push([name, value]);
      origins.push([name, { runId, reviewers, givenAtMs, how }]);
    } else {
      const { between, values: given } = resolution;
      conflicts.push({ inputs, traceIds: tracesOf(labels), name, between, values: given });
    }
  }
  // `fromEntries` gives own properties, whatever they are called.
  const expectations: JsonObject = Object.fromEntries(values);
  const provenance = Object.fromEntries(origins);
  return { record: { inputs, sourceTraceId, expectations, provenance }, conflicts };
}

function policyFor(name: string, policies: SyncPolicies = "agreed"): SyncPolicy {
  if (typeof policies === "string") return policies;
  const own = Object.hasOwn(policies.byName, name) ? policies.byName[name] : undefined;
  return own ?? policies.default ?? "agreed";
}

function tracesOf(labels: readonly Label[]): readonly TraceId[] {
  return [...new Set(labels.map(({ traceId }) => traceId))];
}
