import { LogLevel, type Logger as BoltLogger } from "@slack/bolt";
import { pino } from "pino";
import { z } from "zod";

/** Named events with fields. Never a token, a prompt or an answer. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** Ids, counts, codes and durations; an error gives its name, code and message. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>> & {
  readonly error?: never;
};

/** Logs JSON lines to standard output. */
export function createLogger(level: string): Logger {
  const log = pino({ level, base: null });
  return {
    debug: (event, fields) => log.debug(fields, event),
    info: (event, fields) => log.info(fields, event),
    warn: (event, fields) => log.warn(fields, event),
    error: (event, fields) => log.error(fields, event),
  };
}

/** What may be logged of an error: its class, code and message, without its stack or the data around it. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { reason: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { reason: error.name, code, message: error.message, details: slackDetails(error) };
}

const SlackFailure = z.object({
  data: z.object({ response_metadata: z.object({ messages: z.array(z.string()) }) }),
});

/** Where in a payload Slack found a mistake: places and rules, no content. */
function slackDetails(error: Error): string | undefined {
  return SlackFailure.safeParse(error).data?.data.response_metadata.messages.join("; ");
}

/** Bolt's own messages as events of ours. They may quote payloads, so only warnings and errors pass, without their data. */
export function createBoltLogger(logger: Logger): BoltLogger {
  const first = (messages: readonly unknown[]) => ({ message: String(messages[0]).slice(0, 300) });
  return {
    debug: () => {},
    info: () => {},
    warn: (...messages) => logger.warn("bolt.warning", first(messages)),
    error: (...messages) => logger.error("bolt.error", first(messages)),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
