export * from "./describe-assessment-store.js";
export * from "./describe-dataset-store.js";
export * from "./describe-experiment-store.js";
export * from "./describe-item-store.js";
export * from "./describe-label-schema-store.js";
export * from "./describe-session-store.js";
export * from "./describe-trace-store.js";
export * from "./describe-tracking.js";
export type * from "./tracking-harness.js";
