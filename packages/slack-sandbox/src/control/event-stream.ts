import type { ServerResponse } from "node:http";
import type { Workspace } from "../workspace.js";

/** Keeps proxies and browsers from closing a quiet stream. */
const KEEP_ALIVE_MS = 15_000;

/** Sends a `changed` event whenever what the person sees has changed, until the reader goes. */
export function streamChanges(
  workspace: Workspace,
  personId: string,
  response: ServerResponse,
): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  const say = () => response.write("event: changed\ndata: {}\n\n");
  let isPending = false;
  const stopListening = workspace.onChange((changed) => {
    if (changed !== personId || isPending) return;
    isPending = true;
    // One gesture often changes several things: they are told once.
    setImmediate(() => {
      isPending = false;
      say();
    });
  });
  const keepAlive = setInterval(() => response.write(": still here\n\n"), KEEP_ALIVE_MS);
  response.on("close", () => {
    stopListening();
    clearInterval(keepAlive);
  });
  // A page that comes back after a break must look again.
  say();
}
