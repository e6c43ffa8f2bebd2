import type { Delivered } from "./delivery.js";
import { eventPayload } from "./payloads.js";
import type { Workspace } from "./workspace.js";

/** When Slack sends an event again that nobody acknowledged (https://docs.slack.dev/apis/events-api). */
const RETRY_AFTER_MS = [0, 60_000, 300_000];

/** Tells the app of an event. What it does not acknowledge comes again, up to three times; resolves after the first. */
export async function deliverEvent(workspace: Workspace, event: object): Promise<Delivered> {
  const payload = eventPayload(workspace, event);
  const delivered = await workspace.delivery.deliver("events_api", payload);
  if (delivered.kind !== "acknowledged") repeat(workspace, payload, delivered, 1);
  return delivered;
}

function repeat(workspace: Workspace, payload: object, failure: Delivered, attempt: number): void {
  const delayMs = RETRY_AFTER_MS[attempt - 1];
  if (delayMs === undefined) return;
  const reason = failure.kind === "timedOut" ? "timeout" : "connection_failed";
  const timer = setTimeout(() => {
    const again = workspace.delivery.deliver("events_api", payload, { attempt, reason });
    void again.then((delivered) => {
      if (delivered.kind !== "acknowledged") repeat(workspace, payload, delivered, attempt + 1);
    });
  }, delayMs);
  // An event still to be repeated must not keep the process alive.
  timer.unref();
}
