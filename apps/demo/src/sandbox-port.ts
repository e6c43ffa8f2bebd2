import { startSandbox, type Sandbox } from "@labeldesk/slack-sandbox";
import { CannotStart } from "./cannot-start.js";

/** Where the page is when nobody says otherwise. */
export const DEFAULT_PORT = 4410;

/** How many ports are tried from the default one on. */
const TRIED_PORTS = 20;

/**
 * Starts the local workspace. `port`: the only one to try, 0 for any; by default the first free one from
 * {@link DEFAULT_PORT} on.
 *
 * @throws {CannotStart} when no port is free
 */
export async function startSandboxOn(port: number | undefined): Promise<Sandbox> {
  const last = port ?? DEFAULT_PORT + TRIED_PORTS - 1;
  for (let candidate = port ?? DEFAULT_PORT; candidate <= last; candidate += 1) {
    try {
      return await startSandbox({
        port: candidate,
        app: { name: "Labeldesk", commands: ["/label"] },
      });
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  const what =
    port === undefined ? `The ports ${DEFAULT_PORT} to ${last} are` : `The port ${port} is`;
  throw new CannotStart(`${what} not available. Choose another one with --port NUMBER.`);
}

function isTaken(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EADDRINUSE" || code === "EACCES";
}
