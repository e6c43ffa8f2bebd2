export { createMlflowTracking } from "./create-mlflow-tracking.js";
export type { MlflowTracking } from "./create-mlflow-tracking.js";
export type { ConnectionUse } from "./http/connection-use.js";
export type { MlflowServerFacts } from "./http/mlflow-client.js";
export type { MlflowHeaders, MlflowOptions, MlflowProxy, MlflowTls } from "./mlflow-options.js";
export { readArtifactSpans } from "./wire/artifact-spans.js";
export { readTraceResponse } from "./wire/trace.js";
