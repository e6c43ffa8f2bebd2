export * from "./describe-work-store.js";
export type * from "./work-store-harness.js";
