export * from "./create-memory-tracking.js";
export type { MemoryAssessment } from "./assessments.js";
