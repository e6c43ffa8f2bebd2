import { createLabeling, createReview, type Clock, type Tracking } from "@labeldesk/core";
import type { SqlWorkStore } from "@labeldesk/adapter-sql";
import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { registerActions } from "./actions/register.js";
import { registerCommands } from "./commands/register.js";
import type { Config } from "./config.js";
import type { Desk } from "./desk.js";
import { jobHandlers } from "./jobs/handlers.js";
import { createBoltLogger, errorFields, type Logger } from "./logger.js";
import { createPeopleDirectory } from "./people.js";
import { createRights } from "./rights.js";
import { asAppTables } from "./store/tables.js";

/** What the app is made of. The work store must have been opened with {@link appMigrations}. */
export interface LabeldeskOptions {
  readonly config: Pick<
    Config,
    | "SLACK_BOT_TOKEN"
    | "SLACK_APP_TOKEN"
    | "SLACK_API_URL"
    | "LABELDESK_COMMAND"
    | "LABELDESK_LEADS"
    | "LABELDESK_EXPERIMENTS"
    | "LABELDESK_DATASETS"
    | "LABELDESK_DEPLOYMENT"
  >;
  readonly tracking: Tracking;
  readonly work: SqlWorkStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The running app. */
export interface Labeldesk {
  /** Takes no more events and jobs, and waits for those that run. The stores stay open. */
  stop(): Promise<void>;
}

/** How long Slack may take to answer one call. */
const SLACK_TIMEOUT_MS = 10_000;

/**
 * Connects to Slack in Socket Mode and starts to work.
 *
 * @throws when Slack refuses the tokens or does not answer
 */
export async function startLabeldesk(options: LabeldeskOptions): Promise<Labeldesk> {
  const { config, tracking, work, clock, logger } = options;
  const app = createApp(config, logger);
  await app.init();
  const auth = await app.client.auth.test();
  const db = asAppTables(work.db);
  const desk: Desk = {
    command: config.LABELDESK_COMMAND,
    tenant: auth.team_id ?? "",
    deployment: config.LABELDESK_DEPLOYMENT,
    tracking,
    labeling: createLabeling({ tracking, locks: work.locks }),
    review: createReview({ tracking, work, clock }),
    work,
    db,
    people: createPeopleDirectory(db, app.client, clock),
    rights: createRights(config),
    slack: app.client,
    outgoing: outgoingClient(config),
    clock,
    logger,
  };
  registerCommands(app, desk);
  registerActions(app, desk);
  app.error(async (error) => {
    logger.error("slack.handler-failed", errorFields(error.original ?? error));
  });
  await work.runner.start(jobHandlers(desk));
  await app.start();
  logger.info("app.started", { tenant: desk.tenant, deployment: desk.deployment });
  return {
    async stop() {
      await app.stop();
      await work.runner.stop();
      logger.info("app.stopped");
    },
  };
}

function createApp(config: LabeldeskOptions["config"], logger: Logger): App {
  const boltLogger = createBoltLogger(logger);
  const receiver = new SocketModeReceiver({
    appToken: config.SLACK_APP_TOKEN,
    // A short wait before reconnecting: clicks made in the gap are lost.
    clientPingTimeout: 1_500,
    logger: boltLogger,
    logLevel: LogLevel.WARN,
    installerOptions: { clientOptions: clientOptions(config) },
  });
  return new App({
    token: config.SLACK_BOT_TOKEN,
    receiver,
    deferInitialization: true,
    logger: boltLogger,
    logLevel: LogLevel.WARN,
    clientOptions: clientOptions(config),
  });
}

/** A fresh object for every client: Bolt's clients write into the options they are given. */
function clientOptions(config: LabeldeskOptions["config"]) {
  return {
    ...(config.SLACK_API_URL === undefined ? {} : { slackApiUrl: config.SLACK_API_URL }),
    retryConfig: { retries: 2 },
    timeout: SLACK_TIMEOUT_MS,
  };
}

/** Posts are not repeated by the client: a lost reply may hide a message that Slack took. */
function outgoingClient(config: LabeldeskOptions["config"]): WebClient {
  return new WebClient(config.SLACK_BOT_TOKEN, {
    ...clientOptions(config),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}
