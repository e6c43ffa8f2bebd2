export { readConfig, ConfigError, type Config, type Environment } from "./config.js";
export { startLabeldesk, type Labeldesk, type LabeldeskOptions } from "./labeldesk.js";
export { createLogger, type Logger } from "./logger.js";
export { appMigrations } from "./store/migrations.js";
