export { createMlflowTracking } from "./create-mlflow-tracking.js";
export type { MlflowTracking } from "./create-mlflow-tracking.js";
export type { MlflowOptions } from "./mlflow-options.js";
export { readArtifactSpans } from "./wire/artifact-spans.js";
export { readTraceResponse } from "./wire/trace.js";
