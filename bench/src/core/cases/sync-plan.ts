import {
  createSyncPlanner,
  exactJson,
  ReviewerEmail,
  RunId,
  TraceId,
  type LabeledTrace,
} from "@labeldesk/core";
import type { BenchCase } from "../bench-case.ts";

const RECORDS_PER_LABEL = 10;
/** Every second label's inputs are not in the dataset. */
const STEP = RECORDS_PER_LABEL * 2;

/** Planning a sync into a dataset that has ten times as many records as the session has labels; records come one by one, as text. */
export const syncPlan: BenchCase = {
  name: "sync-plan",
  unit: `labels against ${RECORDS_PER_LABEL}× as many records`,
  size: 100_000,
  prepare: (size) => {
    const reviewer = ReviewerEmail.parse("ana@example.com");
    const inputs = Array.from({ length: size }, (_, number) => inputsOf(number * STEP));
    return () => {
      const traces = inputs.map((text, number): LabeledTrace => {
        const traceId = TraceId.parse(`tr-${number}`);
        const value = `Fact ${number}`;
        const label = { traceId, name: "expected_response", value, reviewer, givenAtMs: number };
        return { traceId, inputs: exactJson(text), labels: [label] };
      });
      const planner = createSyncPlanner(traces, { runId: RunId.parse("run") });
      for (let number = 0; number < size * RECORDS_PER_LABEL; number += 1) {
        const present = number % 3 === 0 ? "Old" : `Fact ${Math.floor(number / STEP)}`;
        planner.offer({
          inputs: exactJson(inputsOf(number)),
          expectations: { expected_response: present },
        });
      }
      const { inserts, updates, unchanged } = planner.finish();
      return { inserts: inserts.length, updates: updates.length, unchanged };
    };
  },
  peer: { name: "a dictionary in plain Python", script: "sync_plan.py" },
};

function inputsOf(number: number): string {
  return `{"question": "Where is parcel ${number}?", "customer": ${number}}`;
}
