export * from "./create-memory-work-store.js";
export type { JobRetry } from "./job-retry.js";
