export * from "./create-memory-work-store.js";
export type { JobRetry } from "@labeldesk/core";
