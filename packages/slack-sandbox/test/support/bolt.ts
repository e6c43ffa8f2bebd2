import { App, LogLevel } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../src/index.js";

/** The options that both of Bolt's clients take; a fresh object each time, because Bolt writes into it. */
export const clientOptions = (sandbox: Sandbox) => ({
  slackApiUrl: sandbox.apiUrl,
  retryConfig: { retries: 0 },
  timeout: 10_000,
});

/** A sandbox that ends with the test. */
export async function sandboxForTest(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ app: { name: "Probe", commands: ["/probe"] }, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** A Bolt app in Socket Mode, connected, that ends with the test. */
export async function connectBolt(sandbox: Sandbox, wire: (app: App) => void): Promise<App> {
  const app = new App({
    token: sandbox.botToken,
    appToken: sandbox.appToken,
    socketMode: true,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions: clientOptions(sandbox),
  });
  wire(app);
  await app.init();
  await app.start();
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}

/** A sandbox with a connected Bolt app. */
export async function boltSandbox(
  wire: (app: App) => void,
  options: SandboxOptions = {},
): Promise<{ readonly sandbox: Sandbox; readonly app: App }> {
  const sandbox = await sandboxForTest(options);
  return { sandbox, app: await connectBolt(sandbox, wire) };
}

/** Slack's own client with the bot's token. */
export function botClient(sandbox: Sandbox, token = sandbox.botToken): WebClient {
  return new WebClient(token, { ...clientOptions(sandbox), logLevel: LogLevel.ERROR });
}
