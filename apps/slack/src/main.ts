#!/usr/bin/env node
import { createMlflowTracking } from "@labeldesk/adapter-mlflow";
import { openSqlWorkStore } from "@labeldesk/adapter-sql";
import { systemClock } from "@labeldesk/core";
import { ConfigError, readConfig, type Config } from "./config.js";
import { startLabeldesk } from "./labeldesk.js";
import { createLogger, errorFields } from "./logger.js";
import { appMigrations } from "./store/migrations.js";

try {
  await main(readConfig(process.env));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\nThe README lists every variable.\n`);
  process.exitCode = 2;
}

async function main(config: Config): Promise<void> {
  const logger = createLogger(config.LOG_LEVEL);
  const tracking = createMlflowTracking({
    url: config.MLFLOW_TRACKING_URI,
    ...(config.MLFLOW_TRACKING_USERNAME === undefined
      ? {}
      : { username: config.MLFLOW_TRACKING_USERNAME }),
    ...(config.MLFLOW_TRACKING_PASSWORD === undefined
      ? {}
      : { password: config.MLFLOW_TRACKING_PASSWORD }),
    ...(config.MLFLOW_TRACKING_TOKEN === undefined ? {} : { token: config.MLFLOW_TRACKING_TOKEN }),
  });
  const work = await openSqlWorkStore({
    database:
      config.DATABASE_URL === undefined
        ? { kind: "sqlite", file: config.LABELDESK_DATA }
        : { kind: "postgres", url: config.DATABASE_URL },
    migrations: appMigrations,
  });
  const app = await startLabeldesk({ config, tracking, work, clock: systemClock, logger });
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    // Some shells and launchers send a signal twice; the first one is being obeyed.
    if (stopping) return;
    stopping = true;
    logger.info("app.stopping", { signal });
    try {
      await app.stop();
      await work.close();
      await tracking.close();
    } catch (error) {
      logger.error("app.stop-failed", errorFields(error));
      process.exitCode = 1;
    }
  };
  process.on("SIGINT", (signal) => void stop(signal));
  process.on("SIGTERM", (signal) => void stop(signal));
}
