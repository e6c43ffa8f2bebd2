import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlWorkStore } from "@labeldesk/adapter-sql";
import { systemClock, type Tracking } from "@labeldesk/core";
import { appMigrations, readConfig, startLabeldesk, type Logger } from "@labeldesk/slack";
import type { Sandbox } from "@labeldesk/slack-sandbox";
import { createFileLogger } from "./log-file.js";
import { openSession, type OpeningOutcome } from "./opening-session.js";
import { startSandboxOn } from "./sandbox-port.js";
import { openTracking, type MlflowLogin, type TrackingChoice } from "./tracking.js";
import { unlessAborted } from "./unless-aborted.js";

/** What to start. */
export interface DemoOptions {
  readonly tracking: TrackingChoice;
  /** The only port to use, 0 for any. Default: the first free one from 4410 on. */
  readonly port?: number | undefined;
  /** Of an existing MLflow server. Default: none. */
  readonly login?: MlflowLogin;
  /** Gives up a start that is under way; what was started by then is stopped. */
  readonly signal: AbortSignal;
  /** Gets a line for each step that takes long. */
  readonly say: (line: string) => void;
}

/** The running demo: a local Slack workspace, the app and its stores. */
export interface Demo {
  readonly sandbox: Sandbox;
  readonly mlflowUrl: string | undefined;
  /** The session that was opened; absent on somebody's own server, where nothing is done unasked. */
  readonly opening: OpeningOutcome | undefined;
  /** The app's warnings and errors. */
  readonly logFile: string;
  /** Stops everything, the last started first, and removes what it kept on disk. */
  stop(): Promise<void>;
}

/**
 * Starts everything on embedded defaults and opens a first session.
 *
 * @throws {CannotStart} when a port or MLflow cannot be had; the signal's reason when it was given up
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { signal, say, login = {} } = options;
  await using parts = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "labeldesk-demo-"));
  parts.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const logFile = join(folder, "app.log");
  const logger = createFileLogger(logFile);

  const sandbox = await startSandboxOn(options.port);
  parts.defer(() => sandbox.close());
  const context = { login, parts, signal, say };
  const { tracking, experiment, mlflowUrl } = await openTracking(options.tracking, context);
  await unlessAborted(signal, startApp({ sandbox, tracking, folder, logger, parts }));
  const opening =
    experiment === undefined
      ? undefined
      : await unlessAborted(signal, openSession(sandbox, tracking, experiment));
  if (opening?.kind === "failed") {
    logger.error("demo.opening-failed", { message: opening.reason });
  }
  const running = parts.move();
  return { sandbox, mlflowUrl, opening, logFile, stop: () => running.disposeAsync() };
}

interface AppParts {
  readonly sandbox: Sandbox;
  readonly tracking: Tracking;
  readonly folder: string;
  readonly logger: Logger;
  readonly parts: AsyncDisposableStack;
}

/** The real app; in the demo everybody may lead, and nothing is out of bounds. */
async function startApp({ sandbox, tracking, folder, logger, parts }: AppParts): Promise<void> {
  const config = readConfig({
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
    // Required of a configuration; here the tracking store is handed over.
    MLFLOW_TRACKING_URI: sandbox.url,
    LABELDESK_LEADS: "*",
    LABELDESK_EXPERIMENTS: "*",
    LABELDESK_DATASETS: "*",
    LABELDESK_DEPLOYMENT: "labeldesk-demo",
  });
  const work = await openSqlWorkStore({
    database: { kind: "sqlite", file: join(folder, "work.db") },
    migrations: appMigrations,
  });
  parts.defer(() => work.close());
  const app = await startLabeldesk({ config, tracking, work, clock: systemClock, logger });
  parts.defer(() => app.stop());
}
