import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlWorkStore, type SqlDatabase, type SqlWorkStore } from "@labeldesk/adapter-sql";
import { systemClock, type Tracking } from "@labeldesk/core";
import { appMigrations, createLogger, readConfig, startLabeldesk } from "@labeldesk/slack";
import { startSandbox, type Sandbox, type SandboxPerson } from "@labeldesk/slack-sandbox";

/** Everything running: a Slack workspace, the app, and its work store. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly work: SqlWorkStore;
  readonly lead: SandboxPerson;
  readonly ana: SandboxPerson;
  readonly ben: SandboxPerson;
  readonly outsider: SandboxPerson;
  close(): Promise<void>;
}

/** What the app is connected to. */
export interface StageOptions {
  readonly tracking: Tracking;
  /** Default: a SQLite file of its own. */
  readonly database?: SqlDatabase;
  /** Default: all. */
  readonly experiments?: string;
  readonly datasets?: string;
}

const PEOPLE = [
  { name: "lena", realName: "Lena Lead", email: "lena@example.com" },
  { name: "ana", realName: "Ana", email: "ana@example.com" },
  { name: "ben", realName: "Ben", email: "ben@example.com" },
  { name: "otto", realName: "Otto", email: "otto@example.com" },
  { name: "guest", realName: "Guest", email: "guest@example.org", isGuest: true },
];

/** Starts the real app against the sandbox; only what `options` names stands behind it. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "labeldesk-e2e-"));
  const sandbox = await startSandbox({
    people: PEOPLE,
    app: { name: "Labeldesk", commands: ["/label"] },
  });
  const work = await openSqlWorkStore({
    database: options.database ?? { kind: "sqlite", file: join(folder, "work.db") },
    migrations: appMigrations,
    retry: { firstPauseMs: 200 },
  });
  const config = readConfig({
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
    MLFLOW_TRACKING_URI: "http://127.0.0.1:1",
    LABELDESK_LEADS: "lena@example.com",
    LABELDESK_EXPERIMENTS: options.experiments ?? "*",
    LABELDESK_DATASETS: options.datasets ?? "*",
  });
  const app = await startLabeldesk({
    config,
    tracking: options.tracking,
    work,
    clock: systemClock,
    logger: createLogger("error"),
  });
  return {
    sandbox,
    work,
    lead: sandbox.person("lena@example.com"),
    ana: sandbox.person("ana@example.com"),
    ben: sandbox.person("ben@example.com"),
    outsider: sandbox.person("otto@example.com"),
    async close() {
      await app.stop();
      await work.close();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
