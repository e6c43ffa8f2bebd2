import { describeAssessmentStore } from "./describe-assessment-store.js";
import { describeDatasetStore } from "./describe-dataset-store.js";
import { describeExperimentStore } from "./describe-experiment-store.js";
import { describeItemStore } from "./describe-item-store.js";
import { describeLabelSchemaStore } from "./describe-label-schema-store.js";
import { describeSessionStore } from "./describe-session-store.js";
import { describeTraceStore } from "./describe-trace-store.js";
import type { TrackingSuite } from "./tracking-harness.js";

/** Registers the suites of all tracking ports: what every adapter must pass. */
export function describeTracking(suite: TrackingSuite): void {
  describeExperimentStore(suite);
  describeTraceStore(suite);
  describeLabelSchemaStore(suite);
  describeSessionStore(suite);
  describeItemStore(suite);
  describeAssessmentStore(suite);
  describeDatasetStore(suite);
}
