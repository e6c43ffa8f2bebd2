export { withDirectoryLock } from "./directory-lock.js";
export { ensureEnvironment } from "./ensure-environment.js";
export type {
  EnsureEnvironmentOptions,
  EnvironmentSpec,
  PythonEnvironment,
} from "./ensure-environment.js";
export { ensureStatistics } from "./ensure-statistics.js";
export type { StatisticsInstallation } from "./ensure-statistics.js";
export { programIn } from "./python.js";
export type { PythonNeed } from "./python.js";
export { lastLines, run } from "./run.js";
export type { CommandResult } from "./run.js";
