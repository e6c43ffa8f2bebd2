export * from "./describe-work-store.js";
export { runUntilKilled, type KillPlan } from "./killed-transaction.js";
export type * from "./work-store-harness.js";
