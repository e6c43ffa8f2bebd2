import { z } from "zod";

/** What the configuration is read from: the process's environment, or a test's. */
export type Environment = Readonly<Record<string, string | undefined>>;

const list = z
  .string()
  .transform((text) => text.split(",").map((entry) => entry.trim()))
  .pipe(z.array(z.string().min(1)))
  .default([]);

const Settings = z.object({
  /** The bot's token, `xoxb-…`. */
  SLACK_BOT_TOKEN: z.string().startsWith("xoxb-"),
  /** The app-level token for Socket Mode, `xapp-…`. */
  SLACK_APP_TOKEN: z.string().startsWith("xapp-"),
  /** Another Slack-compatible server, such as the sandbox; must end with a slash. */
  SLACK_API_URL: z.url().endsWith("/").optional(),
  /** The MLflow server. */
  MLFLOW_TRACKING_URI: z.url({ protocol: /^https?$/ }),
  MLFLOW_TRACKING_USERNAME: z.string().min(1).optional(),
  MLFLOW_TRACKING_PASSWORD: z.string().min(1).optional(),
  MLFLOW_TRACKING_TOKEN: z.string().min(1).optional(),
  /** A PostgreSQL, for many replicas. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The SQLite file of the embedded work store, used without `DATABASE_URL`. */
  LABELDESK_DATA: z.string().min(1).default("labeldesk.db"),
  /** The slash command. */
  LABELDESK_COMMAND: z.string().startsWith("/").default("/label"),
  /** Who may create and run sessions: e-mails, Slack ids, or `*`; default: the workspace's admins. */
  LABELDESK_LEADS: list,
  /** Which experiments Labeldesk may touch: names, ids, or `*`; default: none. */
  LABELDESK_EXPERIMENTS: list,
  /** Which evaluation datasets Labeldesk may touch: names, or `*`; default: none. */
  LABELDESK_DATASETS: list,
  /** Tells this installation's sessions from those of another one on the same MLflow. */
  LABELDESK_DEPLOYMENT: z.string().min(1).default("labeldesk"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

/** Everything that can be configured. */
export type Config = z.infer<typeof Settings>;

/** The configuration is wrong; the message lists every mistake and no value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Reads the configuration, once.
 *
 * @throws {ConfigError} naming every variable that is missing or wrong, without its value
 */
export function readConfig(environment: Environment): Config {
  const given = withoutBlanks(environment);
  const parsed = Settings.safeParse(given);
  const mistakes = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => {
      const name = path.map(String)[0] ?? "";
      return `  ${name}: ${given[name] === undefined ? "is not set" : message}`;
    }),
    ...loginMistakes(given),
  ];
  if (parsed.success && mistakes.length === 0) return parsed.data;
  throw new ConfigError(`The configuration has mistakes:\n${mistakes.join("\n")}`);
}

/** MLflow takes a login or a token: one header carries either. */
function loginMistakes(given: Environment): string[] {
  const username = given["MLFLOW_TRACKING_USERNAME"] !== undefined;
  const password = given["MLFLOW_TRACKING_PASSWORD"] !== undefined;
  const token = given["MLFLOW_TRACKING_TOKEN"] !== undefined;
  return [
    ...(username && !password ? ["  MLFLOW_TRACKING_PASSWORD: is not set, the user name is"] : []),
    ...(password && !username ? ["  MLFLOW_TRACKING_USERNAME: is not set, the password is"] : []),
    ...(token && (username || password)
      ? ["  MLFLOW_TRACKING_TOKEN: goes without a user name and a password, or they without it"]
      : []),
  ];
}

/** A variable that is set to nothing is not set. */
function withoutBlanks(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
}
